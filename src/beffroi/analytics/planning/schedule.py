"""When each action is under way, and how it gives way to what it comes after: the forward pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message
from beffroi.analytics.planning.dates import PartialDate
from beffroi.analytics.planning.model import Plan, PlannedAction
from beffroi.analytics.planning.rules.dates import is_turned_round

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Start and end of an action as a plan gives them, and the days that they mean.

    An action with one date only is taken to begin and end with it. One without any lets what comes after it wait for
    what comes before it: its last day is that of its predecessors.
    """

    start: PartialDate | None
    end: PartialDate | None
    first: date | None
    last: date | None


def span(start: PartialDate | None, end: PartialDate | None) -> Span:
    """The span between two dates.

    Parameters
    ----------
    start, end : PartialDate or None

    Returns
    -------
    Span

    Examples
    --------
    >>> span(PartialDate(2020, 6), PartialDate(2020, 10)).last.isoformat()
    '2020-10-31'
    """
    opening, closing = start or end, end or start
    return Span(start, end, opening.first if opening else None, closing.last if closing else None)


def forward(plan: Plan, spans: Sequence[Span], sequence: Sequence[int], whole: bool = True) -> list[Span]:
    """The spans, those that start before a predecessor ends pushed behind it, none earlier than it is given.

    Parameters
    ----------
    plan : Plan
    spans : sequence of Span
        in the order of the plan; those of the plan itself, or with changed dates.
    sequence : sequence of int
        places of the actions, every one after its predecessors.
    whole : bool
        whether every action gives way; else only one with a changed date, or with such a one in its way.

    Returns
    -------
    list of Span

    Notes
    -----
    A pushed action starts on the day after the last of its predecessors ends, or on that day itself where the plan has
    it so. Its length is kept: in whole months or years where it is planned so,
    else in days.

    Examples
    --------
    >>> month = PartialDate(2020, 5)
    >>> plan = Plan((PlannedAction("A", start=month, end=month), PlannedAction("B", start=month, after=("A",))))
    >>> [str(each.start) for each in forward(plan, [span(each.start, each.end) for each in plan.actions], [0, 1])]
    ['2020-05', '2020-06']
    """
    planned = [span(action.start, action.end) for action in plan.actions]
    found = list(spans)
    moving: set[int] = set()
    for at in sequence:
        ended = [(other, last) for other in plan.before[at] if (last := found[other].last) is not None]
        latest = max((last for _other, last in ended), default=None)
        first = found[at].first
        is_free = whole or found[at] != planned[at]
        if is_free or any(other in moving and (first is None or last > first) for other, last in ended):
            moving.add(at)
        if first is None:
            found[at] = Span(None, None, None, latest)
        elif latest is not None and latest > first and at in moving:
            meets = planned[at].first
            found[at] = pushed(found[at], max(last if planned[of].last == meets else last + DAY for of, last in ended))
    return found


def pushed(given: Span, earliest: date) -> Span:
    """A span moved later, to start no sooner than a day; its length is kept.

    Parameters
    ----------
    given : Span
    earliest : date

    Returns
    -------
    Span

    Examples
    --------
    >>> moved = pushed(span(PartialDate(2020, 6), PartialDate(2020, 10)), date(2020, 7, 2))
    >>> str(moved.start), str(moved.end)
    ('2020-08', '2020-12')
    """
    dates = [known for known in (given.start, given.end) if known is not None]
    if given.first is None:
        return given
    if any(known.day for known in dates):
        days = earliest - given.first
        return span(given.start and day_of(given.start.first + days), given.end and day_of(given.end.last + days))
    if not any(known.month for known in dates):
        years = earliest.year + (earliest > date(earliest.year, 1, 1)) - given.first.year
        return span(
            given.start and PartialDate(given.start.year + years), given.end and PartialDate(given.end.year + years)
        )
    months = month_number(earliest) + (earliest.day > 1) - month_number(given.first)
    return span(given.start and later(given.start.first, months), given.end and later(given.end.last, months))


def month_number(day: date) -> int:
    """The months since the year 0, to reckon with.

    >>> month_number(date(1, 1, 31))
    12
    """
    return day.year * 12 + day.month - 1


def later(day: date, months: int) -> PartialDate:
    """The month so many months after that of a day.

    Parameters
    ----------
    day : date
    months : int

    Returns
    -------
    PartialDate

    Examples
    --------
    >>> str(later(date(2020, 12, 31), 2))
    '2021-02'
    """
    year, month = divmod(month_number(day) + months, 12)
    return PartialDate(year, month + 1)


def day_of(day: date) -> PartialDate:
    """A day as a partial date.

    >>> str(day_of(date(2020, 5, 1)))
    '2020-05-01'
    """
    return PartialDate(day.year, day.month, day.day)


def check_not_turned_round(actions: Sequence[PlannedAction]) -> None:
    """Refuse an action that ends before it starts: it has no length that could be kept.

    Parameters
    ----------
    actions : sequence of PlannedAction

    Raises
    ------
    InputError
        that names it.

    Examples
    --------
    >>> check_not_turned_round([PlannedAction("A1")])
    """
    for action in actions:
        if is_turned_round(action):
            said = Message("{action} ends before it starts; correct its dates first.", action=action.id)
            raise InputError(said)
