"""Who owns an action: nobody, somebody without a seat, somebody with too much at once."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from beffroi.analytics.messages import Day, Message
from beffroi.analytics.planning.findings import PlanFinding, listed
from beffroi.analytics.planning.model import Plan, PlannedAction


def no_owner(plan: Plan) -> Iterator[PlanFinding]:
    """Actions that nobody owns.

    >>> [str(found.message) for found in no_owner(Plan((PlannedAction("A1"),)))]
    ['A1 has no owner']
    """
    for action in plan.actions:
        if not action.owners:
            said = Message("{action} has no owner", action=action.id)
            yield PlanFinding("no_owner", action.id, said, Message("Name who carries it out."))


def owner_without_seat(plan: Plan, seats: Collection[str]) -> Iterator[PlanFinding]:
    """Actions of owners who hold no seat.

    Parameters
    ----------
    plan : Plan
    seats : collection of str
        owners who hold a seat.

    Returns
    -------
    iterator of PlanFinding

    Examples
    --------
    >>> plan = Plan((PlannedAction("A1", owners=("SPW", "IWEPS")),))
    >>> [str(found.message) for found in owner_without_seat(plan, {"SPW"})]
    ['A1 is owned by IWEPS, without a seat']
    """
    seated = frozenset(seats)
    for action in plan.actions:
        without = [name for name in dict.fromkeys(action.owners) if name not in seated]
        if without:
            said = Message("{action} is owned by {owners}, without a seat", action=action.id, owners=listed(without))
            remedy = Message("Give them a seat, or name another owner.")
            yield PlanFinding("owner_without_seat", action.id, said, remedy)


def owner_overloaded(plan: Plan, capacity: Mapping[str, int]) -> Iterator[PlanFinding]:
    """Owners with more dated actions at once than they can carry, on their fullest day; milestones take no time.

    The finding stands at the action that starts last of those that are under way on that day.

    Parameters
    ----------
    plan : Plan
    capacity : mapping of owner to number
        how many actions each can carry at once.

    Returns
    -------
    iterator of PlanFinding

    Examples
    --------
    >>> from beffroi.analytics.planning.dates import parse_date
    >>> year = parse_date("2020")
    >>> plan = Plan(tuple(PlannedAction(name, start=year, end=year, owners=("SPW",)) for name in ("A1", "A2")))
    >>> [str(found.message) for found in owner_overloaded(plan, {"SPW": 1})]
    ['SPW has 2 actions at once on 2020-01-01, 1 at most: A1, A2']
    """
    owned: dict[str, list[tuple[date, date, PlannedAction]]] = defaultdict(list)
    for action in plan.actions:
        first, last = action.begins, action.ends
        if action.milestone or first is None or last is None or last < first:
            continue
        for name in dict.fromkeys(action.owners):
            if name in capacity:
                owned[name].append((first, last, action))
    for name, spans in owned.items():
        day, count = _fullest(spans)
        if count > capacity[name]:
            yield _overload(name, day, capacity[name], [span for span in spans if span[0] <= day <= span[1]])


def _fullest(spans: list[tuple[date, date, PlannedAction]]) -> tuple[date, int]:
    """The first of the days with most actions, and how many those are."""
    starts = sorted(first for first, _last, _action in spans)
    ends = sorted(last for _first, last, _action in spans)
    ended, best, day = 0, 0, starts[0]
    for started, start in enumerate(starts, start=1):
        while ends[ended] < start:
            ended += 1
        if started - ended > best:
            best, day = started - ended, start
    return day, best


def _overload(name: str, day: date, most: int, busy: list[tuple[date, date, PlannedAction]]) -> PlanFinding:
    ids = [action.id for _first, _last, action in sorted(busy, key=lambda span: (span[0], span[2].id))]
    said = Message(
        "{owner} has {count} actions at once on {day}, {most} at most: {actions}",
        owner=name,
        count=len(ids),
        day=Day(day),
        most=most,
        actions=listed(ids),
    )
    return PlanFinding("owner_overloaded", ids[-1], said, Message("Move some of them, or share them with others."))
