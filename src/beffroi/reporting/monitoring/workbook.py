"""A monitoring report as a workbook: what it says on the first sheet, then each table on its own."""

from collections.abc import Iterator

from beffroi.analytics.spreadsheets.writing import Sheet, Value, to_sheets
from beffroi.reporting.monitoring.model import Cell, Part, Report


def render_workbook(report: Report, checksum: str = "") -> bytes:
    """Write a monitoring report as XLSX: numbers as numbers, and no text that a spreadsheet runs.

    Parameters
    ----------
    report : Report
    checksum : str, optional
        of the whole content, written below what it says.

    Returns
    -------
    bytes
        the same report always gives the same bytes.

    """
    words = report.words
    first = Sheet(words["report"], (words["part"], words["says"]), tuple(_says(report, checksum)))
    return to_sheets([first, *(_sheet(part, report) for part in report.parts if part.rows)])


def _says(report: Report, checksum: str) -> Iterator[tuple[Value, ...]]:
    yield (report.words["title"], report.title.said)
    for line in (report.kicker, *report.byline):
        yield ("", line)
    if report.replaces:
        yield ("", f"{report.replaces} {report.reason.said}".strip())
    yield ("", report.lead)
    yield (report.words["introduction"], report.introduction.said)
    for part in report.parts:
        yield (part.title, part.sentence)
    yield ("SHA-256", checksum)


def _sheet(part: Part, report: Report) -> Sheet:
    """A table; what the writer remarks on its rows stands in a column of its own."""
    is_noted = any(cell.note for row in part.rows for cell in row)
    head = (*part.columns, report.words["remark"]) if is_noted else part.columns
    rows = tuple(
        (*(_value(cell) for cell in row), *((_note(row),) if is_noted else ()))
        for row in part.rows
    )  # fmt: skip
    return Sheet(part.name, head, rows)


def _value(cell: Cell) -> Value:
    return cell.said if cell.number is None else cell.number


def _note(row: tuple[Cell, ...]) -> str:
    return "\n".join(cell.note.said for cell in row if cell.note)
