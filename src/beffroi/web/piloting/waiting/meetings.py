"""Meetings: to plan, to invite to, to prepare, to enter; their minutes; decisions that are due."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.web.chain.queries import in_language
from beffroi.web.core.french import listed
from beffroi.web.core.together import read
from beffroi.web.core.waiting import Asked, Signal, Status, Wait, most, stands, waits
from beffroi.web.piloting.models import Attendance, Decision, Meeting
from beffroi.web.piloting.queries.bodies import COMING
from beffroi.web.piloting.queries.meetings import decision_titles, decisions_open
from beffroi.web.piloting.waiting.reading import SHOWN, address, bodies, is_inside, leads

if TYPE_CHECKING:
    from django.db.models import QuerySet

AHEAD = timedelta(days=14)
LAST = 3
"""Meetings without minutes that are named one by one."""
MINUTES_WITHIN = timedelta(days=14)
"""How long after a meeting its minutes are expected, where nothing else was agreed."""


def _open(asked: Asked) -> list[Meeting]:
    """Meetings of which something is still to be done, the earliest first; in one query."""
    return asked.once("piloting.meetings", lambda: read(reads_of_open(asked)) if is_inside(asked) else [])


def reads_of_open(asked: Asked) -> "QuerySet[Meeting]":
    """The query of the same."""
    to_be_minuted = Q(state=Meeting.State.HELD) & ~Q(minutes_state=Meeting.Minutes.APPROVED)
    found = Meeting.objects.filter(Q(state__in=COMING) | to_be_minuted, body__strategy=asked.of)
    return found.select_related("body").annotate(points=Count("agenda")).order_by("starts_at", "pk")


def _day(meeting: Meeting) -> date:
    return timezone.localtime(meeting.starts_at).date()


def _on(meeting: Meeting) -> dict[str, str]:
    return {"body": str(meeting.body), "day": date_format(_day(meeting), "j F")}


@waits
def coming(asked: Asked) -> Iterable[Wait]:
    """Meetings of the next two weeks that nobody was asked to yet, or that have no agenda."""
    if not leads(asked):
        return
    for meeting in _open(asked):
        if meeting.state not in COMING or meeting.ends_at < timezone.now() or _day(meeting) > asked.today + AHEAD:
            continue
        url, day = address(asked, "meeting", key=meeting.key), _day(meeting)
        if meeting.state == Meeting.State.PLANNED:
            what, step = _("Invite the members of %(body)s to the meeting of %(day)s"), _("Invite")
            yield Wait(_("Meeting"), what % _on(meeting), url, step, until=day, urgency="high")
        if not meeting.points:  # type: ignore[attr-defined]
            what, step = _("Prepare the agenda of %(body)s for %(day)s"), _("Build the agenda")
            yield Wait(_("Meeting"), what % _on(meeting), url, step, until=day)
        elif meeting.state == Meeting.State.INVITED:
            yield Wait(_("Meeting"), _("%(body)s meets on %(day)s") % _on(meeting), url, _("See the agenda"), until=day)


@waits
def passed(asked: Asked) -> Iterable[Wait]:
    """Meetings that are over and not entered; minutes to be approved."""
    if not leads(asked):
        return
    for meeting in _open(asked):
        url, day = address(asked, "meeting", key=meeting.key), _day(meeting)
        if meeting.state in COMING and meeting.ends_at < timezone.now():
            what = _("Enter whether %(body)s met on %(day)s, and who was there")
            yield Wait(_("Meeting"), what % _on(meeting), url, _("Enter it"), since=day, until=day, urgency="high")
        elif meeting.minutes_state == Meeting.Minutes.CIRCULATED:
            what = _("Have the minutes of %(body)s of %(day)s approved")
            sent = timezone.localdate(meeting.circulated_at) if meeting.circulated_at else day
            yield Wait(_("Minutes"), what % _on(meeting), url, _("Approve them"), since=sent)


@waits
def minutes(asked: Asked) -> Iterable[Wait]:
    """Minutes to be written and circulated, those of the last meetings one by one."""
    unsent = [one for one in reversed(_open(asked)) if one.state == Meeting.State.HELD and one.circulated_at is None]
    if not leads(asked) or not unsent:
        return
    shown, rest = most(unsent, LAST)
    for meeting in shown:
        what, url = _("Circulate the minutes of %(body)s of %(day)s"), address(asked, "meeting", key=meeting.key)
        yield Wait(
            _("Minutes"), what % _on(meeting), url, _("Write them"), since=_day(meeting),
            until=_day(meeting) + MINUTES_WITHIN, others=_("the members"),
        )  # fmt: skip
    if rest:
        said = ngettext(
            "Minutes of one earlier meeting are missing", "Minutes of %(many)s earlier meetings are missing", len(rest)
        )
        yield Wait(
            _("Minutes"), said % {"many": len(rest)}, address(asked, "meetings"), _("See the meetings"),
            until=_day(rest[-1]) + MINUTES_WITHIN, urgency="low",
        )  # fmt: skip


@waits
def invitations(asked: Asked) -> Iterable[Wait]:
    """Meetings that the person was asked to and has not answered."""
    for one in read(reads_of_invitations(asked)):
        if one.meeting.starts_at < timezone.now():
            continue
        what = _("Say whether you come: %(body)s meets on %(day)s") % _on(one.meeting)
        url = address(asked, "meeting", key=one.meeting.key)
        yield Wait(_("Meeting"), what, url, _("Answer"), until=_day(one.meeting))


def reads_of_invitations(asked: Asked) -> "QuerySet[Attendance]":
    """What a person has not answered."""
    found = Attendance.objects.filter(
        person=asked.user, answer=Attendance.Answer.ASKED, meeting__state=Meeting.State.INVITED,
        meeting__body__strategy=asked.of,
    )  # fmt: skip
    return found.select_related("meeting__body").order_by("meeting__starts_at")


def _due(asked: Asked) -> list[Decision]:
    return asked.once("piloting.decisions", lambda: decisions_open(asked.of) if is_inside(asked) else [])


@waits
def decisions(asked: Asked) -> Iterable[Wait]:
    """Decisions that a body still has to take: it takes them in its next meeting."""
    due = _due(asked)
    if not leads(asked) or not due:
        return
    named = decision_titles(asked.of)
    nearest = {meeting.body_id: meeting for meeting in reversed(_open(asked)) if meeting.state in COMING}
    shown, rest = most(due, SHOWN)
    for one in shown:
        meeting = nearest.get(one.body_id)
        url = address(asked, "meeting", key=meeting.key) if meeting else address(asked, "body", code=one.body.code)
        yield Wait(
            _("Decision"), in_language(named.get(one.item_id, {})) or _("a decision"), url,
            _("Open the meeting") if meeting else _("See the body"), until=one.due_on, urgency="high",
            note=_("%(body)s decides.") % {"body": one.body},
        )  # fmt: skip
    if rest:
        said = ngettext("One more decision is due", "%(many)s more decisions are due", len(rest)) % {"many": len(rest)}
        yield Wait(_("Decision"), said, address(asked, "meetings"), _("See the meetings"), urgency="low")


@stands
def kept_up(asked: Asked) -> Iterable[Signal]:
    """Whether meetings are entered, minutes go out and decisions are taken in time."""
    if not is_inside(asked) or not bodies(asked):
        return
    found, now = _open(asked), timezone.now()
    unentered = sum(one.state in COMING and one.ends_at < now for one in found)
    unsent = [one for one in found if one.state == Meeting.State.HELD and one.circulated_at is None]
    late = sum(_day(one) + MINUTES_WITHIN < asked.today for one in unsent)
    overdue = sum(one.due_on is not None and one.due_on < asked.today for one in _due(asked))
    parts = (
        (unentered, ngettext("one meeting is not entered yet", "%(many)s meetings are not entered yet", unentered)),
        (late, ngettext("minutes of one meeting are late", "minutes of %(many)s meetings are late", late)),
        (overdue, ngettext("one decision is overdue", "%(many)s decisions are overdue", overdue)),
    )
    said = listed(words % {"many": many} for many, words in parts if many)
    sentence = f"{said[:1].upper()}{said[1:]}." if said else _("Meetings are entered, minutes circulated in time.")
    status: Status = "alarm" if overdue else "watch" if said else "ok"
    if not said and all(view.cadence.last is None for view in bodies(asked)):
        status, sentence = "none", _("Not known yet: no body has met.")
    yield Signal(_("Meetings and decisions"), status, sentence, address(asked, "meetings"), unentered + late + overdue)
