"""People, organisations, clusters, roles."""

from beffroi.web.accounts.models.clusters import Cluster, ClusterMembership, MembershipTier
from beffroi.web.accounts.models.organisations import Helix, Organisation, OrganisationMerge, Representation, SizeClass
from beffroi.web.accounts.models.people import Person, PersonManager
from beffroi.web.accounts.models.roles import Invitation, Role, RoleGrant
from beffroi.web.accounts.models.tokens import ApiToken

__all__ = [
    "ApiToken",
    "Cluster",
    "ClusterMembership",
    "Helix",
    "Invitation",
    "MembershipTier",
    "Organisation",
    "OrganisationMerge",
    "Person",
    "PersonManager",
    "Representation",
    "Role",
    "RoleGrant",
    "SizeClass",
]
