"""Writes about clusters: details, tiers, members."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from beffroi.web.accounts.actions.roles import check_dates
from beffroi.web.accounts.models import Cluster, ClusterMembership, MembershipTier, Organisation, Person
from beffroi.web.accounts.notices import tell_cluster_of_lapses, tell_member, tell_member_ends, tell_member_lapses
from beffroi.web.accounts.rules import Span
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.core.editions import refuse_unseen

FIELDS = ("name", "kind", "theme", "region", "website", "run_by", "source")
WRITTEN = ("theme", "website")
"""What those who run a cluster write themselves."""
TIER = ("name", "yearly_fee", "is_open")
"""What is entered of a tier."""
RENEWED = ("ends",)
"""What a renewal changes."""


@action
def create_cluster(*, actor: Person, details: dict[str, Any]) -> Cluster:
    """Enter a cluster."""
    permit(actor, "accounts.add_cluster")
    cluster = Cluster(**{name: details[name] for name in FIELDS if name in details})
    cluster.slug = slugify(cluster.name)[:50]
    if Cluster.objects.filter(slug=cluster.slug).exists():
        raise ValidationError({"name": _("A cluster of this name is here already.")})
    with audited(actor, "created", cluster):
        cluster.save()
    return cluster


@action
def change_cluster(*, actor: Person, cluster: Cluster, details: dict[str, Any], seen: str = "") -> Cluster:
    """Change the details of a cluster, unless somebody else changed what was `seen`; its address stays."""
    cluster = lock(cluster)
    permit(actor, "accounts.change_cluster", cluster)
    refuse_unseen(cluster, WRITTEN, seen)
    with audited(actor, "changed", cluster):
        for name in FIELDS:
            if name in details:
                setattr(cluster, name, details[name])
        cluster.save()
    return cluster


@action
def save_tier(
    *,
    actor: Person,
    cluster: Cluster,
    name: str,
    yearly_fee: Decimal,
    is_open: bool,
    tier: MembershipTier | None = None,
    seen: str = "",
) -> MembershipTier:
    """Enter a tier of membership, or change it unless somebody else changed what was `seen`."""
    cluster = lock(cluster)
    permit(actor, "accounts.change_cluster", cluster)
    tier = lock(tier) if tier is not None else MembershipTier(cluster=cluster)
    refuse_unseen(tier, TIER, seen)
    if cluster.tiers.filter(name=name).exclude(pk=tier.pk).exists():
        raise ValidationError({"name": _("This cluster has a tier of this name already; choose another name.")})
    with audited(actor, "changed" if tier.pk else "created", tier):
        tier.name, tier.yearly_fee, tier.is_open = name, yearly_fee, is_open
        tier.save()
    return tier


@action
def add_member(
    *,
    actor: Person,
    cluster: Cluster,
    organisation: Organisation,
    tier: MembershipTier,
    starts: date,
    ends: date | None = None,
    is_listed: bool = False,
    evidence: str = "",
) -> ClusterMembership:
    """Enter an organisation as a member that the cluster verified; no day is held twice in one cluster."""
    cluster, organisation = lock(cluster), lock(organisation)
    permit(actor, "accounts.manage_memberships", cluster)
    check_dates(starts, ends)
    if tier.cluster_id != cluster.pk:
        raise ValidationError({"tier": _("This tier belongs to another cluster; choose one of this cluster.")})
    if not organisation.is_active:
        raise ValidationError({"organisation": _("This organisation was merged into another; choose that one.")})
    wanted = Span(starts, ends)
    for held in ClusterMembership.objects.filter(cluster=cluster, organisation=organisation):
        if Span(held.starts, held.ends).overlaps(wanted):
            return _member_already(actor, held, tier, wanted)
    member = ClusterMembership(
        cluster=cluster, organisation=organisation, tier=tier, starts=starts, ends=ends, is_listed=is_listed,
        evidence=evidence.strip(), verified_by=actor, verified_at=timezone.now(),
    )  # fmt: skip
    with audited(actor, "added", member):
        member.save()
    tell_member(actor, member)
    return member


def _member_already(actor: Person, held: ClusterMembership, tier: MembershipTier, wanted: Span) -> ClusterMembership:
    if (held.tier_id, held.starts, held.ends) != (tier.pk, wanted.starts, wanted.ends):
        raise ValidationError(
            {"starts": _("This organisation is a member in these days already; end that membership first.")}
        )
    with audited(actor, "found member", held):
        return held


@action
def verify_membership(*, actor: Person, membership: ClusterMembership, evidence: str) -> ClusterMembership:
    """Confirm by evidence that the organisation is a member; confirming twice changes nothing."""
    membership = lock(membership)
    permit(actor, "accounts.manage_memberships", membership)
    if not evidence.strip():
        raise ValidationError({"evidence": _("Say what shows that it is a member.")})
    with audited(actor, "verified", membership):
        if membership.verified_at is None:
            membership.evidence = evidence.strip()
            membership.verified_by, membership.verified_at = actor, timezone.now()
            membership.save()
            tell_member(actor, membership)
    return membership


@action
def renew_membership(
    *, actor: Person, membership: ClusterMembership, ends: date | None, seen: str = ""
) -> ClusterMembership:
    """Let a membership hold on, to a later day or without a last one; a lapsed one holds through without a gap."""
    membership = lock(membership)
    permit(actor, "accounts.manage_memberships", membership)
    refuse_unseen(membership, RENEWED, seen)
    if membership.ends is None or (ends is not None and ends <= membership.ends):
        raise ValidationError({"ends": _("Give a day after the last one, or none for an open membership.")})
    held = ClusterMembership.objects.filter(cluster=membership.cluster_id, organisation=membership.organisation_id)
    longer = Span(membership.starts, ends)
    if any(Span(one.starts, one.ends).overlaps(longer) for one in held.exclude(pk=membership.pk)):
        raise ValidationError({"ends": _("A later membership of this organisation begins before that day.")})
    with audited(actor, "renewed", membership):
        membership.ends = ends
        membership.save()
    return membership


@action
def end_membership(*, actor: Person, membership: ClusterMembership, last_day: date | None = None) -> ClusterMembership:
    """End a membership on a day, today if none is given; a membership that ended earlier stays as it is."""
    membership = lock(membership)
    permit(actor, "accounts.manage_memberships", membership)
    day = last_day or max(timezone.localdate(), membership.starts)
    check_dates(membership.starts, day)
    with audited(actor, "ended", membership):
        if membership.ends is None or membership.ends > day:
            membership.ends = membership.told_for = day
        membership.save()
    tell_member_ends(actor, membership)
    return membership


@action
def warn_of_lapses(*, actor: Any, cluster: Cluster, memberships: Iterable[ClusterMembership]) -> None:
    """Tell members that their membership ends soon, and those who manage the cluster how many do; of each day once."""
    coming = [lock(one) for one in memberships]
    for one in coming:
        with audited(actor, "told that it ends", one):
            one.told_for = one.ends
            one.save(update_fields=["told_for"])
        tell_member_lapses(actor, one)
    tell_cluster_of_lapses(actor, cluster, coming)
