"""The path of an indicator: from its baseline over milestones to its target."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message
from beffroi.analytics.results.months import month_text

LARGEST = 1e100
"""Values beyond it are slips of the pen; below it no difference of two is infinite."""


class Point(NamedTuple):
    """A value at the end of a month (a number as `months.month` gives it)."""

    at: int
    value: float


@dataclass(frozen=True)
class Path:
    """What is planned: values at months, straight lines between them.

    >>> Path(Point(0, 10.0), Point(12, 40.0), (Point(6, 12.0),)).expected(9)
    26.0
    """

    baseline: Point
    target: Point
    milestones: tuple[Point, ...] = ()
    """In any order. One in the month of baseline or target may stand there if it says the same."""

    def __post_init__(self) -> None:
        """Refuse a target that does not come after its baseline, and milestones that are not between them."""
        check_values(self.points)
        if self.target.at <= self.baseline.at:
            raise InputError(
                Message(
                    "the target ({target}) does not come after the baseline ({baseline}); correct one of the months",
                    target=month_text(self.target.at),
                    baseline=month_text(self.baseline.at),
                )
            )
        if self.milestones:
            check_once(self.points)
        for point in self.milestones:
            if not self.baseline.at <= point.at <= self.target.at:
                said = Message(
                    "the milestone of {month} lies outside baseline and target; correct its month, or take it out",
                    month=month_text(point.at),
                )
                raise InputError(said)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Baseline, milestones and target, in the order of time, each once."""
        if not self.milestones:
            return self.baseline, self.target
        return tuple(sorted({self.baseline, *self.milestones, self.target}))

    @property
    def planned(self) -> float:
        """The planned change: how far the target lies from the baseline, in the unit of the indicator."""
        return abs(self.target.value - self.baseline.value)

    def expected(self, at: int) -> float:
        """The value planned for a month: that of the baseline before it, that of the target after it.

        ``v₀ + (v₁ − v₀) · (t − t₀) / (t₁ − t₀)`` between two points of the path, time in whole months.
        """
        points = self.points
        place = bisect_right(points, at, key=lambda point: point.at)
        if place == 0:
            return points[0].value
        earlier = points[place - 1]
        if place == len(points) or earlier.at == at:
            return earlier.value
        later = points[place]
        return earlier.value + (later.value - earlier.value) * (at - earlier.at) / (later.at - earlier.at)


def check_values(points: Iterable[Point]) -> None:
    """Refuse values that are no numbers to reckon with.

    Parameters
    ----------
    points : iterable of Point

    Raises
    ------
    InputError
        that names the first, with its month.

    Examples
    --------
    >>> check_values([Point(0, 1.5)])
    """
    for point in points:
        if not -LARGEST <= point.value <= LARGEST:  # which holds for what is no number, too
            said = Message(
                "the value of {month} is not finite or too large; correct it, or write it in a larger unit",
                month=month_text(point.at),
            )
            raise InputError(said)


def check_once(points: Iterable[Point]) -> None:
    """Refuse two values for one month.

    Parameters
    ----------
    points : iterable of Point

    Raises
    ------
    InputError
        that names the first month that stands twice.

    Examples
    --------
    >>> check_once([Point(0, 1.5), Point(1, 1.5)])
    """
    held = list(points)
    if len({point.at for point in held}) == len(held):
        return
    seen: set[int] = set()
    for point in held:
        if point.at in seen:
            raise InputError(Message("{month} stands twice; keep one value", month=month_text(point.at)))
        seen.add(point.at)
