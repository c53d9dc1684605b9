"""Rank intervals: one row a unit, from the best end to the worst, with the median and the rank as published."""

from collections.abc import Callable
from dataclasses import dataclass

from beffroi.reporting.charts.dots import axis
from beffroi.reporting.charts.letters import room_for
from beffroi.reporting.charts.scales import Scale, between
from beffroi.reporting.charts.scene import Band, Circle, Key, Line, Mark, Scene, Text, gridlines

ROW = 22.0


@dataclass(frozen=True)
class IntervalRow:
    """A unit: both ends and the median of its rank; `nominal` None draws no ring, `low` None no interval."""

    name: str
    low: float | None
    median: float | None
    high: float | None
    nominal: float | None
    shown: str = ""
    is_region: bool = False


@dataclass(frozen=True)
class RankIntervals:
    """Intervals on an axis of ranks from 1."""

    description: str
    rows: tuple[IntervalRow, ...]
    last: float
    axis_title: str
    tick: Callable[[float], str]
    keys: tuple[Key, ...] = ()

    def scene(self) -> Scene:
        """Rows as bands."""
        steps = [tick for tick in between([1.0, max(self.last, 2.0)]).ticks if 1 < tick <= self.last]
        scale = Scale(1.0, max(self.last, 2.0), (1.0, *(tick for tick in steps if tick > 1)))
        bands = (*(_row(row, scale) for row in self.rows), axis(scale, self.tick))
        room = room_for([row.name for row in self.rows])
        return Scene(
            self.description,
            bands,
            self.axis_title,
            self.keys,
            label_width=room,
            room_right=64,
        )


def _row(row: IntervalRow, scale: Scale) -> Band:
    middle = ROW / 2
    style = "is-region" if row.is_region else ""
    marks: list[Mark] = [*gridlines([scale.at(tick) for tick in scale.ticks], ROW)]
    if row.low is None or row.high is None or row.median is None:
        marks.append(Text(0, middle + 4.5, row.shown, "absent", dx=6))
        return Band(row.name, ROW, tuple(marks), row.is_region)
    marks.append(Line(scale.at(row.low), middle, scale.at(row.high), middle, f"line {style}".strip()))
    if row.nominal is not None:
        marks.append(Circle(scale.at(row.nominal), middle, 5.5, "ring"))
    marks.append(Circle(scale.at(row.median), middle, 4, f"dot {style}".strip()))
    end = max(scale.at(part) for part in (row.high, row.nominal or row.high))
    marks.append(Text(end, middle + 4.5, row.shown, f"halo {style}".strip(), dx=10))
    return Band(row.name, ROW, tuple(marks), row.is_region)
