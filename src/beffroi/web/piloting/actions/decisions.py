"""Writes about decisions: due by a day, taken at a meeting, or dropped."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.chain.actions import add_link, add_node, change_node
from beffroi.web.chain.queries import in_language, node_of
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.piloting.actions.minutes import held_meeting
from beffroi.web.piloting.actions.replanning import replan
from beffroi.web.piloting.models import Action, Body, Decision, Meeting, Responsibility
from beffroi.web.piloting.queries.decisions import due_called
from beffroi.web.piloting.queries.meetings import attendance_of, changes_of, quorum_of

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node

DECIDE = "piloting.decide"
Texts = Mapping[str, str]
Dates = dict[int, tuple[date | None, date | None]]


@action
def save_due_decision(
    *, actor: Any, body: Body, title: Texts, text: Texts, due_on: date, decision: Decision | None = None,
    revision: int = 0,
) -> Decision:  # fmt: skip
    """Enter a decision that a body has to take by a day, or change one as it was seen at a revision."""
    body = lock(body)
    if actor is not None:
        permit(actor, DECIDE, body)
    found = _due(decision, body) if decision else Decision(strategy=body.strategy, body=body)
    if due_on != found.due_on and due_on < timezone.localdate():
        raise ValidationError({"due_on": _("That day has passed; give a day to come.")})
    same = due_called(body, title)
    if same is not None and same.pk != found.pk:
        raise ValidationError({"title_en": _("A decision of this body that is due has this title already.")})
    if decision is None:
        found.item = add_node(actor=actor, space=place_of(body.strategy), kind="decision", title=title, text=text).item
    else:
        _say(actor, found, title, text, revision)
    with audited(actor, "changed" if found.pk else "created", found):
        found.due_on = due_on
        found.save()
    return found


@action
def drop_decision(*, actor: Any, decision: Decision, reasons: Texts) -> Decision:
    """Say why a decision that was due need not be taken any more."""
    found = _due(decision)
    if actor is not None:
        permit(actor, DECIDE, found)
    if not any(reasons.values()):
        raise ValidationError({"reasons_en": _("Say why it need not be taken any more.")})
    with audited(actor, "dropped", found):
        found.state, found.reasons = Decision.State.DROPPED, dict(reasons)
        found.save()
    return found


@action
def decide(
    *,
    actor: Any,
    meeting: Meeting,
    title: Texts,
    reasons: Texts,
    new_action: Mapping[str, Any] | None = None,
    dates: Dates | None = None,
    due: Decision | None = None,
) -> Decision:
    """Record what a meeting decided, with a new action or new dates of actions; what follows moves along.

    Parameters
    ----------
    actor : Person or None
    meeting : Meeting
        one that was held.
    title, reasons : mapping
        language → text; without a title, that of the decision that was due.
    new_action : mapping, optional
        `title`, `start`, `end` and the `body` that answers for it.
    dates : dict, optional
        item of an action → its new start and end; None leaves an edge where it is, or lets it move along.
    due : Decision, optional
        the decision of this body that was due and is taken now; one that has the same title is found without it.

    """
    meeting = held_meeting(actor, meeting, DECIDE)
    _require_open(meeting)
    if not any(reasons.values()):
        raise ValidationError(_("Say why this was decided."))
    waiting = due or due_called(meeting.body, title)
    if waiting is not None:
        made = _due(waiting, meeting.body)
        _say(actor, made, title, reasons)
    else:
        if not any(title.values()):
            raise ValidationError({"title_en": _("Write this in one language at least.")})
        made = Decision(strategy=meeting.body.strategy, body=meeting.body)
        space = place_of(made.strategy)
        made.item = add_node(actor=actor, space=space, kind="decision", title=title, text=reasons).item
    with audited(actor, "decided", made):
        made.meeting, made.state, made.reasons = meeting, Decision.State.TAKEN, dict(reasons)
        made.taken_on = timezone.localtime(meeting.starts_at).date()
        made.save()
    if new_action:
        carry_out(actor, made, new_action)
    for moved in _replanned(actor, made, dates or {}):
        _link(actor, made, moved)
    return made


def _require_open(meeting: Meeting) -> None:
    """A meeting still decides: its minutes are not approved, and enough voting members were there."""
    if meeting.minutes_state == Meeting.Minutes.APPROVED:
        raise ValidationError(
            _("The minutes of this meeting are approved, and its decisions with them: decide it at another meeting.")
        )
    reached = quorum_of(meeting, attendance_of(meeting))
    if not reached.is_met:
        said = _("This meeting had no quorum (%(present)s present, %(needed)s needed): decide it at another meeting.")
        raise ValidationError(said % {"present": reached.present, "needed": reached.needed})


def _due(decision: Decision, body: Body | None = None) -> Decision:
    found = lock(decision)
    if found.state != Decision.State.DUE:
        raise ValidationError(_("This decision is taken or dropped already; reload the page."))
    if body is not None and found.body_id != body.pk:
        raise ValidationError(_("Another body has to take this decision."))
    return found


def _say(actor: Any, of: Decision, title: Texts, text: Texts, revision: int | None = None) -> "Node":
    """Let the element of a decision say something else; what is not given in a language stays."""
    node = node_of([place_of(of.strategy)], of.item)
    if node is None:
        raise ValidationError(_("This decision was removed meanwhile."))
    return change_node(
        actor=actor, node=node, revision=node.revision if revision is None else revision,
        title=node.title | dict(title), text=node.text | dict(text), details=node.details, code=None,
    )  # fmt: skip


def _new_action(actor: Any, of: Decision, wanted: Mapping[str, Any]) -> Action:
    node = add_node(actor=actor, space=place_of(of.strategy), kind="action", title=wanted["title"])
    start, end, body = wanted.get("start"), wanted.get("end"), wanted["body"]
    if start and end and end < start:
        raise ValidationError(_("The new action ends before it begins; correct one of its dates."))
    made = Action(strategy=of.strategy, item=node.item, start=start, end=end, baseline_start=start, baseline_end=end)
    with audited(actor, "created", made):
        made.save()
    owner: Body = body
    Responsibility.objects.create(action=made, part="R", body=owner)
    return made


def _replanned(actor: Any, decision: Decision, dates: Dates) -> list[Action]:
    """The actions that move, with what follows them: each remembers from where, why and by which decision."""
    if not dates:
        return []
    strategy = decision.strategy
    replan(
        actor=actor, strategy=strategy, changes=changes_of(strategy, dates), reason=in_language(decision.reasons),
        decision=decision,
    )  # fmt: skip
    return list(Action.objects.filter(strategy=strategy, replannings__decision=decision).distinct())


def place_of(strategy: Any) -> Any:
    """The space of the living work, which every strategy that runs has."""
    if strategy.living is None:
        raise ValidationError(_("This strategy has no place for decisions yet; ask an administrator."))
    return strategy.living


def carry_out(actor: Any, decision: Decision, wanted: Mapping[str, Any]) -> Action:
    """Make the action that carries a decision out, within the action that takes it."""
    made = _new_action(actor, decision, wanted)
    _link(actor, decision, made)
    return made


def _link(actor: Any, decision: Decision, of: Action) -> None:
    space = place_of(decision.strategy)
    add_link(actor=actor, space=space, kind="decided", source=decision.item, target=of.item)
