"""Writes about minutes and decisions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.analytics.errors import InputError
from beffroi.web.chain.actions import add_link, add_node
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.piloting.models import Action, Addendum, Body, Decision, Meeting, Responsibility
from beffroi.web.piloting.notices import tell_meeting
from beffroi.web.piloting.queries.meetings import attendance_of, moves_of

CHANGE = "piloting.change_meetings"
Minutes = Meeting.Minutes
Texts = Mapping[str, str]
Dates = dict[int, tuple[date | None, date | None]]


@action
def write_minutes(*, actor: Any, meeting: Meeting, minutes: Texts, points: Mapping[int, Texts]) -> Meeting:
    """Write what was said, in general and at each point; what was approved never changes."""
    meeting = _held(actor, meeting, CHANGE)
    if meeting.minutes_state == Minutes.APPROVED:
        raise ValidationError(_("These minutes are approved and stay as they are; add a correction instead."))
    with audited(actor, "wrote the minutes", meeting):
        meeting.minutes = {**meeting.minutes, **minutes}
        meeting.minutes_state, meeting.circulated_at = Minutes.DRAFT, None
        meeting.save()
    for point in meeting.agenda.filter(pk__in=points):
        point.minutes = {**point.minutes, **points[point.pk]}
        point.save(update_fields=["minutes"])
    return meeting


@action
def circulate_minutes(*, actor: Any, meeting: Meeting) -> Meeting:
    """Send the draft to everybody who was asked."""
    meeting = _held(actor, meeting, CHANGE)
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
    meeting = _held(actor, meeting, CHANGE)
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
    meeting = _held(actor, meeting, CHANGE)
    if meeting.minutes_state != Minutes.APPROVED:
        raise ValidationError(_("These minutes are not approved yet; change them directly."))
    made = Addendum(meeting=meeting, text=dict(text), added_by=actor)
    with audited(actor, "created", made):
        made.save()
    return made


@action
def decide(
    *,
    actor: Any,
    meeting: Meeting,
    title: Texts,
    reasons: Texts,
    new_action: Mapping[str, Any] | None = None,
    dates: Dates | None = None,
) -> Decision:
    """Record what a meeting decided, with a new action or new dates of actions; what follows moves along.

    Parameters
    ----------
    actor : Person or None
    meeting : Meeting
        one that was held.
    title, reasons : mapping
        language → text.
    new_action : mapping, optional
        `title`, `start`, `end` and the `body` that answers for it.
    dates : dict, optional
        item of an action → its new start and end.

    """
    meeting = _held(actor, meeting, "piloting.decide")
    strategy = meeting.body.strategy
    if not any(reasons.values()):
        raise ValidationError(_("Say why this was decided."))
    node = add_node(actor=actor, space=_living(strategy), kind="decision", title=title, text=reasons)
    day = timezone.localtime(meeting.starts_at).date()
    made = Decision(
        strategy=strategy, item=node.item, body=meeting.body, meeting=meeting, state=Decision.State.TAKEN, taken_on=day,
        reasons=dict(reasons),
    )  # fmt: skip
    with audited(actor, "decided", made):
        made.save()
    if new_action:
        _link(actor, made, _new_action(actor, made, new_action))
    for moved in _replanned(actor, strategy, dates or {}):
        _link(actor, made, moved)
    return made


def _new_action(actor: Any, of: Decision, wanted: Mapping[str, Any]) -> Action:
    node = add_node(actor=actor, space=_living(of.strategy), kind="action", title=wanted["title"])
    start, end, body = wanted.get("start"), wanted.get("end"), wanted["body"]
    if start and end and end < start:
        raise ValidationError(_("The new action ends before it begins; correct one of its dates."))
    made = Action(strategy=of.strategy, item=node.item, start=start, end=end, baseline_start=start, baseline_end=end)
    with audited(actor, "created", made):
        made.save()
    owner: Body = body
    Responsibility.objects.create(action=made, part="R", body=owner)
    return made


def _replanned(actor: Any, strategy: Any, dates: Dates) -> list[Action]:
    """The actions that move, with what follows them."""
    if not dates:
        return []
    try:
        moves = {int(move.action): move for move in moves_of(strategy, dates)}
    except InputError as error:
        raise ValidationError(str(error)) from None
    changed = list(Action.objects.select_for_update().filter(strategy=strategy, item__in=moves))
    for one in changed:
        move = moves[one.item_id]
        with audited(actor, "replanned", one):
            one.start = date.fromisoformat(str(move.start)) if move.start else None
            one.end = date.fromisoformat(str(move.end)) if move.end else None
            one.save()
    return changed


def _living(strategy: Any) -> Any:
    """The space of the living work, which every strategy that runs has."""
    if strategy.living is None:
        raise ValidationError(_("This strategy has no place for decisions yet; ask an administrator."))
    return strategy.living


def _link(actor: Any, decision: Decision, of: Action) -> None:
    space = _living(decision.strategy)
    add_link(actor=actor, space=space, kind="decided", source=decision.item, target=of.item)


def _held(actor: Any, meeting: Meeting, permission: str) -> Meeting:
    meeting = lock(meeting)
    if actor is not None:
        permit(actor, permission, meeting)
    if meeting.state != Meeting.State.HELD:
        raise ValidationError(_("Enter first that the meeting was held, and who was there."))
    return meeting
