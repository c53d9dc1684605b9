"""A histogram: how often outcomes fall where, zero on an edge between columns so that losses and gains stand apart."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from beffroi.reporting.charts.dots import axis
from beffroi.reporting.charts.scales import Scale, from_zero, round_step
from beffroi.reporting.charts.scene import Anchor, Band, Box, Key, Line, Mark, Scene, Text

HEIGHT, ROW = 200.0, 15.0
GAP = 0.08
"""The part of a column that is left free beside the next."""


@dataclass(frozen=True)
class Bin:
    """From where to where, and the share of the outcomes that fall there; the upper end belongs to the next one."""

    low: float
    high: float
    share: float


@dataclass(frozen=True)
class Named:
    """An outcome that is named above its dashed rule, such as a quantile."""

    name: str
    value: float


def bins_of(values: Sequence[float], count: int = 36) -> tuple[Bin, ...]:
    """Columns as wide as a round number, about so many over all values; zero, where they reach it, is an edge.

    Parameters
    ----------
    values : sequence of float
        at least one.
    count : int

    Returns
    -------
    tuple of Bin
        next to each other, from the column of the lowest value to that of the highest.

    Examples
    --------
    >>> [(one.low, one.high, one.share) for one in bins_of([-3, 1, 4, 4.5], count=4)]
    [(-4.0, -2.0, 0.25), (-2.0, 0.0, 0.0), (0.0, 2.0, 0.25), (2.0, 4.0, 0.0), (4.0, 6.0, 0.5)]
    """
    low, high = min(values), max(values)
    step = round_step(((high - low) or abs(high) or 1.0) / count)
    places = [math.floor(value / step) for value in values]
    tally = dict.fromkeys(range(min(places), max(places) + 1), 0)
    for place in places:
        tally[place] += 1
    return tuple(
        Bin(round(at * step, 10), round((at + 1) * step, 10), many / len(values)) for at, many in tally.items()
    )


@dataclass(frozen=True)
class Histogram:
    """Columns over an axis of outcomes, with some outcomes as dashed rules named above them."""

    description: str
    bins: tuple[Bin, ...]
    named: tuple[Named, ...]
    axis_title: str
    share: Callable[[float], str]
    tick: Callable[[float], str]
    keys: tuple[Key, ...]
    """Of the columns above zero (`region`) and of those below (`peer`)."""

    def scene(self) -> Scene:
        """A tall band of columns under the names of the rules, one with the outcomes."""
        scale = from_zero([end for one in self.bins for end in (one.low, one.high)])
        highest = from_zero([one.share for one in self.bins], 4)
        top = ROW * (len(self.named) + 1)
        foot = top + HEIGHT
        marks: list[Mark] = []
        for share in highest.ticks:
            y = foot - HEIGHT * highest.at(share)
            marks += [Line(0, y, 1, y, "gridline"), Text(0, y - 4, self.share(share), "tick halo")]
        marks += [_column(one, scale, foot, HEIGHT * highest.at(one.share)) for one in self.bins if one.share]
        marks.append(Line(scale.at(0), top - 4, scale.at(0), foot, "axis"))
        for at, one in enumerate(sorted(self.named, key=lambda one: one.value)):
            marks += _rule(one, scale.at(one.value), ROW * (at + 1) - 4, foot)
        bands = (Band("", foot, tuple(marks)), axis(scale, self.tick))
        return Scene(self.description, bands, self.axis_title, self.keys, label_width=1, room_right=24)


def _column(one: Bin, scale: Scale, foot: float, height: float) -> Box:
    left, right = scale.at(one.low), scale.at(one.high)
    free = GAP * (right - left)
    style = "bar is-region" if one.low >= 0 else "bar"
    return Box(left + free / 2, foot - height, right - left - free, height, style)


def _rule(one: Named, x: float, y: float, foot: float) -> tuple[Mark, ...]:
    anchor: Anchor = "end" if x > 0.5 else "start"
    return (Line(x, y + 4, x, foot, "ref"), Text(x, y, one.name, "halo", anchor))
