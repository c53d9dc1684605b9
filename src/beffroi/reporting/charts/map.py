"""A map of Europe: a dot a region at its centre over the outlines of the countries, or its true shape where known."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from beffroi.reporting.charts.map_drawing import map_to_html, map_to_svg
from beffroi.reporting.charts.projection import Floats, to_window

SHAPE_UNITS = 1640
"""The square in which shapes are written down; one unit is 2.5 kilometres."""
CLOSEST, AIR = 0.14, 0.3
"""The least side of a part of the map, and how much air is left on each side, as a share of what it holds."""


@dataclass(frozen=True)
class Window:
    """A square part of the map: its left and upper edge and its side, in shares of the whole.

    >>> Window(0.25, 0.5, 0.5).of(0.5, 0.5)
    (0.5, 0.0)
    """

    left: float
    top: float
    side: float

    def of(self, across: float, down: float) -> tuple[float, float]:
        """A place of the whole map as shares of this part."""
        return (across - self.left) / self.side, (down - self.top) / self.side


EUROPE = Window(0.0, 0.0, 1.0)


@dataclass(frozen=True)
class Place:
    """One region: where its centre stands (shares of width and height), its step, and what is said of it.

    `step` counts from 0, the lowest; None is missing. `shape` is path data where the true boundary is known.
    `label` asks to be written beside it, where the map has room.
    """

    name: str
    across: float
    down: float
    step: int | None
    shown: str
    is_region: bool = False
    label: str = ""
    shape: str = ""


@dataclass(frozen=True)
class EuropeMap:
    """Regions by class: each step has a size and a colour of its own, so that neither has to be told apart alone.

    `steps` are the classes in words, from low to high; `own` and `missing` name the region's mark and that of regions
    without a value in the key (empty: no such mark); `attribution` stands below true boundaries. `window` is the part
    of Europe that is drawn.
    """

    description: str
    places: tuple[Place, ...]
    steps: tuple[str, ...]
    own: str = ""
    missing: str = ""
    note: str = ""
    attribution: str = ""
    window: Window = EUROPE

    def html(self) -> str:
        """The map as HTML: places in percent, so that dots and names keep their proportions to the text around."""
        return map_to_html(self)

    def svg(self, width: float) -> str:
        """The map as one SVG document of a fixed width, key above."""
        return map_to_svg(self, width)


def window_around(places: Iterable[Place]) -> Window:
    """The square that holds places and their shapes with air around, never beyond the edge of the map.

    >>> window_around([Place("Here", 0.5, 0.5, 0, "1")])
    Window(left=0.43, top=0.43, side=0.14)
    """
    corners = [corner for place in places for corner in _corners(place)]
    if not corners:
        return EUROPE
    low, high = np.min(corners, axis=0), np.max(corners, axis=0)
    side = min(1.0, max(CLOSEST, float(max(high - low)) * (1 + 2 * AIR)))
    left, top = (float(edge) for edge in np.clip((low + high) / 2 - side / 2, 0, 1 - side))
    return Window(round(left, 4), round(top, 4), round(side, 4))


def _corners(place: Place) -> list[tuple[float, float]]:
    """The centre of a place, and the corners of the box around its shape."""
    return [(place.across, place.down), *(() if not place.shape else box_of(place.shape))]


def box_of(shape: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """The upper left and lower right corner of path data, in shares of the map.

    >>> box_of("M164 164l164 0 0 328z")
    ((0.1, 0.1), (0.2, 0.3))
    """
    points: list[tuple[int, int]] = []
    for ring in shape.split("M")[1:]:
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        points += np.cumsum(np.array(numbers).reshape(-1, 2), axis=0).tolist()
    low, high = np.min(points, axis=0) / SHAPE_UNITS, np.max(points, axis=0) / SHAPE_UNITS
    return (float(low[0]), float(low[1])), (float(high[0]), float(high[1]))


def is_inside(across: float, down: float) -> bool:
    """Whether a place stands inside the window of the map.

    >>> is_inside(0.4, 0.5), is_inside(-0.2, 0.5)
    (True, False)
    """
    return 0 <= across <= 1 and 0 <= down <= 1


def shape_of(rings: Iterable[Floats]) -> str:
    """Path data of a region from rings in degrees; islands smaller than a pixel are left out, never the largest ring.

    >>> shape_of([np.array([[4.0, 50.0], [5.0, 50.0], [5.0, 51.0], [4.0, 50.0]])])
    'M557 978l28 2 3-44z'
    """
    projected = []
    for ring in rings:
        across, down = to_window(ring[:, 0], ring[:, 1])
        points = np.rint(np.column_stack([across, down]) * SHAPE_UNITS).astype(int)
        projected.append(points[np.concatenate([[True], np.any(np.diff(points, axis=0) != 0, axis=1)])])
    sizes = [_area(points) for points in projected]
    largest = max(sizes, default=0.0)
    kept = [points for points, size in zip(projected, sizes, strict=True) if size >= min(largest, 4.0)]
    return "".join(_path(points) for points in kept if len(points) > 2)


def _area(points: "np.ndarray[tuple[int, int], np.dtype[np.int_]]") -> float:
    x, y = points.T
    return abs(float(x @ np.roll(y, 1) - y @ np.roll(x, 1))) / 2


def _path(points: "np.ndarray[tuple[int, int], np.dtype[np.int_]]") -> str:
    """Path data, each point relative to the one before; the last repeats the first and is left to the closing."""
    steps = "".join(
        f"{'' if x < 0 or not at else ' '}{x}{'' if y < 0 else ' '}{y}"
        for at, (x, y) in enumerate(np.diff(points, axis=0)[:-1])
    )
    return f"M{points[0][0]} {points[0][1]}l{steps}z"


def quantile_breaks(values: Sequence[float], classes: int) -> tuple[float, ...]:
    """The limits between classes that hold about equally many values, at two digits, so that a key can be read.

    >>> quantile_breaks([10, 200, 3000, 40000], 2), quantile_breaks([5, 5, 5], 3)
    ((1600.0,), ())
    """
    if not values:
        return ()
    shares = np.arange(1, classes) / classes
    limits = [_two_digits(float(limit)) for limit in np.quantile(values, shares)]
    low, high = min(values), max(values)
    return tuple(sorted({limit for limit in limits if low < limit <= high}))


def _two_digits(value: float) -> float:
    return float(f"{value:.2g}")


def step_of(value: float | None, breaks: Sequence[float]) -> int | None:
    """The class of a value: how many limits it has reached; None where it is missing.

    >>> [step_of(value, (1.0, 2.0)) for value in (0.5, 1.0, 7.0, None)]
    [0, 1, 2, None]
    """
    return None if value is None else int(np.searchsorted(breaks, value, side="right"))
