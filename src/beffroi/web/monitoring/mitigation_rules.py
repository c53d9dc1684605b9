"""What came of a mitigation: the indicator then against what was expected of it. Plain values, no database."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

from beffroi.analytics.results.months import month_of
from beffroi.analytics.results.path import Point

Effect = Literal["reached", "partly", "none", "worse", "unknown"]
EQUAL = 1e-9


def is_due(expected_on: date, today: date) -> bool:
    """Whether the month of the expected effect is over.

    >>> is_due(date(2024, 6, 1), date(2024, 6, 30)), is_due(date(2024, 6, 1), date(2024, 7, 1))
    (False, True)
    """
    return month_of(today) > month_of(expected_on)


def value_then(points: Sequence[Point], proposed: int, expected: int) -> Point | None:
    """The value by which an effect is judged: the first from the stated month on, else the last since it was proposed.

    >>> points = [Point(3, 1.0), Point(8, 2.0), Point(14, 3.0)]
    >>> value_then(points, 4, 12), value_then(points[:2], 4, 12), value_then(points[:1], 4, 12)
    (Point(at=14, value=3.0), Point(at=8, value=2.0), None)
    """
    after = sorted(point for point in points if point.at >= expected)
    if after:
        return after[0]
    return max((point for point in points if proposed < point.at < expected), default=None)


def effect_of(before: float | None, expected: float, now: float | None, sign: int) -> Effect:
    """What came of it: reached, partly, none, worse; unknown without a value.

    `sign` is 1 where high is good and −1 where low is. Without a value before it cannot be told what is partly.

    >>> [effect_of(20.0, 40.0, now, 1) for now in (40.0, 30.0, 20.0, 10.0, None)]
    ['reached', 'partly', 'none', 'worse', 'unknown']
    >>> effect_of(None, 40.0, 30.0, 1), effect_of(10.0, 0.0, 0.0, -1)
    ('none', 'reached')
    """
    if now is None:
        return "unknown"
    slack = EQUAL * max(abs(expected), abs(now), abs(before or 0.0))
    if sign * (now - expected) >= -slack:
        return "reached"
    if before is None or abs(now - before) <= slack:
        return "none"
    return "partly" if sign * (now - before) > 0 else "worse"
