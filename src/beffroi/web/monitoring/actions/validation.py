"""Writes of those who check: validated or returned by somebody who did not report it, then published."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.monitoring.models import DataRequest, Entry, Measurement
from beffroi.web.monitoring.queries.answers import EntryRow, rows_of_entries
from beffroi.web.monitoring.queries.queue import is_own, locked_entries, requests_of_person
from beffroi.web.monitoring.queries.requests import locked_months, people_asked
from beffroi.web.monitoring.report_states import EntryState
from beffroi.web.monitoring.request_notices import tell
from beffroi.web.monitoring.wording import finding_words

COLLECT = "monitoring.collect"


@action
def validate_entries(*, actor: Any, strategy: Any, chosen: Mapping[str, int]) -> list[Entry]:
    """Validate values, key → revision that was seen: all of them, or none."""
    rows = _chosen(actor, strategy, chosen, (EntryState.SUBMITTED,))
    _refuse_own(actor, rows)
    for row in rows:
        if row.errors:
            said = {"name": _name(row), "why": finding_words(row.errors[0])}
            raise ValidationError(_("%(name)s cannot be right: %(why)s. Return it.") % said)
        if row.warnings and not row.entry.explanation:
            said = {"name": _name(row), "why": finding_words(row.warnings[0])}
            raise ValidationError(_("%(name)s is unlikely and not explained: %(why)s. Return it.") % said)
    for row in rows:
        with audited(actor, "validated", row.entry):
            row.entry.validate()
            _decided(actor, row.entry)
    return [row.entry for row in rows]


@action
def return_entries(*, actor: Any, strategy: Any, chosen: Mapping[str, int], reason: str) -> list[Entry]:
    """Return values to their reporters with a reason: all of them, or none; each reporter gets one new link."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why they are returned; the reporter reads it.")})
    rows = _chosen(actor, strategy, chosen, (EntryState.SUBMITTED, EntryState.VALIDATED))
    _refuse_own(actor, rows)
    for row in rows:
        with audited(actor, "returned", row.entry):
            row.entry.give_back()
            row.entry.return_reason = reason.strip()[:500]
            _decided(actor, row.entry)
    for found in {row.entry.request_id: row.entry.request for row in rows if row.entry.request}.values():
        _tell_returned(actor, lock(found), reason.strip())
    return [row.entry for row in rows]


def _tell_returned(actor: Any, found: DataRequest, reason: str) -> None:
    with audited(actor, "returned", found):
        found.link_number += 1
        found.link_until = max(found.link_until, timezone.localdate() + (found.link_until - found.due_on))
        found.save()
    tell("returned", found, people_asked(found), reason=reason)


@action
def publish_entries(*, actor: Any, strategy: Any, chosen: Mapping[str, int]) -> list[Entry]:
    """Publish validated values: from now on they count, and never change."""
    rows = _chosen(actor, strategy, chosen, (EntryState.VALIDATED,))
    stand = _standing(rows)
    for row in rows:
        entry = row.entry
        for part, value in row.values.items():
            before = stand.get((entry.indicator_id, entry.month, part))
            if before and before.value != value and not entry.reason:
                said = _("%(name)s was published meanwhile with another value; return it.")
                raise ValidationError(said % {"name": _name(row)})
            if before is None or before.value != value:
                _measured(actor, entry, part, value, before)
        with audited(actor, "published", entry):
            entry.publish()
            entry.published_at = timezone.now()
            entry.save()
    return [row.entry for row in rows]


def _measured(actor: Any, entry: Entry, part: str, value: Any, before: Measurement | None) -> None:
    made = Measurement(
        indicator=entry.indicator, period=entry.month, part=part, value=value, note=entry.note, entry=entry,
        entered_by=entry.reported_by, supersedes=before, reason=entry.reason if before else "",
    )  # fmt: skip
    verb = "corrected" if before else "measured"
    with audited(actor, verb, entry.indicator), audited(actor, "created", made):
        made.save()


def _standing(rows: Sequence[EntryRow]) -> dict[tuple[int, Any, str], Measurement]:
    found = Measurement.objects.filter(
        indicator__in={row.entry.indicator_id for row in rows}, period__in={row.entry.month for row in rows},
        superseded_by=None,
    )  # fmt: skip
    return {(one.indicator_id, one.period, one.part): one for one in found}


def _chosen(actor: Any, strategy: Any, chosen: Mapping[str, int], states: Sequence[EntryState]) -> list[EntryRow]:
    """The values that were chosen, as they were seen, in one of some states and outside what is locked."""
    strategy = lock(strategy)
    permit(actor, COLLECT, strategy)
    if not chosen:
        raise ValidationError(_("Choose one value at least."))
    found = locked_entries(strategy, list(chosen))
    seen = [one for key, one in found.items() if one.revision == chosen[key] and one.state in states]
    if len(seen) != len(chosen):
        raise ValidationError(_("Some of these values changed meanwhile; look at them again."))
    if locked_months(strategy, {one.month for one in seen}):
        raise ValidationError(_("This period is locked; nothing in it changes any more."))
    return rows_of_entries(strategy, seen)


def _refuse_own(actor: Any, rows: Sequence[EntryRow]) -> None:
    """Who reports does not validate, whatever roles they hold."""
    asked = requests_of_person(actor, {row.entry.request_id for row in rows if row.entry.request_id})
    own = next((row for row in rows if is_own(actor, row.entry, asked)), None)
    if own is not None:
        said = _("%(name)s was reported by you, or may have been: somebody else validates it.")
        raise PermissionDenied(said % {"name": _name(own)})


def _decided(actor: Any, entry: Entry) -> None:
    entry.decided_by, entry.decided_at = actor, timezone.now()
    entry.revision += 1
    entry.save()


def _name(row: EntryRow) -> str:
    return f"{row.node.code}, {row.entry}"
