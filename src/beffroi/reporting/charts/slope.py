"""Slope charts: values of several regions in two years, a line a region, with labels that never touch."""

from collections.abc import Sequence
from dataclasses import dataclass

from beffroi.reporting.charts.dots import Role
from beffroi.reporting.charts.letters import text_width
from beffroi.reporting.charts.scene import Band, Circle, Line, Mark, Scene, Shows, Text

HEIGHT, ROW, TOP, FOOT = 300.0, 16.0, 14.0, 26.0
"""Least height of the plot, height of a label, margin above and below the lines, room for the years."""
GAP = 12.0
"""Pixels between a point and its label."""
ROOM, NARROWEST = 112.0, 140.0
"""What the style sheet can leave right of a plot, and the width of the plot on the narrowest phone, in pixels."""
LEAST_SHARE, LONGEST = 0.45, 170.0
"""The lines take at least this share of the width; where room is short, a label is cut to this length."""


@dataclass(frozen=True)
class Slope:
    """One line: a value at each end, as numbers and as they are printed."""

    name: str
    first: float
    last: float
    first_shown: str
    last_shown: str
    role: Role


@dataclass(frozen=True)
class Slopes:
    """Values in two years; `reference` draws a dashed rule across, which `reference_label` names.

    The scale holds all values and need not hold zero; the page says so beside it.
    """

    description: str
    slopes: tuple[Slope, ...]
    first_title: str
    last_title: str
    reference: float | None = None
    reference_label: str = ""

    def scene(self) -> Scene:
        """One band: lines, points, labels at both ends, the two years below."""
        height = max(HEIGHT, ROW * len(self.slopes))
        place = _Place.of([*self._values(), *([] if self.reference is None else [self.reference])], height)
        right = self._share()
        bottom = height + 2 * TOP
        marks: list[Mark] = [Line(0, 0, 0, bottom, "axis"), Line(right, 0, right, bottom, "axis")]
        if self.reference is not None:
            marks.append(Line(0, place.at(self.reference), right, place.at(self.reference), "ref"))
        drawn = sorted(self.slopes, key=lambda slope: slope.role == "region")
        marks += [mark for slope in drawn for mark in _line(slope, place, right)]
        if self.reference is not None:
            y = place.at(self.reference) - 6
            marks.append(Text(right / 2, y, self.reference_label, "halo note", "middle"))
        marks += [*self._first_labels(place, bottom), *self._last_labels(place, bottom, right)]
        marks.append(Text(0, bottom + 18, self.first_title, "tick", "middle"))
        marks.append(Text(right, bottom + 18, self.last_title, "tick", "middle"))
        return Scene(self.description, (Band("", bottom + FOOT, tuple(marks)),), label_width=36, room_right=int(ROOM))

    def _values(self) -> list[float]:
        return [value for slope in self.slopes for value in (slope.first, slope.last)]

    def _share(self) -> float:
        """Where the lines end: as far right as the longest label allows on a phone."""
        widths = (text_width(_named(slope), bold=slope.role == "region") for slope in self.slopes)
        longest = min(LONGEST, max(widths, default=0.0))
        return max(LEAST_SHARE, min(1.0, 1 - (longest + GAP - ROOM) / NARROWEST))

    def _first_labels(self, place: "_Place", bottom: float) -> list[Text]:
        """The value of each line at its start; lines that start at the same value share one label."""
        by_value: dict[str, Slope] = {}
        for slope in sorted(self.slopes, key=lambda slope: slope.role != "region"):
            by_value.setdefault(slope.first_shown, slope)
        shown = list(by_value.values())
        ys = spread([place.at(slope.first) for slope in shown], ROW, bottom)
        return [
            Text(0, y + 4.5, slope.first_shown, _style(slope), "end", dx=-GAP)
            for slope, y in zip(shown, ys, strict=True)
        ]

    def _last_labels(self, place: "_Place", bottom: float, right: float) -> list[Text]:
        """Value and name of each line at its end."""
        shown = sorted(self.slopes, key=lambda slope: (-slope.last, -slope.first, slope.name))
        ys = spread([place.at(slope.last) for slope in shown], ROW, bottom)
        return [mark for slope, y in zip(shown, ys, strict=True) for mark in _end(slope, right, round(y + 4.5, 2))]


@dataclass(frozen=True)
class _Place:
    """Where a value stands between the top and the bottom of the plot."""

    low: float
    high: float
    height: float

    @classmethod
    def of(cls, values: Sequence[float], height: float) -> "_Place":
        low, high = (min(values), max(values)) if values else (0.0, 1.0)
        return cls(low, high if high > low else low + 1.0, height)

    def at(self, value: float) -> float:
        return round(TOP + (self.high - value) / (self.high - self.low) * self.height, 2)


def spread(wanted: Sequence[float], gap: float, bottom: float) -> list[float]:
    """Places at least `gap` apart, as near as possible to those wanted, from 0 to `bottom` where they fit.

    Parameters
    ----------
    wanted : sequence of float
        in any order; equal ones keep their order.
    gap : float
    bottom : float

    Returns
    -------
    list of float
        in the order of `wanted`; inside the plot the sum of squared moves is the least possible.

    Examples
    --------
    >>> spread([10.0, 12.0, 60.0], 10.0, 100.0)
    [6.0, 16.0, 60.0]
    >>> spread([2.0, 1.0], 10.0, 100.0)
    [10.0, 0.0]

    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    blocks: list[tuple[float, int]] = []
    for position, index in enumerate(order):
        total, count = wanted[index] - position * gap, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / count:
            before = blocks.pop()
            total, count = total + before[0], count + before[1]
        blocks.append((total, count))
    starts = [total / count for total, count in blocks for _ in range(count)]
    most = bottom - gap * (len(order) - 1)
    answer = [0.0] * len(order)
    for position, index in enumerate(order):
        answer[index] = max(0.0, min(starts[position], max(most, 0.0))) + position * gap
    return answer


def _line(slope: Slope, place: _Place, right: float) -> list[Mark]:
    style = "line is-region" if slope.role == "region" else "line"
    dot = {"region": "dot is-region", "country": "ring", "peer": "dot"}[slope.role]
    radius = 6.0 if slope.role == "region" else 4.0
    first, last = place.at(slope.first), place.at(slope.last)
    return [Line(0, first, right, last, style), Circle(0, first, radius, dot), Circle(right, last, radius, dot)]


def _style(slope: Slope) -> str:
    return "halo is-region" if slope.role == "region" else "halo"


def _end(slope: Slope, right: float, y: float) -> list[Text]:
    """Value and name of a line at its end; a very long name is cut where there is no room, the table has it whole."""
    whole = _named(slope)
    if text_width(whole) <= LONGEST:
        return [Text(right, y, whole, _style(slope), dx=GAP)]
    kept = whole
    while text_width(f"{kept}…") > LONGEST:
        kept = kept[:-1]
    cut = f"{kept.rstrip()}…"
    said: tuple[tuple[str, Shows], ...] = ((whole, "wide"), (cut, "narrow"), (cut, "phone"))
    return [Text(right, y, text, _style(slope), dx=GAP, shows=shows) for text, shows in said]


def _named(slope: Slope) -> str:
    return f"{slope.last_shown}\u2002{slope.name}"
