"""Months, paths and levels of indicators, computed on plain values; no database."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from math import isclose

from beffroi.analytics.results.model import Kind, Polarity
from beffroi.analytics.results.months import month_of, parse_month
from beffroi.analytics.results.path import Path, Point

STEPS: Mapping[str, Kind] = {
    "input": "input", "action": "activity", "output": "output", "outcome": "outcome", "impact": "impact",
}  # fmt: skip
"""Kind of an element → what it is in a results chain, in the order of the chain."""
ORDER = tuple(STEPS)
POLARITIES: Mapping[str, Polarity] = {"up": "up", "down": "down"}
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
MOST_LAG = 60
"""Months that a figure of the observatory may lag behind and still be looked at, in its own last month."""


def first_day(month: int) -> date:
    """The day by which a month is stored.

    >>> from beffroi.analytics.results.months import month
    >>> first_day(month(2024, 3))
    datetime.date(2024, 3, 1)
    """
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """The day on which a month is complete.

    >>> from beffroi.analytics.results.months import month
    >>> last_day(month(2024, 2))
    datetime.date(2024, 2, 29)
    """
    return first_day(month + 1) - timedelta(days=1)


def milestones_of(rows: Iterable[Sequence[object]]) -> tuple[Point, ...]:
    """Milestones as points, from the form in which they are stored.

    >>> milestones_of([["2024-06", 2.5]])[0].value
    2.5
    """
    return tuple(Point(parse_month(str(month)), float(str(value))) for month, value in rows)


def path_of(
    baseline: tuple[date | None, Decimal | None],
    target: tuple[date | None, Decimal | None],
    milestones: Iterable[Sequence[object]] = (),
) -> Path | None:
    """The path from baseline to target; None while one of them is missing."""
    ends = [Point(month_of(on), float(value)) for on, value in (baseline, target) if on and value is not None]
    return Path(ends[0], ends[1], milestones_of(milestones)) if len(ends) == 2 else None


def periods(first: int, last: int, every: int) -> list[int]:
    """Months from a first to a last one, every so many, counted back from the last.

    >>> periods(0, 12, 6), periods(1, 12, 6), periods(3, 1, 6)
    ([0, 6, 12], [6, 12], [])
    """
    return list(range(last, first - 1, -every))[::-1]


def peer_path(own: Path, start: float) -> Path:
    """The path on which a peer is looked at: from where it stood, with the change in percent that one plans oneself.

    Where one's own baseline or that of the peer is not above zero, the change is the same amount.

    >>> peer_path(Path(Point(0, 10.0), Point(12, 15.0)), 20.0).target.value
    30.0
    >>> peer_path(Path(Point(0, 0.0), Point(12, 5.0)), 20.0).target.value
    25.0
    """
    base = own.baseline.value
    in_proportion = base > 0 and start > 0

    def moved(point: Point) -> Point:
        return Point(point.at, start * point.value / base if in_proportion else start + point.value - base)

    return Path(moved(own.baseline), moved(own.target), tuple(moved(point) for point in own.milestones))


def shifted(path: Path, by: int) -> Path:
    """A path some months later."""
    if not by:
        return path
    return Path(
        Point(path.baseline.at + by, path.baseline.value),
        Point(path.target.at + by, path.target.value),
        tuple(Point(point.at + by, point.value) for point in path.milestones),
    )


def lag(points: Sequence[Point], at: int, most: int) -> int:
    """How many months the last of some points lies before a month; 0 for none, and for more than so many.

    >>> lag([Point(3, 1.0)], 12, 12), lag([Point(3, 1.0)], 16, 12), lag([], 5, 12)
    (9, 0, 0)
    """
    behind = at - max((point.at for point in points), default=at)
    return behind if 0 < behind <= most else 0


def decimals(values: Iterable[float]) -> int:
    """With how many decimals some values are shown, two at most.

    >>> decimals([1.0, 2.0]), decimals([1.5, 2.0]), decimals([1.126])
    (0, 1, 2)
    """
    held = list(values)
    fits = (places for places in (0, 1) if all(isclose(value, round(value, places), abs_tol=1e-9) for value in held))
    return next(fits, 2)


def slots(points: Sequence[Point], months: Sequence[int]) -> tuple[float | None, ...]:
    """The last value in each of some stretches of time, which end in the given months.

    >>> slots([Point(1, 5.0), Point(3, 7.0)], [0, 3, 6])
    (None, 7.0, None)
    """
    found: list[float | None] = []
    before = months[0] - 1 if months else 0
    for month in months:
        inside = [point for point in points if before < point.at <= month]
        found.append(max(inside).value if inside else None)
        before = month
    return tuple(found)
