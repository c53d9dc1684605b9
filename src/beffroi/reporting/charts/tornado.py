"""A tornado: what moves a result, the strongest first, with intervals."""

from collections.abc import Callable
from dataclasses import dataclass

from beffroi.reporting.charts.dots import axis
from beffroi.reporting.charts.letters import room_for
from beffroi.reporting.charts.scales import Scale
from beffroi.reporting.charts.scene import Band, Box, Circle, Key, Line, Mark, Scene, Text, gridlines

ROW = 34.0


@dataclass(frozen=True)
class TornadoRow:
    """An input: its total index with the ends of its interval, and its first-order index."""

    name: str
    total: float
    low: float
    high: float
    first: float
    shown: str


@dataclass(frozen=True)
class Tornado:
    """Shares from 0 to 1 as bars with intervals; a ring marks the share that an input has alone."""

    description: str
    rows: tuple[TornadoRow, ...]
    axis_title: str
    tick: Callable[[float], str]
    keys: tuple[Key, ...] = ()

    def scene(self) -> Scene:
        """Rows as bands, the strongest first."""
        scale = Scale(0.0, 1.0, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0))
        rows = sorted(self.rows, key=lambda row: -row.total)
        bands = (*(_row(row, scale) for row in rows), axis(scale, self.tick))
        room = room_for([row.name for row in self.rows])
        return Scene(
            self.description,
            bands,
            self.axis_title,
            self.keys,
            label_width=room,
            room_right=64,
            stacked=True,
        )


def _row(row: TornadoRow, scale: Scale) -> Band:
    middle = ROW / 2
    total, low, high, first = (scale.at(min(max(part, 0.0), 1.0)) for part in (row.total, row.low, row.high, row.first))
    marks: list[Mark] = [*gridlines([scale.at(tick) for tick in scale.ticks], ROW)]
    if total > 0:
        marks.append(Box(0, middle - 7, total, 14, "bar"))
    marks += [Line(low, middle, high, middle, "leader"), Line(low, middle - 5, low, middle + 5, "leader")]
    marks += [Line(high, middle - 5, high, middle + 5, "leader"), Circle(first, middle, 5, "ring")]
    marks.append(Text(max(total, high, first), middle + 4.5, row.shown, "halo", dx=10))
    return Band(row.name, ROW, tuple(marks))
