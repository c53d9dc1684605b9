"""Regions in the plane of two measures, with the lines that divide them into types."""

from collections.abc import Callable
from dataclasses import dataclass

from beffroi.reporting.charts.scales import Scale, between, from_zero
from beffroi.reporting.charts.scene import Band, Box, Circle, Key, Label, Line, Mark, Scene, Shows, Text

HEIGHT = 380.0
# The strokes on the axis of points of which only x is known.
RUG = 14.0
# What the style sheet leaves to the plot of a figure in a column of two, or across the page on smaller screens.
WIDTHS: tuple[tuple[Shows, float, float], ...] = (
    ("roomy", 435.0, 485.0),
    ("broad", 325.0, 455.0),
    ("medium", 530.0, 795.0),
    ("narrow", 375.0, 560.0),
    ("phone", 222.0, 400.0),
)
# The same for a figure that takes both columns.
WIDE: tuple[tuple[Shows, float, float], ...] = (("roomy", 964.0, 1064.0), ("broad", 744.0, 1004.0), *WIDTHS[2:])


@dataclass(frozen=True)
class ScatterPoint:
    """One region: discs are computed, hollow squares printed elsewhere; without `y` a stroke on the axis."""

    name: str
    x: float
    y: float | None
    is_region: bool
    is_printed: bool = False


@dataclass(frozen=True)
class Scatter:
    """Two measures with the thresholds on each; both axes start at zero, or the lower one near the values.

    `is_wide` says that the figure takes both columns: labels are placed for the room that they then have.
    """

    description: str
    points: tuple[ScatterPoint, ...]
    x_lines: tuple[float, ...]
    y_lines: tuple[float, ...]
    x_title: str
    y_title: str
    x_tick: Callable[[float], str]
    y_tick: Callable[[float], str]
    keys: tuple[Key, ...] = ()
    x_from_zero: bool = True
    is_wide: bool = False

    def scene(self) -> Scene:
        """One tall band with the points, one with the axis."""
        xs = [*(point.x for point in self.points), *self.x_lines]
        across = from_zero(xs) if self.x_from_zero else between(xs)
        up = from_zero([*(point.y for point in self.points if point.y is not None), *self.y_lines])
        marks: list[Mark] = [*self._frame(across, up)]
        drawn = sorted(self.points, key=lambda item: item.is_region)
        marks += [_point(point, across.at(point.x), _height(up, point.y)) for point in drawn]
        labels = tuple(_label(point, across.at(point.x), _height(up, point.y)) for point in self.points)
        return Scene(
            description=self.description,
            bands=(
                Band("", 24, (Text(0, 14, self.y_title, "note", dx=-28),)),
                Band("", HEIGHT, tuple(marks), labels=labels),
                self._axis(across),
            ),
            axis_title=self.x_title,
            keys=self.keys,
            label_width=32,
            room_right=24,
            widths=WIDE if self.is_wide else WIDTHS,
        )

    def _frame(self, across: Scale, up: Scale) -> list[Mark]:
        marks: list[Mark] = []
        for tick in up.ticks:
            y = _height(up, tick)
            marks.append(Line(0, y, 1, y, "axis" if tick == up.low else "gridline"))
            marks.append(Text(0, y + 4, self.y_tick(tick), "tick", "end", dx=-6))
        marks += [Line(across.at(x), 0, across.at(x), HEIGHT, "threshold") for x in self.x_lines]
        marks += [Line(0, _height(up, y), 1, _height(up, y), "threshold") for y in self.y_lines]
        return marks

    def _axis(self, across: Scale) -> Band:
        marks: list[Mark] = []
        for index, value in enumerate(across.ticks):
            x = across.at(value)
            shows: Shows = "always" if index % 2 == 0 else "wide"
            marks += [Line(x, 0, x, 6, "axis"), Text(x, 19, self.x_tick(value), "tick", "middle", shows=shows)]
        return Band("", 24, tuple(marks))


def _order(point: ScatterPoint) -> float:
    return 0.0 if point.is_region else 1.0 + point.is_printed


def _height(up: Scale, value: float | None) -> float:
    if value is None:
        return HEIGHT - RUG / 2 - 3  # a label beside the stroke keeps off the axis
    return round(HEIGHT * (1 - up.at(value)), 2)


def _point(point: ScatterPoint, x: float, y: float) -> Mark:
    own = " is-region" if point.is_region else ""
    if point.y is None:
        return Line(x, HEIGHT - RUG, x, HEIGHT, f"rug{own}")
    if point.is_printed:
        return Box(x, y, 0, 10, f"printed{own}")
    return Circle(x, y, 6.5 if point.is_region else 5, f"dot{own}")


def _label(point: ScatterPoint, x: float, y: float) -> Label:
    """Every region asks to be named, that of the profile first."""
    return Label(x, y, 7, point.name, _order(point), "halo is-region" if point.is_region else "halo", matters=True)
