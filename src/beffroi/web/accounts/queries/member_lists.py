"""Reads for a cluster's own member list: what stands, whom a row means, what ends soon, totals."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from beffroi.web.accounts.member_file import Firm, Row, Standing
from beffroi.web.accounts.models import Cluster, ClusterMembership, Organisation
from beffroi.web.accounts.near_names import NearNames
from beffroi.web.core.row_files import plain

SOON = timedelta(days=60)
"""A membership ends soon, or ended lately, if its last day lies so many days from today."""
WARNED = timedelta(days=30)
"""So long before its last day those concerned hear that a membership ends."""
Named = Callable[[Row], tuple[Firm | None, tuple[Firm, ...]]]


def standing_members(cluster: Cluster) -> list[Standing]:
    """Every membership of a cluster, past ones included."""
    found = ClusterMembership.objects.filter(cluster=cluster).select_related("organisation").order_by("starts", "pk")
    return [
        Standing(
            one.pk, _firm(one.organisation), one.tier_id, one.starts, one.ends, one.evidence, one.is_listed,
            one.verified_at is not None,
        )
        for one in found
    ]  # fmt: skip


def named_by(rows: Iterable[Row], standing: Iterable[Standing], choices: dict[int, int] | None = None) -> Named:
    """Whom a row means: by its number; without one a member of the cluster of the same name; else by a human choice.

    Parameters
    ----------
    rows, standing : iterable
    choices : dict, optional
        number of a row → id of the organisation that somebody chose for it, 0 for a new one.

    """
    rows, choices = list(rows), choices or {}
    active = Organisation.objects.filter(merged_into=None)
    numbers = {row.number for row in rows if row.number}
    by_number = {(one.country, one.number): one for one in map(_firm, active.filter(enterprise_number__in=numbers))}
    members = {plain(one.firm.name): one.firm for one in standing}
    is_open = any(not (row.number and (row.country, row.number) in by_number) for row in rows)
    firms = {one.pk: one for one in map(_firm, active if is_open else ())}
    near = NearNames({pk: firm.name for pk, firm in firms.items()})

    def named(row: Row) -> tuple[Firm | None, tuple[Firm, ...]]:
        found = by_number.get((row.country, row.number)) if row.number else members.get(plain(row.name))
        if found is not None:
            return found, ()
        alike = tuple(
            firms[pk] for pk in near.near(row.name) if not (row.number and firms[pk].number)
        )  # a firm with another number is another firm
        if not alike or choices.get(row.row) == 0:
            return None, ()
        chosen = next((one for one in alike if one.pk == choices.get(row.row)), None)
        return (chosen, ()) if chosen else (None, alike)

    return named


def _firm(organisation: Organisation) -> Firm:
    return Firm(organisation.pk, organisation.legal_name, organisation.country, organisation.enterprise_number)


def ends_soon(members: QuerySet[ClusterMembership], today: date | None = None) -> QuerySet[ClusterMembership]:
    """Memberships that end soon or ended lately, and that no later one of the same organisation follows."""
    day = today or timezone.localdate()
    return _not_followed(members.filter(ends__range=(day - SOON, day + SOON)).order_by("ends", "pk"))


def to_warn_of() -> QuerySet[ClusterMembership]:
    """Verified memberships that end within weeks, that none follows, and of whose last day nobody was told yet."""
    day = timezone.localdate()
    found = ClusterMembership.objects.filter(ends__range=(day, day + WARNED), verified_at__isnull=False)
    untold = found.filter(Q(told_for=None) | ~Q(told_for=F("ends")))
    return _not_followed(untold).select_related("cluster", "organisation").order_by("cluster", "ends", "pk")


def _not_followed(found: QuerySet[ClusterMembership]) -> QuerySet[ClusterMembership]:
    later = ClusterMembership.objects.filter(
        cluster=OuterRef("cluster"), organisation=OuterRef("organisation"), starts__gt=OuterRef("starts")
    )
    return found.filter(~Exists(later))


def member_totals(cluster: Cluster) -> Any:
    """How many members a cluster has today, tier by tier: numbers only, no names."""
    day = timezone.localdate()
    since, until = Q(memberships__starts__lte=day), Q(memberships__ends=None) | Q(memberships__ends__gte=day)
    today = since & until
    return (
        cluster.tiers.values("name")
        .annotate(
            verified=Count("memberships", filter=today & Q(memberships__verified_at__isnull=False)),
            unverified=Count("memberships", filter=today & Q(memberships__verified_at=None)),
            ending=Count("memberships", filter=today & Q(memberships__ends__lte=day + SOON)),
        )
        .order_by("yearly_fee", "name")
    )
