"""What a person may see, one rule a model; tested against the predicate `view_…` of the same name."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from beffroi.web.accounts.models import (
    ApiToken,
    Cluster,
    ClusterMembership,
    Invitation,
    MembershipTier,
    Organisation,
    OrganisationMerge,
    Person,
    Representation,
    RoleGrant,
)
from beffroi.web.accounts.permissions import clusters_managed, is_administrator, standing
from beffroi.web.core.permissions import somebody

M = TypeVar("M", bound=Model)


def visible_to(user: Any, model: type[M]) -> QuerySet[M]:
    """All objects of a model that the user may see."""
    everything = model._default_manager.all()
    if model in PUBLIC or (is_administrator(user) and model not in PRIVATE):
        return everything
    rule = RULES.get(model)
    return everything.filter(rule(user)) if rule else everything.none()


def _people(user: Any) -> Q:
    return Q(pk=user.pk) if somebody(user) else Q(pk=None)


def _organisations(user: Any) -> Q:
    return Q(merged_into=None) if somebody(user) else Q(pk=None)


def _representations(user: Any) -> Q:
    return _own(user) | Q(organisation_id__in=standing(user).represented)


def _memberships(user: Any) -> Q:
    listed = Q(verified_at__isnull=False, is_listed=True)
    return listed | Q(organisation_id__in=standing(user).represented) | Q(cluster_id__in=clusters_managed(user))


def _grants(user: Any) -> Q:
    return _own(user) | _of_managed_clusters(user)


def _invitations(user: Any) -> Q:
    mine = Q(invited_by_id=user.pk) if somebody(user) else Q(pk=None)
    return mine | _of_managed_clusters(user)


def _own(user: Any) -> Q:
    return Q(person_id=user.pk) if somebody(user) else Q(pk=None)


def _of_managed_clusters(user: Any) -> Q:
    managed = clusters_managed(user)
    if not managed:
        return Q(pk=None)
    kind = ContentType.objects.get_for_model(Cluster)
    return Q(scope_type=kind, scope_id__in=[str(number) for number in managed])


PUBLIC: frozenset[type[Model]] = frozenset({Cluster, MembershipTier})
"""Models that anybody sees."""

PRIVATE: frozenset[type[Model]] = frozenset({ApiToken, ClusterMembership})
"""Models of which an administrator sees no more than anybody: the own tokens, the members who agreed to be named."""

RULES: dict[type[Model], Callable[[Any], Q]] = {
    Person: _people,
    Organisation: _organisations,
    Representation: _representations,
    ClusterMembership: _memberships,
    RoleGrant: _grants,
    Invitation: _invitations,
    OrganisationMerge: lambda _user: Q(pk=None),
    ApiToken: _own,
}
"""What others than administrators see."""
