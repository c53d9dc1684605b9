"""What reading a file gives: a series, with everything that is wrong in the table."""

from dataclasses import asdict, dataclass, field
from typing import Any, TypeAlias

MOST_BYTES = 5 * 1_048_576
MOST_PROBLEMS = 200
"""Problems that are listed; the rest is counted."""
PREVIEWED = 50
ROLES = ("region", "year", "value", "flag", "sector")


@dataclass(frozen=True)
class Problem:
    """Something wrong, or to be looked at: in which row of the file (0: none in particular), under which heading."""

    row: int
    column: str
    kind: str
    values: dict[str, Any] = field(default_factory=dict)


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
