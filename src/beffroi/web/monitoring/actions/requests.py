"""Writes about periods and requests: opened by the calendar, asked, handed on, reminded of, closed, locked."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.analytics.results.months import month_of
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.core.permissions import allows
from beffroi.web.monitoring.collecting_rules import (
    ANSWERED_WITHIN,
    LINK_LIVES,
    is_asked,
    must_remind,
    next_periods,
    rhythm,
    stage_of,
)
from beffroi.web.monitoring.links import opens
from beffroi.web.monitoring.models import DataRequest, Entry, Indicator, ReportingPeriod
from beffroi.web.monitoring.queries.answers import names_of
from beffroi.web.monitoring.queries.requests import colleagues_of, people_asked
from beffroi.web.monitoring.report_states import UNDECIDED, PeriodState
from beffroi.web.monitoring.request_notices import forget_mails, tell
from beffroi.web.monitoring.rules import first_day, last_day

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy

SETTLED = "settled"
"""Code of a refusal because of what stands, not of what is said."""
COLLECT, REPORT = "monitoring.collect", "monitoring.report"


@action
def open_periods(*, actor: Any, strategy: Any, today: date) -> list[ReportingPeriod]:
    """Open the periods of a strategy that are over; the first one begins the collecting, the worker carries on."""
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, COLLECT, strategy)
    entered = _entered(strategy)
    if not entered:
        raise ValidationError(_("No indicator has a reporter and values that are entered; name reporters first."))
    last = ReportingPeriod.objects.filter(strategy=strategy).first()
    spans = next_periods(
        month_of(last.ends) if last else None, month_of(today), rhythm(one.frequency for one in entered)
    )
    if not spans:
        raise ValidationError(_("The next period is not over yet; it opens by itself."))
    made = []
    for start, end in spans:
        due = max(last_day(end), today) + ANSWERED_WITHIN
        period = ReportingPeriod(strategy=strategy, starts=first_day(start), ends=first_day(end), due_on=due)
        with audited(actor, "opened the period", period):
            period.save()
        _ask(actor, period, entered)
        made.append(period)
    return made


@action
def ask(*, actor: Any, period: ReportingPeriod) -> int:
    """Ask those who report for a period, as far as they have not been asked; says how many values are asked for."""
    found = lock(period)
    if actor is not None:
        permit(actor, COLLECT, found)
    if found.state != PeriodState.OPEN:
        raise ValidationError(_("This period is closed; open it again first."))
    with audited(actor, "asked", found):
        return _ask(actor, found, _entered(found.strategy))


def _entered(strategy: "Strategy") -> list[Indicator]:
    """Indicators that somebody reports, and that are still there."""
    found = Indicator.objects.filter(strategy=strategy).exclude(kind__in=["context", "platform"])
    named = found.exclude(reporter_body=None, reporter_organisation=None)
    held = list(named.select_related("reporter_body", "reporter_organisation", "strategy__living"))
    nodes = names_of(strategy, held)
    return [one for one in held if one.is_entered and one.item_id in nodes]


def _ask(actor: Any, period: ReportingPeriod, entered: list[Indicator]) -> int:
    """One request a reporter, with a draft for each indicator that is due and of which nothing is there yet."""
    end = month_of(period.ends)
    there = set(Entry.objects.filter(month=period.ends, indicator__in=entered).values_list("indicator_id", flat=True))
    due = [
        one for one in entered
        if one.pk not in there and is_asked(one.frequency, end)
        and not (one.baseline_on and one.baseline_on >= period.ends)
    ]  # fmt: skip
    requests: dict[tuple[int | None, int | None], DataRequest] = {}
    for one in due:
        who = (one.reporter_body_id, None if one.reporter_body_id else one.reporter_organisation_id)
        if who not in requests:
            requests[who] = _request(actor, period, *who)
        entry = Entry(indicator=one, request=requests[who], month=period.ends)
        with audited(actor, "created", entry):
            entry.save()
    for found in requests.values():
        tell("asked", found, people_asked(found), stage=f"{len(due)}")
    return len(due)


def _request(actor: Any, period: ReportingPeriod, body: int | None, organisation: int | None) -> DataRequest:
    found = DataRequest.objects.filter(period=period, body=body, organisation=organisation).first()
    if found is not None:
        return found
    made = DataRequest(period=period, body_id=body, organisation_id=organisation, due_on=period.due_on)
    made.link_until = made.due_on + LINK_LIVES
    with audited(actor, "asked", made):
        made.save()
    return made


@action
def note_opened(*, actor: Any, request_of: DataRequest) -> DataRequest:
    """Note when a request was opened first: from there the time to answer is measured."""
    found = lock(request_of)
    with audited(actor, "opened the request", found):
        found.opened_at = found.opened_at or timezone.now()
        found.save(update_fields=["opened_at"])
    return found


@action
def delegate(
    *, actor: Any, request_of: DataRequest, person: Any = None, email: str = "", token: str = ""
) -> DataRequest:
    """Hand a request to a colleague, or to an address; the link before stops working, a new one goes out."""
    found = lock(request_of)
    may_answer(actor, found, token)
    email = email.strip().lower()
    if (person is None) == (not email):
        raise ValidationError({"email": _("Choose a colleague or give an address, one of both.")})
    if person is not None and person.pk not in {one.pk for one in colleagues_of(found)}:
        raise ValidationError({"person": _("Only who acts for the same organisation can be chosen.")})
    if email:
        validate_email(email)
    with audited(actor, "handed on", found):
        found.delegate, found.delegate_email = person, email
        _renew(found)
    tell("asked", found, people_asked(found), stage="handed")
    return found


@action
def send_link(*, actor: Any, request_of: DataRequest) -> DataRequest:
    """Send a new link to those who are asked; the link before stops working."""
    found = lock(request_of)
    permit(actor, COLLECT, found)
    if found.period.state == PeriodState.LOCKED:
        raise ValidationError(_("This period is locked; nothing in it changes any more."))
    with audited(actor, "sent the link", found):
        _renew(found)
    tell("asked", found, people_asked(found), stage="again")
    return found


def _renew(found: DataRequest) -> None:
    """A new link, which lives again as long as a first one."""
    found.link_number += 1
    found.link_until = max(found.due_on, timezone.localdate()) + LINK_LIVES
    found.save()


def may_answer(actor: Any, found: DataRequest, token: str) -> None:
    """Refuse who is neither asked nor holds the link that works today."""
    is_open = bool(token) and opens(found, token) and found.link_until >= timezone.localdate()
    if not is_open and not (actor is not None and allows(actor, REPORT, found)):
        raise PermissionDenied(_("This link no longer works; ask for a new one."))
    if found.period.state == PeriodState.LOCKED:
        raise ValidationError(_("This period is locked; nothing in it changes any more."), code=SETTLED)


@action
def remind(*, actor: Any, request_of: DataRequest, today: date) -> DataRequest:
    """Remind those who are asked, once for each stage: before the day, after it, and once more."""
    found = lock(request_of)
    stage = stage_of(today, found.due_on)
    if not must_remind(stage, found.reminded):
        raise ValidationError(_("They have been reminded already."))
    with audited(actor, "reminded", found):
        found.reminded = stage
        found.save(update_fields=["reminded"])
    tell("reminded", found, people_asked(found), stage=stage)
    return found


@action
def close_period(*, actor: Any, period: ReportingPeriod) -> ReportingPeriod:
    """Take no first answers any more; what was returned, and corrections, still are."""
    found = _of_state(actor, period, PeriodState.OPEN, _("This period is closed already."))
    with audited(actor, "closed", found):
        found.close()
        found.save()
    return found


@action
def reopen_period(*, actor: Any, period: ReportingPeriod) -> ReportingPeriod:
    """Take late answers after all."""
    found = _of_state(actor, period, PeriodState.CLOSED, _("Only a period that is closed, not locked, opens again."))
    with audited(actor, "opened again", found):
        found.reopen()
        found.save()
    return found


@action
def lock_period(*, actor: Any, period: ReportingPeriod) -> ReportingPeriod:
    """Keep a closed period as it is, for good; nothing may wait in it."""
    found = _of_state(actor, period, PeriodState.CLOSED, _("Close the period first, then lock it."))
    waiting = Entry.objects.filter(
        indicator__strategy=found.strategy, month__range=(found.starts, found.ends), state__in=UNDECIDED
    ).count()
    if waiting:
        said = _("Values of this period that wait to be decided or published: %(many)s. Do that first.")
        raise ValidationError(said % {"many": waiting})
    for one in found.requests.all():
        forget_mails(one)
    with audited(actor, "locked", found):
        found.lock()
        found.save()
    return found


def _of_state(actor: Any, period: ReportingPeriod, state: PeriodState, otherwise: str) -> ReportingPeriod:
    found = lock(period)
    if actor is not None:
        permit(actor, COLLECT, found)
    if found.state != state:
        raise ValidationError(otherwise)
    return found
