"""A cluster takes over its own member list: all of it or nothing; what it changes stays on record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.accounts.member_file import Plan, Row, Step, identity, plan
from beffroi.web.accounts.models import Cluster, ClusterMembership, Organisation, Person
from beffroi.web.accounts.notices import tell_member, tell_member_ends
from beffroi.web.accounts.queries.member_lists import named_by, standing_members
from beffroi.web.accounts.queries.organisations import led
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.core.submission import spend

IMPORT = "accounts.manage_memberships"
A_BATCH = 500


@dataclass(frozen=True)
class TakenOver:
    """How many memberships a list added, changed and ended, and how many organisations it created."""

    added: int
    changed: int
    ended: int
    created: int


def plan_of(
    cluster: Cluster, rows: Sequence[Row], *, tier: int, is_complete: bool, choices: Mapping[int, int] | None = None
) -> Plan:
    """What a list would do to the members of a cluster as they stand now."""
    standing = standing_members(cluster)
    named = named_by(rows, standing, dict(choices or {}))
    return plan(rows, standing, named=named, tier=tier, today=timezone.localdate(), is_complete=is_complete)


@action
def import_members(
    *,
    actor: Person,
    cluster: Cluster,
    rows: Sequence[Row],
    tier: int,
    name: str,
    is_complete: bool = False,
    choices: Mapping[int, int] | None = None,
    preview: str = "",
) -> TakenOver:
    """Take a list over: all its rows or none; the members, who may have changed since the preview, are asked again.

    Parameters
    ----------
    actor, cluster, rows
    tier : int
        of new members whose row names none; 0 if every row names one.
    name : str
        of the file.
    is_complete : bool
        end today what holds today and is not named.
    choices : mapping, optional
        number of a row → organisation that a person chose for it, 0 for a new one.
    preview : str
        a preview is taken over once.

    """
    cluster = lock(cluster)
    permit(actor, IMPORT, cluster)
    if preview and not spend(f"members {preview}"):
        raise ValidationError(_("This list is taken over already; look at the members before you send it again."))
    found = plan_of(cluster, rows, tier=tier, is_complete=is_complete, choices=choices)
    _refuse(found, cluster, tier)
    made = _created(found)
    added = _added(actor, cluster, found, made, tier)
    for step in found.of("change"):
        _change(actor, step)
    for one in found.ends:
        _end(actor, ClusterMembership.objects.select_for_update().get(pk=one.pk))
    _tell_new(actor, added)
    done = TakenOver(len(added), len(found.of("change")), len(found.ends), len(made))
    record(actor, "imported members", cluster, {}, vars(done) | {"file": name[:200]})
    return done


def _refuse(found: Plan, cluster: Cluster, tier: int) -> None:
    if found.faults:
        one = found.faults[0]
        where = _("Row %(row)s: %(words)s") % {"row": one.row, "words": one.words} if one.row else one.words
        raise ValidationError(where)
    if found.of("choose"):
        raise ValidationError(_("Choose for each name that is known almost the same whether it is the same."))
    if found.is_empty:
        raise ValidationError(_("Every row of the list stands already; nothing was entered."))
    tiers = {step.row.tier or tier for step in found.steps} - {0}
    if cluster.tiers.filter(pk__in=tiers).count() != len(tiers):
        raise ValidationError(_("A tier of the list belongs to no tier of this cluster any more; send the list again."))


def _created(found: Plan) -> dict[tuple[str, str], Organisation]:
    """The organisations that nobody knew, one for all rows that mean the same."""
    wanted = {identity(step.row): step.row for step in reversed(found.of("create"))}
    made = {
        key: Organisation(legal_name=row.name, country=row.country, enterprise_number=row.number, helix=row.kind)
        for key, row in wanted.items()
    }
    Organisation.objects.bulk_create(made.values(), batch_size=A_BATCH)
    return made


def _added(
    actor: Person, cluster: Cluster, found: Plan, made: Mapping[tuple[str, str], Organisation], tier: int
) -> list[ClusterMembership]:
    now = timezone.now()
    new = [step for step in found.steps if step.kind in {"add", "create"}]
    added = [
        ClusterMembership(
            cluster=cluster, organisation_id=step.firm.pk if step.firm else made[identity(step.row)].pk,
            tier_id=step.row.tier or tier, starts=step.row.since, ends=step.row.until,
            is_listed=bool(step.row.is_listed), evidence=step.row.evidence,
            verified_by=actor if step.row.evidence else None, verified_at=now if step.row.evidence else None,
        )
        for step in new
    ]  # fmt: skip
    return ClusterMembership.objects.bulk_create(added, batch_size=A_BATCH)


def _change(actor: Person, step: Step) -> None:
    """A membership that stands: renewed, ended, in another tier, or verified by what the row states."""
    assert step.stood and step.now  # noqa: S101
    one, now = ClusterMembership.objects.select_for_update().get(pk=step.stood.pk), step.now
    with audited(actor, "changed", one):
        if now.evidence != one.evidence or (now.is_verified and one.verified_at is None):
            one.verified_by, one.verified_at = actor, timezone.now()
        one.tier_id, one.ends, one.evidence, one.is_listed = now.tier, now.until, now.evidence, now.is_listed
        one.save()


def _end(actor: Person, one: ClusterMembership) -> None:
    with audited(actor, "ended", one):
        one.ends = one.told_for = timezone.localdate()
        one.save()
    tell_member_ends(actor, one)


def _tell_new(actor: Person, added: Iterable[ClusterMembership]) -> None:
    """Only where somebody leads the organisation is there anybody to tell."""
    verified = [one for one in added if one.verified_at is not None]
    heard = led(one.organisation_id for one in verified)
    for one in verified:
        if one.organisation_id in heard:
            tell_member(actor, one)
