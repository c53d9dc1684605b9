"""What a sheet is made of."""

from dataclasses import dataclass

from beffroi.reporting.charts.chart import Chart

Cell = str | float | int | None


@dataclass(frozen=True)
class SheetTable:
    """A table: heads, rows, and which columns are shares, to be written in percent."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Finding:
    """One part of a sheet: its title, what it says in a sentence, charts, and a table."""

    id: str
    title: str
    says: str
    charts: tuple[Chart, ...] = ()
    table: SheetTable | None = None


@dataclass(frozen=True)
class Sheet:
    """A whole sheet."""

    title: str
    lead: str
    findings: tuple[Finding, ...]
    method: str
