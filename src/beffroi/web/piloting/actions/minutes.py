"""Writes about minutes."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.core.editions import edition_of, refuse_other
from beffroi.web.piloting.models import Addendum, Meeting
from beffroi.web.piloting.notices import tell_meeting
from beffroi.web.piloting.queries.editions import minutes_said
from beffroi.web.piloting.queries.meetings import attendance_of

CHANGE = "piloting.change_meetings"
Minutes = Meeting.Minutes
Texts = Mapping[str, str]


@action
def write_minutes(
    *, actor: Any, meeting: Meeting, minutes: Texts, points: Mapping[int, Texts], seen: str = ""
) -> Meeting:
    """Write what was said on top of what was `seen`, in general and at each point; what was approved never changes."""
    meeting = held_meeting(actor, meeting, CHANGE)
    if meeting.minutes_state == Minutes.APPROVED:
        raise ValidationError(_("These minutes are approved and stay as they are; add a correction instead."))
    agenda = list(meeting.agenda.select_for_update())
    refuse_other(edition_of(minutes_said(meeting, agenda, minutes)), seen)
    with audited(actor, "wrote the minutes", meeting):
        meeting.minutes = {**meeting.minutes, **minutes}
        meeting.minutes_state, meeting.circulated_at = Minutes.DRAFT, None
        meeting.save()
    for point in [one for one in agenda if one.pk in points]:
        point.minutes = {**point.minutes, **points[point.pk]}
        point.save(update_fields=["minutes"])
    return meeting


@action
def circulate_minutes(*, actor: Any, meeting: Meeting) -> Meeting:
    """Send the draft to everybody who was asked."""
    meeting = held_meeting(actor, meeting, CHANGE)
    if meeting.minutes_state != Minutes.DRAFT:
        raise ValidationError(_("Only a draft is circulated."))
    with audited(actor, "circulated", meeting):
        meeting.minutes_state, meeting.circulated_at = Minutes.CIRCULATED, timezone.now()
        meeting.save()
    tell_meeting("circulated", meeting, [one.person for one in attendance_of(meeting)])
    return meeting


@action
def approve_minutes(*, actor: Any, meeting: Meeting) -> Meeting:
    """Approve circulated minutes for good."""
    meeting = held_meeting(actor, meeting, CHANGE)
    if meeting.minutes_state != Minutes.CIRCULATED:
        raise ValidationError(_("Circulate the minutes first, then approve them."))
    with audited(actor, "approved", meeting):
        meeting.minutes_state, meeting.approved_at = Minutes.APPROVED, timezone.now()
        meeting.approved_by = actor
        meeting.save()
    return meeting


@action
def add_addendum(*, actor: Any, meeting: Meeting, text: Texts) -> Addendum:
    """Correct approved minutes by an addition."""
    meeting = held_meeting(actor, meeting, CHANGE)
    if meeting.minutes_state != Minutes.APPROVED:
        raise ValidationError(_("These minutes are not approved yet; change them directly."))
    made = Addendum(meeting=meeting, text=dict(text), added_by=actor)
    with audited(actor, "created", made):
        made.save()
    return made


def held_meeting(actor: Any, meeting: Meeting, permission: str) -> Meeting:
    """A meeting that was held, locked, for whoever may write about it."""
    meeting = lock(meeting)
    if actor is not None:
        permit(actor, permission, meeting)
    if meeting.state != Meeting.State.HELD:
        raise ValidationError(_("Enter first that the meeting was held, and who was there."))
    return meeting
