"""The critical path of a plan: which actions can slip, by how many days, before its end does."""

from dataclasses import dataclass
from datetime import date, timedelta

from beffroi.analytics.planning.model import Plan
from beffroi.analytics.planning.network import order, successors
from beffroi.analytics.planning.schedule import Span, check_not_turned_round, forward, span


@dataclass(frozen=True)
class Timing:
    """When an action can be under way at the earliest and at the latest, and how many days it can slip."""

    action: str
    earliest_start: date
    earliest_end: date
    latest_start: date
    latest_end: date
    slack: int
    critical: bool


@dataclass(frozen=True)
class CriticalPath:
    """The timing of each dated action, in the order of the plan; what is critical, in the order of time."""

    timings: tuple[Timing, ...]
    critical: tuple[str, ...]
    start: date | None
    end: date | None
    undated: tuple[str, ...]
    """Actions without any date; they pass on to what comes after them when what comes before them ends."""

    @property
    def days(self) -> int:
        """How long the plan lasts, first and last day counted."""
        return 0 if self.start is None or self.end is None else (self.end - self.start).days + 1


def critical_path(plan: Plan) -> CriticalPath:
    """Earliest and latest dates, slack, and the critical path, on the planned dates.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    CriticalPath

    Raises
    ------
    InputError
        if actions wait for each other in a circle, or one ends before it starts.

    Notes
    -----
    Planned dates are appointments: nothing is taken to start sooner than planned. *Earliest* is the planned date, or
    the first that the predecessors allow where the plan has it too early; `replan` puts it there too. *Latest* is the
    last date that does not move the end of the whole plan, if what comes after is pushed only as far as it must be.
    *Slack* is the days between; an action is *critical* if it has none. Where an action starts on the very day on
    which a predecessor ends, it goes on doing so; where it starts later, it keeps to a later day, so that months that
    follow one another leave no slack. Time grows in proportion to actions and links.

    Examples
    --------
    >>> from beffroi.analytics.planning.dates import PartialDate
    >>> from beffroi.analytics.planning.model import PlannedAction
    >>> may, june, july = (PartialDate(2020, month) for month in (5, 6, 7))
    >>> actions = (PlannedAction("A", start=may, end=may), PlannedAction("B", start=may, end=june),
    ...            PlannedAction("C", start=july, end=july, after=("A", "B")))
    >>> path = critical_path(Plan(actions))
    >>> path.critical, path.timings[0].slack, path.days
    (('B', 'C'), 30, 92)
    """
    sequence = order(plan)
    check_not_turned_round(plan.actions)
    spans = forward(plan, [span(action.start, action.end) for action in plan.actions], sequence)
    end = max((each.last for each in spans if each.first and each.last), default=None)
    if end is None:
        return CriticalPath((), (), None, None, tuple(plan.by_id))
    latest = _backward(plan, spans, sequence, end)
    timings = {
        at: _timing(plan.actions[at].id, each.first, each.last, latest[at])
        for at, each in enumerate(spans)
        if each.first and each.last
    }
    return _told(plan, sequence, timings, end)


def _told(plan: Plan, sequence: list[int], timings: dict[int, Timing], end: date) -> CriticalPath:
    of_time = sorted(
        (at for at in sequence if at in timings and timings[at].critical),
        key=lambda at: (timings[at].earliest_start, timings[at].earliest_end),
    )
    return CriticalPath(
        timings=tuple(timings.values()),
        critical=tuple(plan.actions[at].id for at in of_time),
        start=min(each.earliest_start for each in timings.values()),
        end=end,
        undated=tuple(action.id for at, action in enumerate(plan.actions) if at not in timings),
    )


def _backward(plan: Plan, spans: list[Span], sequence: list[int], end: date) -> list[date]:
    """The last day on which each action may end."""
    after = successors(plan.before)
    latest = [end] * len(spans)
    for at in reversed(sequence):
        for later in after[at]:
            following = spans[later]
            limit = latest[later]
            if following.first and following.last:
                gap = 0 if following.first == spans[at].last else 1
                limit -= following.last - following.first + timedelta(days=gap)
            latest[at] = min(latest[at], limit)
    return latest


def _timing(name: str, first: date, last: date, latest: date) -> Timing:
    slack = latest - last
    return Timing(name, first, last, first + slack, latest, slack.days, not slack)
