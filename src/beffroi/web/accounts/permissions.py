"""Who may do what with people, organisations, clusters and roles: predicates, and the one table of them.

A person's grants and representations are read once and kept on the person's object, so that a page may ask as often as
it needs. `forget` drops them after a write.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils import timezone

from beffroi.web.accounts.models import (
    Cluster,
    ClusterMembership,
    Invitation,
    MembershipTier,
    Organisation,
    Person,
    Representation,
    RoleGrant,
)
from beffroi.web.accounts.rules import Span
from beffroi.web.core.permissions import Predicate, anybody, predicate, somebody

KEPT = "_beffroi_roles"


@dataclass(frozen=True)
class HeldRole:
    """A role that a person holds today, and for what: the site has no type."""

    role: str
    scope_type: int | None
    scope_id: str


@dataclass(frozen=True)
class Standing:
    """All that decides what a person may do today."""

    roles: frozenset[HeldRole]
    represented: dict[int, str]
    """Organisation → mandate."""


NOTHING = Standing(frozenset(), {})


def roles_of(person: Any) -> frozenset[HeldRole]:
    """The roles that a person holds today; read once for the object."""
    return standing(person).roles


def standing(person: Any) -> Standing:
    """Roles and representations of today; of the anonymous and of inactive accounts nothing."""
    if not somebody(person):
        return NOTHING
    found = getattr(person, KEPT, None)
    if found is None:
        found = _read(person)
        setattr(person, KEPT, found)
    return cast(Standing, found)


def forget(person: Any) -> None:
    """Read roles and representations again when next asked."""
    if hasattr(person, KEPT):
        delattr(person, KEPT)


def _read(person: Any) -> Standing:
    today = timezone.localdate()
    grants = RoleGrant.objects.filter(person_id=person.pk, revoked_at=None).values_list(
        "role", "scope_type_id", "scope_id", "starts", "ends"
    )
    acting = Representation.objects.filter(
        person_id=person.pk, state=Representation.State.CONFIRMED, organisation__merged_into=None
    ).values_list("organisation_id", "mandate", "starts", "ends")
    return Standing(
        frozenset(HeldRole(role, kind, scope) for role, kind, scope, *dates in grants if _holds(dates, today)),
        {organisation: mandate for organisation, mandate, *dates in acting if _holds(dates, today)},
    )


def _holds(dates: list[Any], today: date) -> bool:
    return Span(*dates).holds(today)


def has_role(role: str) -> Predicate:
    """The person holds the role today, for whatever scope."""

    def holds(user: Any) -> bool:
        return any(held.role == role for held in roles_of(user))

    holds.__name__ = f"has_role:{role}"
    return predicate(holds)


def has_role_on(role: str) -> Predicate:
    """The person holds the role today for the object, or for the whole site."""

    def holds(user: Any, of: Model | None = None) -> bool:
        held = [one for one in roles_of(user) if one.role == role]
        if any(one.scope_type is None for one in held):
            return True
        if of is None or not held:
            return False
        kind = ContentType.objects.get_for_model(of).pk
        return any(one.scope_type == kind and one.scope_id == str(of.pk) for one in held)

    holds.__name__ = f"has_role_on:{role}"
    return predicate(holds)


def clusters_managed(user: Any) -> set[int]:
    """Ids of the clusters that a person manages today."""
    held = [one for one in roles_of(user) if one.role == "cluster_manager"]
    kind = ContentType.objects.get_for_model(Cluster).pk if held else None
    return {int(one.scope_id) for one in held if one.scope_type == kind}


def organisations_managed(user: Any) -> QuerySet[Organisation]:
    """The organisations that run the clusters that a person manages today."""
    return Organisation.objects.filter(clusters_run__in=clusters_managed(user))


is_administrator = has_role("administrator")


@predicate
def represents(user: Any, of: Model | None = None) -> bool:
    """The person acts today for the organisation (or for that of a representation or membership)."""
    return _organisation_of(of) in standing(user).represented


@predicate
def leads(user: Any, of: Model | None = None) -> bool:
    """The person acts today for the organisation, and may change its details and confirm others."""
    return standing(user).represented.get(_organisation_of(of) or 0) == Representation.Mandate.LEAD


@predicate
def manages_cluster(user: Any, of: Model | None = None) -> bool:
    """The person manages the cluster today (or that of a tier, membership, grant or invitation)."""
    return _cluster_of(of) in clusters_managed(user)


@predicate
def is_own(user: Any, of: Model | None = None) -> bool:
    """The object is the person, or belongs to the person."""
    if not somebody(user) or of is None:
        return False
    return bool(user.pk == (of.pk if isinstance(of, Person) else getattr(of, "person_id", None)))


@predicate
def is_current(_user: Any, of: Model | None = None) -> bool:
    """The organisation stands for itself: no other replaced it."""
    return isinstance(of, Organisation) and of.is_active


@predicate
def is_verified_member(_user: Any, of: Model | None = None) -> bool:
    """The membership was verified by the cluster."""
    return isinstance(of, ClusterMembership) and of.verified_at is not None


@predicate
def is_listed_member(_user: Any, of: Model | None = None) -> bool:
    """The member agreed to be named in public."""
    return isinstance(of, ClusterMembership) and of.is_listed


@predicate
def is_inviter(user: Any, of: Model | None = None) -> bool:
    """The person sent the invitation."""
    return somebody(user) and isinstance(of, Invitation) and of.invited_by_id == user.pk


def _organisation_of(of: Model | None) -> int | None:
    if isinstance(of, Organisation):
        return of.pk
    return of.organisation_id if isinstance(of, Representation | ClusterMembership) else None


def _cluster_of(of: Model | None) -> int | None:
    if isinstance(of, Cluster):
        return of.pk
    if isinstance(of, MembershipTier | ClusterMembership):
        return of.cluster_id
    if isinstance(of, RoleGrant | Invitation) and of.scope_type_id == ContentType.objects.get_for_model(Cluster).pk:
        return int(of.scope_id)
    return None


PERMISSIONS: dict[str, Predicate] = {
    "administer": is_administrator,
    "view_person": is_own | is_administrator,
    "change_person": is_own,
    "deactivate_person": is_administrator,
    "export_person": is_own,
    "erase_person": is_own,
    "view_organisation": somebody & (is_current | is_administrator),
    "add_organisation": somebody,
    "change_organisation": is_current & (leads | is_administrator),
    "merge_organisations": is_administrator,
    "view_representation": is_own | represents | is_administrator,
    "request_representation": somebody & is_current,
    "decide_representation": leads | is_administrator,
    "end_representation": is_own | leads | is_administrator,
    "view_cluster": anybody,
    "add_cluster": is_administrator,
    "change_cluster": manages_cluster | is_administrator,
    "view_membership": (is_verified_member & is_listed_member) | represents | manages_cluster,
    "manage_memberships": manages_cluster,
    "view_member_totals": has_role("co_manager") | has_role("m_and_e_officer") | manages_cluster | is_administrator,
    "view_role": is_own | manages_cluster | is_administrator,
    "grant_role": is_administrator,
    "revoke_role": is_administrator,
    "view_invitation": is_inviter | manages_cluster | is_administrator,
    "invite": is_administrator,
    "revoke_invitation": is_administrator,
    "make_token": somebody,
    "view_token": is_own,
    "revoke_token": is_own,
}
