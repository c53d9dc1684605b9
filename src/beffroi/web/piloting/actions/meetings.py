"""Writes about meetings: planned, invited, answered, cancelled, held."""

import secrets
from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.core.editions import refuse_unseen
from beffroi.web.piloting import rules
from beffroi.web.piloting.agenda import points_for
from beffroi.web.piloting.models import AgendaItem, Attendance, Body, CalendarFeed, Meeting
from beffroi.web.piloting.notices import tell_meeting
from beffroi.web.piloting.queries.bodies import COMING
from beffroi.web.piloting.queries.editions import MEETING
from beffroi.web.piloting.queries.meetings import attendance_of, sitting_on

CHANGE = "piloting.change_meetings"
State, Answer = Meeting.State, Attendance.Answer
ANSWERS = (Answer.COMING, Answer.EXCUSED)


@action
def plan_meeting(*, actor: Any, body: Body, details: dict[str, Any]) -> Meeting:
    """Plan a meeting of a body."""
    if actor is not None:
        permit(actor, CHANGE, body)
    meeting = Meeting(body=body, **_checked(details))
    with audited(actor, "planned", meeting):
        meeting.save()
    return meeting


@action
def change_meeting(*, actor: Any, meeting: Meeting, details: dict[str, Any], seen: str = "") -> Meeting:
    """Move a meeting that stands as it was `seen`, or change its place; who was invited hears of it."""
    meeting = _open(actor, meeting)
    refuse_unseen(meeting, MEETING, seen)
    before = (meeting.starts_at, meeting.ends_at, meeting.place, meeting.link)
    with audited(actor, "changed", meeting):
        for name, value in _checked(details).items():
            setattr(meeting, name, value)
        if before != (meeting.starts_at, meeting.ends_at, meeting.place, meeting.link):
            meeting.sequence += 1
        meeting.save()
    if meeting.state == State.INVITED:
        _ask(meeting)
        tell_meeting("invited", meeting, [one.person for one in attendance_of(meeting)])
    return meeting


@action
def invite(*, actor: Any, meeting: Meeting) -> Meeting:
    """Ask everybody who holds a seat on that day, by notice and by e-mail with the date for their calendar."""
    meeting = _open(actor, meeting)
    if not sitting_on(meeting.body, timezone.localtime(meeting.starts_at).date()):
        raise ValidationError(_("Nobody holds a seat of this body on that day; give the seats first."))
    with audited(actor, "invited", meeting):
        meeting.state, meeting.invited_at = State.INVITED, timezone.now()
        meeting.save()
    _ask(meeting)
    tell_meeting("invited", meeting, [one.person for one in attendance_of(meeting)])
    return meeting


@action
def cancel_meeting(*, actor: Any, meeting: Meeting, reason: str) -> Meeting:
    """Call a meeting off and say why; who was invited hears of it."""
    meeting = _open(actor, meeting)
    was_invited = meeting.state == State.INVITED
    with audited(actor, "cancelled", meeting):
        meeting.state, meeting.cancelled_because = State.CANCELLED, reason
        meeting.sequence += 1
        meeting.save()
    if was_invited:
        tell_meeting("cancelled", meeting, [one.person for one in attendance_of(meeting)])
    return meeting


@action
def answer_meeting(*, actor: Any, meeting: Meeting, answer: str) -> Attendance:
    """A member says that they come, or asks to be excused."""
    meeting = lock(meeting)
    permit(actor, "piloting.answer_meeting", meeting)
    if answer not in ANSWERS:
        raise ValidationError(_("Say whether you come, or ask to be excused."))
    own = Attendance.objects.get(meeting=meeting, person=actor)
    with audited(actor, "answered", own):
        own.answer = answer
        own.save()
    return own


@action
def build_agenda(*, actor: Any, meeting: Meeting) -> int:
    """Put on the agenda what the body has to speak about and is not there yet; says how many points came."""
    meeting = _open(actor, meeting)
    held = set(meeting.agenda.values_list("item_id", flat=True))
    start = meeting.agenda.count()
    new = [point for point in points_for(meeting.body) if point.item_id not in held]
    for number, point in enumerate(new, start=start + 1):
        AgendaItem.objects.create(
            meeting=meeting, position=number, kind=point.kind, title=point.title, item_id=point.item_id
        )
    record(actor, "built the agenda", meeting, after={"points": len(new)})
    return len(new)


@action
def add_point(*, actor: Any, meeting: Meeting, title: dict[str, str]) -> AgendaItem:
    """Put a point of one's own on the agenda."""
    meeting = _open(actor, meeting)
    point = AgendaItem(meeting=meeting, title=title, position=meeting.agenda.count() + 1)
    with audited(actor, "created", point):
        point.save()
    return point


@action
def hold_meeting(*, actor: Any, meeting: Meeting, present: Collection[int]) -> Meeting:
    """Enter that a meeting took place and who was there; who was excused and did not come stays excused."""
    meeting = _open(actor, meeting)
    if meeting.starts_at > timezone.now():
        raise ValidationError(_("This meeting has not begun yet; enter it once it has."))
    with audited(actor, "held", meeting):
        meeting.state = State.HELD
        meeting.save()
    _ask(meeting)
    for one in meeting.attendance.select_for_update():
        if one.person_id in present:
            one.answer = Answer.PRESENT
        elif one.answer != Answer.EXCUSED:
            one.answer = Answer.ABSENT
        one.save(update_fields=["answer"])
    return meeting


@action
def renew_feed(*, actor: Any) -> str:
    """A new secret for one's calendar address; the one before opens nothing any more."""
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.select_for_update().filter(person=actor).first() or CalendarFeed(person=actor)
    feed.digest = sha256(token.encode()).hexdigest()
    feed.save()
    record(actor, "renewed", feed)
    return token


def _open(actor: Any, meeting: Meeting) -> Meeting:
    meeting = lock(meeting)
    if actor is not None:
        permit(actor, CHANGE, meeting)
    if meeting.state not in COMING:
        raise ValidationError(_("This meeting is over or called off; plan another one."))
    return meeting


def _ask(meeting: Meeting) -> None:
    """One line of attendance for everybody who holds a seat on that day."""
    asked = set(meeting.attendance.values_list("person_id", flat=True))
    for term in sitting_on(meeting.body, timezone.localtime(meeting.starts_at).date()):
        if term.person_id in asked:
            continue
        Attendance.objects.create(
            meeting=meeting, person=term.person, organisation=term.organisation, is_voting=term.seat.is_voting,
            helix=term.organisation.helix if term.organisation else term.seat.helix,
        )  # fmt: skip
        asked.add(term.person_id)


def _checked(details: dict[str, Any]) -> dict[str, Any]:
    starts: datetime = details["starts_at"]
    if starts > timezone.now() + rules.MOST_AHEAD:
        raise ValidationError({"starts_at": _("That is more than ten years ahead; give a nearer day.")})
    if details["ends_at"] <= starts:
        raise ValidationError({"ends_at": _("The meeting ends before it begins; correct one of the two.")})
    return details
