"""How piloting shows that information flowed: minutes circulated, invitations sent, or what was noted by hand."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beffroi.web.core.french import day_words
from beffroi.web.core.together import read
from beffroi.web.piloting.flow_checks import Due, check, periods
from beffroi.web.piloting.models import Flow, FlowRecord, Meeting

AHEAD = timedelta(days=60)


def _held(flows: Sequence[Flow], since: date, today: date) -> QuerySet[Meeting]:
    return _meetings(flows, since, today, Meeting.State.HELD)


def _asked_to(flows: Sequence[Flow], since: date, today: date) -> QuerySet[Meeting]:
    states = (Meeting.State.PLANNED, Meeting.State.INVITED, Meeting.State.HELD)
    return _meetings(flows, since, today + AHEAD, *states)


def _records(flows: Sequence[Flow], _since: date, _today: date) -> QuerySet[Any, Any]:
    return FlowRecord.objects.filter(flow__in=flows).order_by("on").values_list("flow", "on")


def _meetings(flows: Sequence[Flow], since: date, until: date, *states: str) -> QuerySet[Meeting]:
    return Meeting.objects.filter(
        body__in=sorted({flow.sender_id for flow in flows}), state__in=states, starts_at__date__gte=since,
        starts_at__date__lte=until,
    )  # fmt: skip


def _by_body(meetings: Iterable[Meeting]) -> dict[int, list[Meeting]]:
    found: dict[int, list[Meeting]] = {}
    for meeting in meetings:
        found.setdefault(meeting.body_id, []).append(meeting)
    return found


def _named(meeting: Meeting) -> str:
    day = day_words(timezone.localtime(meeting.starts_at).date())
    return gettext("meeting of %(day)s") % {"day": day}


@check("minutes", _("Minutes are circulated after each meeting of the sender"), _held)
def minutes(flows: Sequence[Flow], since: date, today: date) -> Mapping[int, list[Due]]:
    """Each meeting held, against the day on which its minutes went out."""
    held = _by_body(read(_held(flows, since, today)))
    return {
        flow.pk: [
            Due(
                _named(meeting), timezone.localtime(meeting.starts_at).date() + timedelta(days=flow.days),
                meeting.circulated_at and timezone.localtime(meeting.circulated_at).date(),
            )
            for meeting in held.get(flow.sender_id, ())
            if timezone.localtime(meeting.starts_at).date() >= flow.starts
        ]
        for flow in flows
    }  # fmt: skip


@check("invitation", _("Members are invited before each meeting of the sender"), _asked_to)
def invitation(flows: Sequence[Flow], since: date, today: date) -> Mapping[int, list[Due]]:
    """Each meeting, against the day on which its invitations went out."""
    known = _by_body(read(_asked_to(flows, since, today)))
    return {
        flow.pk: [
            Due(
                _named(meeting), timezone.localtime(meeting.starts_at).date() - timedelta(days=flow.days),
                meeting.invited_at and timezone.localtime(meeting.invited_at).date(),
            )
            for meeting in known.get(flow.sender_id, ())
            if timezone.localtime(meeting.starts_at).date() >= flow.starts
        ]
        for flow in flows
    }  # fmt: skip


@check("noted", _("Somebody notes that it was sent"), _records)
def noted(flows: Sequence[Flow], since: date, today: date) -> Mapping[int, list[Due]]:
    """Each period of the flow, against what was noted in it or until it was due."""
    sent: dict[int, list[date]] = {}
    for of, on in read(_records(flows, since, today)):
        sent.setdefault(of, []).append(on)
    found: dict[int, list[Due]] = {}
    for flow in flows:
        spans = periods(flow.starts, flow.every_weeks or 52, since, today)
        left, found[flow.pk] = list(sent.get(flow.pk, ())), []
        for first, last in spans:
            until = last + timedelta(days=flow.days)
            came = next((on for on in left if first <= on <= until), None)
            if came is not None:
                left.remove(came)  # what was sent late for one period is not also sent for the next
            about = gettext("%(first)s to %(last)s") % {
                "first": day_words(first),
                "last": day_words(last),
            }
            found[flow.pk].append(Due(about, until, came))
    return found
