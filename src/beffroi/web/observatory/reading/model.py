"""What reading a file gives: a table, and of it a series with everything that is wrong."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, NamedTuple, TypeAlias

MOST_BYTES = 5 * 1_048_576
MOST_ROWS = 100_000
MOST_COLUMNS = 60
MOST_PROBLEMS = 200
"""Problems that are listed; the rest is counted."""
PREVIEWED = 50
ROLES = ("region", "year", "value", "flag", "sector")


class Percent(NamedTuple):
    """A number that a spreadsheet shows as a percentage: 0.125 for 12.5 %."""

    share: float


class Uncomputed(NamedTuple):
    """A formula of a spreadsheet whose result is not stored."""

    formula: str


Cell: TypeAlias = str | float | int | bool | date | Percent | Uncomputed | None


@dataclass(frozen=True)
class Problem:
    """Something wrong, or to be looked at: in which row of the file (0: none in particular), under which heading."""

    row: int
    column: str
    kind: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A file as a table: the heading, then each row with its number in the file; what the file turned out to be."""

    heading: list[str]
    rows: list[tuple[int, list[Cell]]]
    told: dict[str, str]
    problems: tuple[Problem, ...] = ()


Line: TypeAlias = tuple[str, int, str, float | None, str]
"""Region, year, sector (empty where there is none), value (None where it is missing), flag."""


@dataclass(frozen=True)
class Report:
    """What a preview shows: the file, its columns, the first rows, counts, problems and warnings."""

    told: dict[str, str]
    columns: list[tuple[str, str]]
    """What is read, and under which heading."""
    unread: list[str]
    preview: list[tuple[int, list[tuple[str, bool]]]]
    """Row of the file; its cells in the order of `columns`, each as read (True) or as written (False: it is wrong)."""
    counts: dict[str, int]
    problems: list[Problem]
    problem_count: int
    warnings: list[Problem]

    def plain(self) -> dict[str, Any]:
        """As plain values, to be kept."""
        return asdict(self)


def report_of(plain: dict[str, Any]) -> Report:
    """The report that was made plain."""
    listed = {name: [Problem(**one) for one in plain[name]] for name in ("problems", "warnings")}
    return Report(**{**plain, **listed})


@dataclass(frozen=True)
class Reading:
    """A file as read: its cleaned name, the report, and the lines (none if anything is wrong)."""

    file: str
    media_type: str
    sha256: str
    report: Report
    lines: list[Line]
