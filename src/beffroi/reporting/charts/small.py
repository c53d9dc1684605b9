"""One of many small charts: values over months against the path that was planned, with nothing but their ends named."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from beffroi.reporting.charts.lines import upright
from beffroi.reporting.charts.scene import Band, Circle, Line, Mark, Scene, Text

HEIGHT = 64.0
TOP = 8.0
BELOW = 20.0
ROOM = 64
Points = Sequence[tuple[int, float]]
"""(month, value) in the order of time."""


@dataclass(frozen=True)
class Small:
    """Values and a path over the same months; `first` and `last` name the ends of the axis, `end` the last value."""

    description: str
    values: Points
    path: Points
    first: str
    last: str
    end: str

    def scene(self) -> Scene:
        """The path broken, the values in ochre above it, the last one with its number; one band."""
        known = [*self.values, *self.path]
        if not known:
            return Scene(self.description, (Band("", HEIGHT + BELOW, ()),))
        low, high = (edge(at for at, _value in known) for edge in (min, max))
        scale = upright([value for _at, value in known])

        def place(at: int, value: float) -> tuple[float, float]:
            share = (value - scale.low) / ((scale.high - scale.low) or 1.0)
            return (at - low) / max(1, high - low), TOP + (1 - share) * (HEIGHT - TOP)

        marks: list[Mark] = [Line(0, HEIGHT, 1, HEIGHT, "axis")]
        marks += _line([place(*point) for point in self.path], "line is-ref")
        marks += _line([place(*point) for point in self.values], "line is-region")
        if self.values:
            x, y = place(*self.values[-1])
            marks += [Circle(x, y, 4, "dot is-region"), Text(x, y + 4.5, self.end, "halo is-region", dx=8)]
        marks += [Text(0, HEIGHT + 15, self.first, "tick"), Text(1, HEIGHT + 15, self.last, "tick", "end")]
        return Scene(
            self.description, (Band("", HEIGHT + BELOW, tuple(marks)),), label_width=1, room_right=ROOM
        )  # fmt: skip


def _line(points: Sequence[tuple[float, float]], style: str) -> list[Mark]:
    """Straight lines between neighbours."""
    return [Line(*one, *other, style) for one, other in pairwise(points)]
