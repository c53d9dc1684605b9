"""What comes after what: unknown predecessors, circles, starts that come too early."""

from collections.abc import Iterator
from datetime import date

from beffroi.analytics.messages import Day, Message
from beffroi.analytics.planning.findings import PlanFinding, listed
from beffroi.analytics.planning.model import Plan, PlannedAction
from beffroi.analytics.planning.network import circles


def unknown_predecessor(plan: Plan) -> Iterator[PlanFinding]:
    """Actions that come after one which the plan does not have.

    >>> [str(found.message) for found in unknown_predecessor(Plan((PlannedAction("A1", after=("X",)),)))]
    ['A1 comes after X, which the plan does not have']
    """
    for action in plan.actions:
        unknown = [name for name in dict.fromkeys(action.after) if name not in plan.position]
        if unknown:
            said = Message(
                "{action} comes after {unknown}, which the plan does not have",
                action=action.id,
                unknown=listed(unknown),
            )
            remedy = Message("Correct the identifier, add the action, or take the link out.")
            yield PlanFinding("unknown_predecessor", action.id, said, remedy)


def too_early(plan: Plan) -> Iterator[PlanFinding]:
    """Circles, and actions that start before a predecessor ends (on the day on which it ends is allowed).

    Inside a circle no dates could be right, so there the circle alone is told.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    iterator of PlanFinding

    Examples
    --------
    >>> [str(found.message) for found in too_early(Plan((PlannedAction("A1", after=("A1",)),)))]
    ['A1 waits for itself, in the circle of A1']
    """
    groups = circles(plan.before)
    circle = {at: number for number, group in enumerate(groups) for at in group}
    for group in groups:
        names = listed([plan.actions[at].id for at in group])
        for at in group:
            name = plan.actions[at].id
            said = Message("{action} waits for itself, in the circle of {actions}", action=name, actions=names)
            yield PlanFinding("cycle", name, said, Message("Take one of the links of the circle out."))
    for at in range(len(plan.actions)):
        ends = _ending_too_late(plan, at, circle)
        if ends:
            yield _starts_too_early(plan.actions[at], ends)


def _ending_too_late(plan: Plan, at: int, circle: dict[int, int]) -> dict[str, date]:
    """The predecessors that end after an action begins, with their last days; not those of its own circle."""
    begins = plan.actions[at].begins
    if begins is None:
        return {}
    others = (other for other in plan.before[at] if at not in circle or circle[at] != circle.get(other))
    ends = ((plan.actions[other].id, plan.actions[other].ends) for other in others)
    return {name: last for name, last in ends if last is not None and last > begins}


def _starts_too_early(action: PlannedAction, ends: dict[str, date]) -> PlanFinding:
    last = Day(max(ends.values()))
    said = Message(
        "{action} starts on {start}, before what it comes after has ended: {predecessors} (the last on {end})",
        action=action.id,
        start=Day(action.begins),
        predecessors=listed(ends),
        end=last,
    )
    remedy = Message("Start it on {end} or later, move what it comes after, or take the link out.", end=last)
    return PlanFinding("starts_before_predecessor_ends", action.id, said, remedy)
