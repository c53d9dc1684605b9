"""Dot plots: one row a region; one row a dimension; and the strip of one indicator."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from beffroi.reporting.charts.letters import text_width
from beffroi.reporting.charts.scales import Scale, around, from_zero
from beffroi.reporting.charts.scene import Anchor, Band, Circle, Key, Line, Mark, Scene, Text, gridlines

Role = Literal["region", "country", "peer"]
ROW = 27
SHORT = 6
"""Letters of a number that may stand astride the end of an axis; a longer one stays inside."""


@dataclass(frozen=True)
class DotRow:
    """One row: `value` None shows `shown` ("n/a") at the start of the axis; `mark` is a flag or a note."""

    name: str
    value: float | None
    shown: str
    role: Role
    mark: str = ""


@dataclass(frozen=True)
class DotPlot:
    """Values of the region, its country and its peers, with the EU as a dashed rule; the axis starts at zero."""

    description: str
    rows: tuple[DotRow, ...]
    eu: float | None
    eu_label: str
    axis_title: str
    tick: Callable[[float], str]

    def scene(self) -> Scene:
        """Rows as bands."""
        values = [row.value for row in self.rows if row.value is not None]
        scale = from_zero(values + ([] if self.eu is None else [self.eu]))
        bands = [_head(self.eu, self.eu_label, scale)] if self.eu is not None else []
        bands += [self._row(row, scale) for row in self.rows]
        room = max((text_width(row.shown + row.mark) for row in self.rows), default=0) + 16
        return Scene(
            description=self.description,
            bands=(*bands, axis(scale, self.tick)),
            axis_title=self.axis_title,
            room_right=int(room),
            stacked=True,
        )

    def _row(self, row: DotRow, scale: Scale) -> Band:
        marks: list[Mark] = [*gridlines([scale.at(tick) for tick in scale.ticks], ROW)]
        if self.eu is not None:
            marks.append(Line(scale.at(self.eu), 0, scale.at(self.eu), ROW, "ref"))
        if row.value is None:
            marks.append(Text(0, ROW / 2 + 4.5, row.shown, "absent", dx=6, mark=row.mark))
        else:
            x, style = scale.at(row.value), "is-region" if row.role == "region" else ""
            marks.append(Line(scale.at(0), ROW / 2, x, ROW / 2, "stem"))
            marks.append(dot(x, ROW / 2, row.role))
            marks.append(Text(x, ROW / 2 + 4.5, row.shown, f"halo {style}".strip(), dx=11, mark=row.mark))
        return Band(row.name, ROW, tuple(marks), row.role == "region")


@dataclass(frozen=True)
class DimensionRow:
    """One dimension: scores from 0 to 1 of the region, the EU, the country and the peers; None is not drawn."""

    name: str
    value: float | None
    shown: str
    eu: float | None
    country: float | None
    peers: tuple[float, ...]
    mark: str = ""
    is_total: bool = False


@dataclass(frozen=True)
class DimensionDots:
    """The profile of an index: one row a dimension, the total last."""

    description: str
    rows: tuple[DimensionRow, ...]
    axis_title: str
    keys: tuple[Key, ...]
    tick: Callable[[float], str]

    def scene(self) -> Scene:
        """Rows as bands over a fixed axis from 0 to 1."""
        scale = Scale(0.0, 1.0, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0))
        return Scene(
            description=self.description,
            bands=(*(_dimension(row, scale) for row in self.rows), axis(scale, self.tick)),
            axis_title=self.axis_title,
            keys=self.keys,
            label_width=190,
            stacked=True,
        )


def _dimension(row: DimensionRow, scale: Scale) -> Band:
    height, middle = 36.0, 21.0
    marks: list[Mark] = [*gridlines([scale.at(tick) for tick in scale.ticks], height)]
    if row.is_total:
        marks.append(Line(0, 0, 1, 0, "axis"))
    if row.value is None and not row.peers:
        marks.append(Text(0, middle + 4.5, row.shown, "absent", dx=6, mark=row.mark))
        return Band(row.name, height, tuple(marks), row.is_total)
    marks.append(Line(0, middle, 1, middle, "track"))
    marks += [Line(scale.at(peer), middle - 6, scale.at(peer), middle + 6, "peer") for peer in row.peers]
    if row.eu is not None:
        marks.append(Line(scale.at(row.eu), middle - 14, scale.at(row.eu), middle + 14, "ref"))
    if row.country is not None:
        marks.append(dot(scale.at(row.country), middle, "country"))
    if row.value is not None:
        marks.append(dot(scale.at(row.value), middle, "region"))
        marks.append(Text(scale.at(row.value), middle - 10, row.shown, "halo is-region", "middle"))
    return Band(row.name, height, tuple(marks), row.is_total)


@dataclass(frozen=True)
class Strip:
    """One indicator in the breadth of a column: peers as strokes, EU dashed, country a ring, the region ochre.

    The scale runs from the lowest to the highest value and need not hold zero; the page says so beside it.
    """

    description: str
    value: float | None
    eu: float | None
    country: float | None
    peers: tuple[float, ...]

    def scene(self) -> Scene:
        """One band without label."""
        known = [value for value in (self.value, self.eu, self.country, *self.peers) if value is not None]
        if not known:
            return Scene(self.description, (Band("", 30, ()),), label_width=0, room_right=0)
        scale, marks = around(known), [Line(0, 15, 1, 15, "axis")]
        drawn: list[Mark] = [*marks, *(Line(scale.at(peer), 10, scale.at(peer), 20, "peer") for peer in self.peers)]
        if self.eu is not None:
            drawn.append(Line(scale.at(self.eu), 1, scale.at(self.eu), 29, "ref"))
        if self.country is not None:
            drawn.append(Circle(scale.at(self.country), 15, 4, "ring"))
        if self.value is not None:
            drawn.append(Circle(scale.at(self.value), 15, 6, "dot is-region"))
        return Scene(self.description, (Band("", 30, tuple(drawn)),), label_width=0, room_right=0)


def dot(x: float, y: float, role: Role) -> Circle:
    """The mark of a role: ochre disc, ring, grey disc."""
    if role == "region":
        return Circle(x, y, 6.5, "dot is-region")
    return Circle(x, y, 5, "ring" if role == "country" else "dot")


def axis(scale: Scale, tick: Callable[[float], str], every_on_phones: int = 2) -> Band:
    """The axis below the last row: a rule, and a number at each gridline (at every second one on a phone)."""
    marks: list[Mark] = [Line(0, 0, 1, 0, "axis")]
    for index, value in enumerate(scale.ticks):
        x = scale.at(value)
        marks.append(Line(x, 0, x, 6, "gridline"))
        kept, words = index % every_on_phones == 0, tick(value)
        inside: Anchor = "middle" if len(words) <= SHORT else "start" if x == 0 else "end" if x == 1 else "middle"
        marks.append(Text(x, 19, words, "tick", inside, shows="always" if kept else "wide"))
    return Band("", 24, tuple(marks))


def _head(eu: float | None, label: str, scale: Scale) -> Band:
    """The band above the rows, with the name and value of the dashed rule."""
    x = 0.0 if eu is None else scale.at(eu)
    return Band("", 22, (Text(x, 14, label, "halo", "middle"), Line(x, 18, x, 22, "ref")))


def ordered(rows: Sequence[DotRow], descending: bool = True) -> tuple[DotRow, ...]:
    """The country first, then regions from high to low, those without a value last."""
    first = [row for row in rows if row.role == "country"]
    rest = [row for row in rows if row.role != "country"]
    with_value = [row for row in rest if row.value is not None]
    with_value.sort(key=lambda row: row.value or 0, reverse=descending)
    return (*first, *with_value, *(row for row in rest if row.value is None))
