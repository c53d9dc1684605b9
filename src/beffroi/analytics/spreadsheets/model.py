"""What a file of rows turns out to hold."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

from beffroi.analytics.errors import InputError

MOST_ROWS = 100_000
MOST_COLUMNS = 60


class TooManyRows(InputError):
    """A file with more rows than its reader takes."""


class Percent(NamedTuple):
    """A number that a spreadsheet shows as a percentage: 0.125 for 12.5 %."""

    share: float


class Uncomputed(NamedTuple):
    """A formula of a spreadsheet whose result is not stored."""

    formula: str


class Month(date):
    """The first day of a month, of which a spreadsheet shows month and year only."""


Cell: TypeAlias = str | float | int | bool | date | Percent | Uncomputed | None


@dataclass(frozen=True)
class Table:
    """A file as a table: the heading, then each row with its number in the file; what the file turned out to be."""

    heading: list[str]
    rows: list[tuple[int, list[Cell]]]
    told: dict[str, str]
    merged: tuple[tuple[int, str], ...] = ()
    """Merged cells: row and column where each begins."""
