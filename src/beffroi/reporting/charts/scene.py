"""A chart as marks on bands, before it is known how wide it will be: x is a share of the width, y is in pixels.

Every chart becomes a `Scene`; two writers turn it into fluid SVG for a page (x in percent, so that text keeps its size
from a phone to a wide screen) and into SVG of a fixed width for the PDF. Marks name a style, never a colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Shows = Literal["always", "wide", "phone", "narrow", "medium", "broad", "roomy"]


@dataclass(frozen=True)
class Line:
    """A line from (x1, y1) to (x2, y2); `shows` limits it to some screens, as with a `Text`."""

    x1: float
    y1: float
    x2: float
    y2: float
    style: str
    shows: Shows = "always"


@dataclass(frozen=True)
class Circle:
    """A disc or ring around (x, y)."""

    x: float
    y: float
    r: float
    style: str


@dataclass(frozen=True)
class Box:
    """A bar from x to x + width, `height` pixels high; or, when `width` is 0, a square of that size around (x, y)."""

    x: float
    y: float
    width: float
    height: float
    style: str


@dataclass(frozen=True)
class Text:
    """A label at (x, y), moved by `dx` pixels; `mark` is set small and raised (a flag, the number of a note).

    `shows` limits a label to some screens: "phone" (up to 30rem), "narrow" (40), "medium" (56), "broad" (70), "roomy";
    "wide" is whatever leaves room for a number at every gridline.
    """

    x: float
    y: float
    text: str
    style: str = ""
    anchor: Anchor = "start"
    dx: float = 0.0
    mark: str = ""
    shows: Shows = "always"


Mark = Line | Circle | Box | Text


@dataclass(frozen=True)
class Label:
    """A name that asks for room beside its point, which stands at (x, y) with a radius in pixels.

    Lower `order` is served first. A label that `matters` may stand farther away, tied to its point by a line; any label
    without a free place is left out.
    """

    x: float
    y: float
    r: float
    text: str
    order: float
    style: str = "halo"
    matters: bool = False


@dataclass(frozen=True)
class Band:
    """One strip of a chart: what stands left of it, its height in pixels, its marks, labels yet to be placed."""

    label: str
    height: float
    marks: tuple[Mark, ...]
    is_region: bool = False
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True)
class Key:
    """One entry of the key above a chart: the style of a mark and what it stands for."""

    style: Literal["region", "country", "eu", "peer", "stroke", "printed", "starred"]
    text: str


@dataclass(frozen=True)
class Scene:
    """A whole chart.

    `label_width` is the room left of the bands in pixels (0: no labels), `room_right` what labels need beyond the last
    mark; `stacked` charts put the label above its band on a phone. `description` says the chart in one sentence.
    `widths` are the least and the greatest width that the plot has on each kind of screen, for the placing of labels.
    """

    description: str
    bands: tuple[Band, ...]
    axis_title: str = ""
    keys: tuple[Key, ...] = ()
    label_width: int = 148
    room_right: int = 48
    stacked: bool = False
    widths: tuple[tuple[Shows, float, float], ...] = ()


def gridlines(positions: Sequence[float], height: float) -> tuple[Line, ...]:
    """Vertical hairlines through a band."""
    return tuple(Line(x, 0, x, height, "gridline") for x in positions)
