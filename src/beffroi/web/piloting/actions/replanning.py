"""New dates for actions: what moves with them, why, and by which decision."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from beffroi.analytics.planning.replan import Change, Move
from beffroi.web.chain.actions import change_node
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.piloting.actions.roadmap import CHANGE, living
from beffroi.web.piloting.dates import write_dates
from beffroi.web.piloting.models import Action, Decision, Replanning
from beffroi.web.piloting.queries.roadmap import moves_of, nodes_by_code, plan_of_strategy

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy


@action
def replan(
    *,
    actor: Any,
    strategy: "Strategy",
    changes: Mapping[str, Change],
    reason: str,
    decision: Decision | None = None,
    with_successors: bool = True,
    expected: tuple[Move, ...] | None = None,
) -> tuple[Move, ...]:
    """Give actions new dates, and move what comes after them.

    Parameters
    ----------
    changes : mapping of code to Change
        `Change(start=PartialDate(2021, 5))` moves the end along with the start.
    reason : str
    decision : Decision, optional
        of the same strategy, by which it was replanned.
    with_successors : bool
        False moves the asked actions only.
    expected : tuple of Move, optional
        what was shown before it was confirmed; if meanwhile something else would move, nothing is saved.

    """
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, CHANGE, strategy)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why; the reason stays with the action.")})
    if decision is not None and decision.strategy_id != strategy.pk:
        raise ValidationError({"decision": _("Only a decision of this strategy can replan it.")})
    moves = moves_of(plan_of_strategy(strategy), changes, with_successors)
    if expected is not None and moves != expected:
        raise ValidationError(_("The roadmap changed meanwhile; look again at what moves."), code="outdated")
    if not moves:
        raise ValidationError(_("Nothing moves: these are the dates already."))
    nodes = nodes_by_code(living(strategy))
    held = {one.item_id: one for one in Action.objects.select_for_update().filter(strategy=strategy)}
    for move in moves:
        node = nodes[move.action]
        _move(actor, held[node.item_id], move, reason.strip(), decision)
        change_node(
            actor=actor, node=node, revision=node.revision, title=node.title, text=node.text, details=node.details
        )  # fmt: skip
    return moves


def _move(actor: Any, found: Action, move: Move, reason: str, decision: Decision | None) -> None:
    Replanning.objects.create(
        action=found, reason=reason, decision=decision, old_start=found.start_as_stated, old_end=found.end_as_stated,
        start=str(move.start or ""), end=str(move.end or ""), asked=move.asked, by=actor,
    )  # fmt: skip
    with audited(actor, "replanned", found):
        had_none = not (found.start or found.end)
        write_dates(found, move.start, move.end)
        if had_none:
            found.baseline_start, found.baseline_end = found.start, found.end
        found.save()
