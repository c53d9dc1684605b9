"""Industries by location quotient, in groups: a bubble an industry, its area the persons employed."""

import math
from dataclasses import dataclass

from beffroi.reporting.charts.scales import Scale, of_quotients
from beffroi.reporting.charts.scene import Band, Circle, Key, Label, Line, Mark, Scene, Shows, Text, gridlines

LARGEST = 21.0
# What the style sheet leaves to the plot of a figure across the page, on each kind of screen.
WIDTHS: tuple[tuple[Shows, float, float], ...] = (
    ("roomy", 820.0, 900.0),
    ("broad", 605.0, 835.0),
    ("medium", 365.0, 620.0),
    ("narrow", 420.0, 585.0),
    ("phone", 260.0, 430.0),
)
# A strength with at least this quotient is named before all others, with a line to its bubble where need be.
NAMED = 1.5
SWARM_WIDTH = 400.0
# Room above and below the bubbles of a band; more where many strengths ask for a label.
MARGIN, MORE, MANY = 16.0, 6.0, 1


@dataclass(frozen=True)
class Bubble:
    """One industry: `shown` is the label; `is_starred` marks it as a strength of the region."""

    name: str
    shown: str
    quotient: float
    persons: float
    is_starred: bool


@dataclass(frozen=True)
class BubbleGroup:
    """Industries under one heading, drawn on one band."""

    name: str
    bubbles: tuple[Bubble, ...]


@dataclass(frozen=True)
class Bubbles:
    """The quotients of a region's industries on a logarithmic axis, the EU's weight as the dashed rule at 1."""

    description: str
    groups: tuple[BubbleGroup, ...]
    eu_label: str
    axis_title: str
    keys: tuple[Key, ...] = ()

    def scene(self) -> Scene:
        """One band a group, as high as its bubbles need."""
        bubbles = [bubble for group in self.groups for bubble in group.bubbles]
        scale = of_quotients([bubble.quotient for bubble in bubbles])
        most = max((bubble.persons for bubble in bubbles), default=1.0)
        one = scale.at(1.0)
        head = Band("", 20, (Text(one, 13, self.eu_label, "note", "middle"),))
        return Scene(
            description=self.description,
            bands=(head, *(_band(group, scale, most) for group in self.groups), _axis(scale)),
            axis_title=self.axis_title,
            keys=self.keys,
            label_width=160,
            room_right=20,
            stacked=True,
            widths=WIDTHS,
        )


def _axis(scale: Scale) -> Band:
    marks: list[Mark] = [Line(0, 0, 1, 0, "axis")]
    for tick in scale.ticks:
        x = scale.at(tick)
        shown = _fraction(tick)
        marks += [Line(x, 0, x, 5, "axis"), Text(x, 19, shown, "tick", "middle")]
    return Band("", 24, tuple(marks))


def _fraction(tick: float) -> str:
    return f"{tick:g}" if tick >= 1 else f"1/{1 / tick:g}"


def _band(group: BubbleGroup, scale: Scale, most: float) -> Band:
    ordered = sorted(group.bubbles, key=lambda bubble: -bubble.persons)
    radii = [max(3.0, LARGEST * math.sqrt(bubble.persons / most)) for bubble in ordered]
    xs = [scale.at(bubble.quotient) for bubble in ordered]
    offsets = _swarm([x * SWARM_WIDTH for x in xs], radii)
    margin = _margin(group)
    top = max((r - y for r, y in zip(radii, offsets, strict=True)), default=10.0) + margin
    height = top + max((r + y for r, y in zip(radii, offsets, strict=True)), default=10.0) + margin
    ys = [top + offset for offset in offsets]
    marks: list[Mark] = [*gridlines([scale.at(tick) for tick in scale.ticks], height)]
    marks += [Line(0, height, 1, height, "gridline"), Line(scale.at(1.0), 0, scale.at(1.0), height, "ref")]
    for bubble, x, y, r in zip(ordered, xs, ys, radii, strict=True):
        marks.append(Circle(x, round(y, 2), round(r, 2), "bubble is-region" if bubble.is_starred else "bubble"))
    labels = tuple(_label(bubble, x, round(y, 2), r) for bubble, x, y, r in zip(ordered, xs, ys, radii, strict=True))
    return Band(group.name, round(height, 1), tuple(marks), labels=labels)


def _margin(group: BubbleGroup) -> float:
    strengths = sum(_is_strength(bubble) for bubble in group.bubbles)
    return MARGIN + MORE * max(0, strengths - MANY)


def _label(bubble: Bubble, x: float, y: float, r: float) -> Label:
    """The name of an industry: strengths first, then the largest."""
    style = "halo is-region" if bubble.is_starred else "halo"
    return Label(x, y, r, bubble.shown, _order(bubble, r), style, matters=_is_strength(bubble))


def _swarm(xs: list[float], radii: list[float]) -> list[float]:
    """Vertical offsets that keep bubbles from covering each other, the largest nearest the middle."""
    offsets: list[float] = []
    for index, (x, r) in enumerate(zip(xs, radii, strict=True)):
        tried = sorted((step * side * 3.0 for step in range(30) for side in (1, -1)), key=abs)
        placed = list(zip(xs[:index], offsets, radii[:index], strict=True))
        offsets.append(next((y for y in tried if _is_free(x, y, r, placed)), 0.0))
    return offsets


def _is_free(x: float, y: float, r: float, placed: list[tuple[float, float, float]]) -> bool:
    return all(math.hypot(x - ox, y - oy) >= 0.92 * (r + other) for ox, oy, other in placed)


def _order(bubble: Bubble, r: float) -> float:
    return -bubble.quotient if bubble.is_starred else 100 - r


def _is_strength(bubble: Bubble) -> bool:
    return bubble.is_starred and bubble.quotient >= NAMED
