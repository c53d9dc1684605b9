"""Replanning: what moves when the dates of some actions change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message
from beffroi.analytics.planning.dates import PartialDate
from beffroi.analytics.planning.model import Plan, PlannedAction
from beffroi.analytics.planning.network import order
from beffroi.analytics.planning.schedule import (
    check_not_turned_round,
    day_of,
    forward,
    later,
    month_number,
    span,
)


@dataclass(frozen=True)
class Change:
    """New dates of an action: a start alone moves the end along with it, an end alone leaves the start."""

    start: PartialDate | None = None
    end: PartialDate | None = None


@dataclass(frozen=True)
class Move:
    """An action that moves, from which dates to which; whether it was asked for or follows."""

    action: str
    old_start: PartialDate | None
    old_end: PartialDate | None
    start: PartialDate | None
    end: PartialDate | None
    asked: bool


def replan(plan: Plan, changes: Mapping[str, Change]) -> tuple[Move, ...]:
    """What moves with the changes, so that nothing that moves starts before what it comes after has ended.

    Parameters
    ----------
    plan : Plan
    changes : mapping of identifier to Change

    Returns
    -------
    tuple of Move
        in the order of the plan; only what moves. An action that was asked to move but must give way to its
        predecessors is given where it ends up.

    Raises
    ------
    InputError
        if an identifier is unknown, actions wait for each other in a circle, or one ends before it starts.

    Notes
    -----
    Successors are pushed only if they would start before a predecessor ends, and only as far as they must be: to the
    day after, or to the day itself where the plan has them start then. They keep their length, in months or years where
    they are planned so. Nothing moves forward into a gap. Where the plan contradicts itself apart from what moves, it
    is left as it is: the plan check says so. Time grows in proportion to actions and links.

    Examples
    --------
    >>> first = PlannedAction("A", start=PartialDate(2020, 1), end=PartialDate(2020, 5))
    >>> second = PlannedAction("B", start=PartialDate(2020, 6), end=PartialDate(2020, 10), after=("A",))
    >>> for move in replan(Plan((first, second)), {"A": Change(end=PartialDate(2020, 7))}):
    ...     print(move.action, move.start, move.end, move.asked)
    A 2020-01 2020-07 True
    B 2020-08 2020-12 False
    """
    unknown = [name for name in changes if name not in plan.position]
    if unknown:
        raise InputError(Message("{action} is not in the plan; name one of its actions.", action=unknown[0]))
    sequence = order(plan)
    changed = [_changed(action, changes.get(action.id)) for action in plan.actions]
    check_not_turned_round(changed)
    spans = forward(plan, [span(action.start, action.end) for action in changed], sequence, whole=False)
    return tuple(
        Move(old.id, old.start, old.end, new.start, new.end, old.id in changes)
        for old, new in zip(plan.actions, spans, strict=True)
        if (old.start, old.end) != (new.start, new.end)
    )


def moved(plan: Plan, moves: Iterable[Move]) -> Plan:
    """The plan with its actions moved.

    Parameters
    ----------
    plan : Plan
    moves : iterable of Move

    Returns
    -------
    Plan

    Examples
    --------
    >>> before = Plan((PlannedAction("A", start=PartialDate(2020), end=PartialDate(2020)),))
    >>> after = moved(before, replan(before, {"A": Change(end=PartialDate(2021))}))
    >>> str(after.actions[0].end)
    '2021'
    """
    dates = {move.action: (move.start, move.end) for move in moves}
    return Plan(
        tuple(
            replace(action, start=dates[action.id][0], end=dates[action.id][1]) if action.id in dates else action
            for action in plan.actions
        )
    )


def _changed(action: PlannedAction, change: Change | None) -> PlannedAction:
    if change is None or (change.start is None and change.end is None):
        return action
    if change.start is None:
        return replace(action, end=change.end)
    end = change.end
    if end is None and action.end is not None:
        end = _carried(action.start or action.end, action.end, change.start)
    return replace(action, start=change.start, end=end)


def _carried(start: PartialDate, end: PartialDate, new: PartialDate) -> PartialDate:
    """The end that keeps the length from a new start, in months or years if all three are given so."""
    if start.day or end.day or new.day:
        return day_of(new.first + (end.last - start.first))
    if not (start.month or end.month or new.month):
        return PartialDate(end.year + new.year - start.year)
    return later(end.last, month_number(new.first) - month_number(start.first))
