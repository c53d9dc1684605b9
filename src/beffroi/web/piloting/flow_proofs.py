"""How piloting shows that information flowed: minutes circulated, invitations sent, or what was noted by hand."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beffroi.web.core.french import day_words
from beffroi.web.piloting.flow_checks import Due, check, periods
from beffroi.web.piloting.models import Flow, FlowRecord, Meeting

AHEAD = timedelta(days=60)


def _meetings(flows: Sequence[Flow], since: date, until: date, *states: str) -> dict[int, list[Meeting]]:
    """Body → its meetings in the time, in one query for all."""
    found: dict[int, list[Meeting]] = {}
    bodies = {flow.sender_id for flow in flows}
    for meeting in Meeting.objects.filter(
        body__in=bodies, state__in=states, starts_at__date__gte=since, starts_at__date__lte=until
    ):
        found.setdefault(meeting.body_id, []).append(meeting)
    return found


def _named(meeting: Meeting) -> str:
    day = day_words(timezone.localtime(meeting.starts_at).date())
    return gettext("meeting of %(day)s") % {"day": day}


@check("minutes", _("Minutes are circulated after each meeting of the sender"))
def minutes(flows: Sequence[Flow], since: date, today: date) -> Mapping[int, list[Due]]:
    """Each meeting held, against the day on which its minutes went out."""
    held = _meetings(flows, since, today, Meeting.State.HELD)
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


@check("invitation", _("Members are invited before each meeting of the sender"))
def invitation(flows: Sequence[Flow], since: date, today: date) -> Mapping[int, list[Due]]:
    """Each meeting, against the day on which its invitations went out."""
    states = (Meeting.State.PLANNED, Meeting.State.INVITED, Meeting.State.HELD)
    known = _meetings(flows, since, today + AHEAD, *states)
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


@check("noted", _("Somebody notes that it was sent"))
def noted(flows: Sequence[Flow], since: date, today: date) -> Mapping[int, list[Due]]:
    """Each period of the flow, against what was noted in it or until it was due."""
    sent: dict[int, list[date]] = {}
    for of, on in FlowRecord.objects.filter(flow__in=flows).order_by("on").values_list("flow", "on"):
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
