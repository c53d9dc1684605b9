"""From a file to a series: every row read or its mistakes told; nothing is kept here."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from beffroi.analytics.errors import InputError
from beffroi.analytics.spreadsheets.model import Cell, Table
from beffroi.analytics.spreadsheets.numbers import decimals_of
from beffroi.analytics.spreadsheets.text import read_csv
from beffroi.analytics.spreadsheets.workbook import read_xlsx
from beffroi.web.core.refusals import in_the_language_of_the_reader
from beffroi.web.core.uploads import check_size, clean_name
from beffroi.web.observatory.reading.cells import Reader, Wrong, written
from beffroi.web.observatory.reading.columns import columns_of
from beffroi.web.observatory.reading.model import (
    MOST_BYTES,
    MOST_PROBLEMS,
    PREVIEWED,
    Line,
    Problem,
    Reading,
    Report,
)

MEDIA = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
ROWS_NAMED = 5
"""Rows that a warning names."""
EMPTY: dict[str, Any] = {"region": "", "year": 0, "value": (None, ""), "flag": "", "sector": ""}


def read_series(name: str, content: bytes, unit: str, sheet: str = "") -> Reading:
    """A file as a series, with everything that is wrong.

    Parameters
    ----------
    name : str
        as the sender calls the file.
    content : bytes
    unit : str
        of the series; percentages are understood only where it is `percent`.
    sheet : str
        of a workbook; the first one where none is named.

    Raises
    ------
    InputError
        if the file as a whole cannot be read: one sentence with what to do.

    """
    file, ending = clean_name(name)
    check_size(file, len(content), MOST_BYTES)
    if ending not in MEDIA:
        said = _("%(name)s: only CSV and XLSX are read here; save it as one of them and send it again.")
        raise InputError(said % {"name": file})
    with in_the_language_of_the_reader():
        table = read_xlsx(file, content, sheet) if ending == "xlsx" else read_csv(file, content)
    if not table.heading:
        raise InputError(_("%(name)s: there is nothing in it; write a heading and one row a value.") % {"name": file})
    columns = columns_of(file, table.heading)
    if not table.rows:
        said = _("%(name)s: there is a heading but no row below it; add the values and send it again.")
        raise InputError(said % {"name": file})
    checked = _Check(table, columns, unit)
    report = checked.report()
    return Reading(
        file, MEDIA[ending], sha256(content).hexdigest(), report, [] if report.problem_count else checked.lines
    )


@dataclass
class _Check:
    """Goes through the rows once."""

    table: Table
    columns: dict[str, int]
    unit: str
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    preview: list[tuple[int, list[tuple[str, bool]]]] = field(default_factory=list)
    above: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)
    _seen: dict[tuple[str, int, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        value = self.columns["value"]
        texts = (row[value] for _number, row in self.table.rows if value < len(row))
        self.decimals = decimals_of(text for text in texts if isinstance(text, str))
        self.reader = Reader(self.decimals.mark, self.unit == "percent")
        self.methods = self.reader.methods()
        for place, column in self.table.merged:
            self._note(Problem(place, column, "merged"))
        for number, row in self.table.rows:
            self._row(number, row)

    def _row(self, number: int, row: list[Cell]) -> None:
        if len(row) > len(self.table.heading) and any(row[len(self.table.heading) :]):
            self._note(Problem(number, "", "too_many_cells", {"most": len(self.table.heading)}))
        before = self.problem_count
        found, wrong = dict(EMPTY), set()
        for role, position in self.columns.items():
            try:
                found[role] = self.methods[role](row[position] if position < len(row) else None)
            except Wrong as error:
                wrong.add(role)
                self._note(Problem(number, self.table.heading[position], error.kind, error.values))
        if self.problem_count == before:
            self._keep(number, found)
        if len(self.preview) < PREVIEWED:
            self.preview.append((number, list(self._shown(row, found, wrong))))

    def _keep(self, number: int, found: dict[str, Any]) -> None:
        value, behind = found["value"]
        key = (found["region"], found["year"], found["sector"])
        if key in self._seen:
            where = self.table.heading[self.columns["region"]]
            told = {"region": key[0], "year": key[1], "sector": key[2], "other": self._seen[key]}
            self._note(Problem(number, where, "duplicate", told))
            return
        self._seen[key] = number
        if self.unit == "percent" and value is not None and not 0 <= value <= 100:
            (self.above if value > 100 else self.below).append(number)
        self.lines.append((*key, value, "".join(sorted({*found["flag"], *behind}))))

    def _shown(self, row: list[Cell], found: dict[str, Any], wrong: set[str]) -> Iterator[tuple[str, bool]]:
        for role, position in self.columns.items():
            raw = row[position] if position < len(row) else None
            if role in wrong:
                yield written(raw), False
            elif role == "value":
                value, flag = found["value"]
                yield ("" if value is None else f"{value:.12g} {flag}".strip()), True
            else:
                yield str(found[role]), True

    def _note(self, problem: Problem) -> None:
        self.problem_count += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)

    def report(self) -> Report:
        """What a preview shows."""
        heading, read = self.table.heading, self.columns
        return Report(
            told={**self.table.told, "decimals": self.decimals.mark},
            columns=[(role, heading[position]) for role, position in read.items()],
            unread=[text for position, text in enumerate(heading) if text and position not in read.values()],
            preview=self.preview,
            counts=self._counts(),
            problems=self.problems,
            problem_count=self.problem_count,
            warnings=list(self._warnings()),
        )

    def _counts(self) -> dict[str, int]:
        years = {line[1] for line in self.lines}
        values = sum(line[3] is not None for line in self.lines)
        return {
            "rows": len(self.table.rows),
            "values": values,
            "missing": len(self.lines) - values,
            "regions": len({line[0] for line in self.lines}),
            "first": min(years, default=0),
            "last": max(years, default=0),
        }

    def _warnings(self) -> Iterator[Problem]:
        heading = self.table.heading[self.columns["value"]]
        for kind, rows in (("above_hundred", self.above), ("below_zero", self.below)):
            if rows:
                named = ", ".join(str(row) for row in rows[:ROWS_NAMED]) + (" …" if len(rows) > ROWS_NAMED else "")
                yield Problem(0, heading, kind, {"count": len(rows), "rows": named})
        if self.decimals.is_guess:
            yield Problem(0, heading, "comma_guess")
        if self.reader.dates:
            yield Problem(0, self.table.heading[self.columns["year"]], "dates")
        if self.lines and all(line[3] is None for line in self.lines):
            yield Problem(0, heading, "no_value")
