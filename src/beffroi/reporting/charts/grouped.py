"""Rows in groups on one axis from zero: what makes up a score (bars), or several regions by dimension (dots)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from beffroi.reporting.charts.dots import axis, dot
from beffroi.reporting.charts.letters import text_width
from beffroi.reporting.charts.scales import Scale, from_zero
from beffroi.reporting.charts.scene import Band, Box, Key, Line, Mark, Scene, Text, gridlines

ROW = 30.0
HEAD = 30.0
AROUND = 17.0
"""The side of a square that may stand around a dot."""


@dataclass(frozen=True)
class GroupedRow:
    """One row: its value as shown, the EU's value (a dashed rule) and another to compare with (a square)."""

    name: str
    value: float | None
    shown: str
    is_region: bool = True
    eu: float | None = None
    other: float | None = None
    mark: str = ""


@dataclass(frozen=True)
class RowGroup:
    """Rows under one heading, with a remark at the end of it."""

    title: str
    remark: str
    rows: tuple[GroupedRow, ...]


@dataclass(frozen=True)
class GroupedRows:
    """Groups of rows over one axis; `top` fixes its end, otherwise it follows the values."""

    description: str
    groups: tuple[RowGroup, ...]
    form: Literal["bars", "dots"]
    axis_title: str
    keys: tuple[Key, ...]
    tick: Callable[[float], str]
    top: float | None = None

    def scene(self) -> Scene:
        """A band for each heading and each row."""
        rows = [row for group in self.groups for row in group.rows]
        held = [value for row in rows for value in (row.value, row.eu, row.other) if value is not None]
        scale = from_zero(held if self.top is None else [*held, self.top])
        bands: list[Band] = []
        for group in self.groups:
            bands += [_heading(group)] if group.title or group.remark else []
            bands += [self._row(row, scale) for row in group.rows]
        room = max((text_width(row.shown + row.mark) for row in rows), default=0) + 16
        return Scene(
            description=self.description,
            bands=(*bands, axis(scale, self.tick)),
            axis_title=self.axis_title,
            keys=self.keys,
            label_width=190,
            room_right=int(room),
            stacked=True,
        )

    def _row(self, row: GroupedRow, scale: Scale) -> Band:
        middle = ROW / 2
        marks: list[Mark] = [*gridlines([scale.at(tick) for tick in scale.ticks], ROW)]
        if row.value is None:
            marks.append(Text(0, middle + 4.5, row.shown, "absent", dx=6, mark=row.mark))
        elif self.form == "bars":
            marks += _bar(row, scale)
        else:
            marks += _dot(row, scale)
        if row.other is not None and (self.form == "bars" or row.value is None):
            marks.append(Box(scale.at(row.other), middle, 0, 9, "printed"))
        if row.eu is not None:
            marks.append(Line(scale.at(row.eu), 1, scale.at(row.eu), ROW - 1, "ref"))
        if row.value is not None:
            passed = (row.eu, row.other) if self.form == "bars" else (row.other,)
            at = max([row.value, *(value for value in passed if value is not None)])
            own = "halo is-region" if row.is_region else "halo"
            away = 10 if row.other is None or self.form == "bars" else AROUND / 2 + 5
            marks.append(Text(scale.at(at), middle + 4.5, row.shown, own, dx=away, mark=row.mark))
        return Band(row.name, ROW, tuple(marks), row.is_region and self.form == "dots")


def _bar(row: GroupedRow, scale: Scale) -> list[Mark]:
    own = "bar is-region" if row.is_region else "bar"
    start, end = sorted((scale.at(0), scale.at(row.value or 0)))
    return [Box(start, 7, end - start, ROW - 14, own)] if end > start else []


def _dot(row: GroupedRow, scale: Scale) -> list[Mark]:
    """A dot, and under it the square of the other value, wide enough to be seen around the dot."""
    middle, at = ROW / 2, scale.at(row.value or 0)
    marks: list[Mark] = [Line(scale.at(0), middle, at, middle, "stem")]
    if row.other is not None:
        marks.append(Box(scale.at(row.other), middle, 0, AROUND, "printed"))
    return [*marks, dot(at, middle, "region" if row.is_region else "peer")]


def _heading(group: RowGroup) -> Band:
    """The heading of a group: its name as label, its remark at the start of the axis."""
    return Band(group.title, HEAD, (Line(0, 4, 1, 4, "axis"), Text(0, 22, group.remark, "note")))
