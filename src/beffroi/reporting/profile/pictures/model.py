"""A figure of the profile as HTML and PDF both write it down: its finding, chart, table, notes and source."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field

from beffroi.reporting.charts.chart import Chart
from beffroi.reporting.charts.dots import Strip
from beffroi.reporting.profile.model import Section


@dataclass(frozen=True)
class Cell:
    """One cell: as read (`text`), as data (`raw`), its statistical flag, and the number of the note it needs."""

    text: str
    raw: float | int | str | None
    flag: str = ""
    note: int | None = None


@dataclass(frozen=True)
class Column:
    """One column: its heading, the name it has in CSV, whether it holds numbers."""

    title: str
    name: str
    is_number: bool = False


@dataclass(frozen=True)
class Row:
    """One row; the region's own is marked; `opens_group` draws a rule above."""

    cells: tuple[Cell, ...]
    is_region: bool = False
    opens_group: bool = False


@dataclass(frozen=True)
class DataTable:
    """The data behind a figure. `file` is the name of its CSV."""

    file: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def csv(self) -> str:
        """The table as CSV: raw numbers, flags in a column of their own, an empty cell where a value is missing.

        A text that a spreadsheet would take for a formula is quoted, so that it stays a text.
        """
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        flagged = [any(row.cells[index].flag for row in self.rows) for index in range(len(self.columns))]
        header: list[str] = []
        for column, has_flag in zip(self.columns, flagged, strict=True):
            header += [column.name, f"{column.name}_flag"] if has_flag else [column.name]
        writer.writerow(header)
        for row in self.rows:
            written: list[float | int | str] = []
            for cell, has_flag in zip(row.cells, flagged, strict=True):
                written.append("" if cell.raw is None else _safe(cell.raw))
                if has_flag:
                    written.append(cell.flag)
            writer.writerow(written)
        return stream.getvalue()


def _safe(raw: float | int | str) -> float | int | str:
    return f"'{raw}" if isinstance(raw, str) and raw[:1] in ("=", "+", "-", "@", "\t", "\r") else raw


@dataclass(frozen=True)
class Empty:
    """What stands where there is nothing to draw: what belongs there, why it is missing, what to try next."""

    belongs: str
    reason: str
    step: str
    command: str = ""


@dataclass(frozen=True)
class Picture:
    """One figure.

    `title` is its finding, `subtitle` what is measured, in which unit and year. `chart` is None where there is nothing
    to draw, and `empty` then says so; `notes` are numbered from 1 (reasons of missing values, coverage), `flags`
    explain the flags in use.
    """

    id: str
    section: Section
    title: str
    subtitle: str
    chart: Chart | None
    table: DataTable
    source: str
    notes: tuple[str, ...] = ()
    flags: str = ""
    is_wide: bool = False
    empty: Empty | None = None


@dataclass(frozen=True)
class KeyFigure:
    """One entry of the strip at the top: a number, how it stands, and a small picture."""

    id: str
    label: str
    value: str
    unit: str
    flag: str
    strip: Strip | None
    place: str
    others: str
    when: str


@dataclass
class Notes:
    """Collects notes and hands out their numbers; the same note keeps its number."""

    said: list[str] = field(default_factory=list)

    def number(self, note: str) -> int:
        """The number of a note, from 1."""
        if note not in self.said:
            self.said.append(note)
        return self.said.index(note) + 1


Format = Callable[[float], str]
