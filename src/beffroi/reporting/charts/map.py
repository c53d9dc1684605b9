"""A map of Europe: a dot a region at its centre over the outlines of the countries, or its true shape where known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from beffroi.reporting.charts.map_drawing import map_to_html, map_to_svg
from beffroi.reporting.charts.projection import Floats, to_window

SHAPE_UNITS = 1640
"""The square in which shapes are written down; one unit is 2.5 kilometres."""


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
    without a value in the key (empty: no such mark); `attribution` stands below true boundaries.
    """

    description: str
    places: tuple[Place, ...]
    steps: tuple[str, ...]
    own: str = ""
    missing: str = ""
    note: str = ""
    attribution: str = ""

    def html(self) -> str:
        """The map as HTML: places in percent, so that dots and names keep their proportions to the text around."""
        return map_to_html(self)

    def svg(self, width: float) -> str:
        """The map as one SVG document of a fixed width, key above."""
        return map_to_svg(self, width)


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
