"""A request as a workbook: prefilled, protected, with a hidden key; and what a workbook that comes back says.

No database: the caller gives what is asked, and gets either what was read or every cell that cannot be.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection

from beffroi.analytics.spreadsheets.model import Percent, Table, TooManyRows, Uncomputed
from beffroi.analytics.spreadsheets.workbook import read_xlsx
from beffroi.analytics.spreadsheets.writing import STILL, UNWRITABLE
from beffroi.web.core.refusals import in_the_language_of_the_reader
from beffroi.web.core.row_files import letters_of
from beffroi.web.monitoring.collecting_rules import DECIMALS, as_decimal, as_kept, read_number, reads_two_ways

SHEET = "Beffroi"
KEY = "beffroi-1"
"""Begins the heading of the hidden column, before the key of the request; the number is that of the form."""
HEADINGS: dict[str, Any] = {
    "code": gettext_lazy("Code"), "name": gettext_lazy("Indicator"), "part": gettext_lazy("Of"),
    "unit": gettext_lazy("Unit"), "before": gettext_lazy("Last published"), "value": gettext_lazy("Value"),
    "note": gettext_lazy("Note"), "explanation": gettext_lazy("Explanation"),
    "nothing": gettext_lazy("Nothing to report, because"), "reason": gettext_lazy("Why it is corrected"),
}  # fmt: skip
ANSWERS = ("value", "note", "explanation", "nothing", "reason")
TEXTS = ("note", "explanation", "nothing", "reason")
ASKED = ("name", "part", "unit", "before")
"""What is only shown."""
WIDTHS = {"name": 50, "note": 30, "explanation": 30, "nothing": 30, "reason": 30}
MOST_TEXT = 500
MOST_BYTES = 5 * 1_048_576
SHOWN_DIGITS = 15
"""Digits of a number that a spreadsheet shows; what lies beyond is noise of its reckoning."""
ROWS_BESIDE = 500
"""So many rows beside those that were asked for are named one by one."""
PAPER = PatternFill("solid", fgColor="FFF6E0")


@dataclass(frozen=True)
class Line:
    """A row of the workbook: what of it is asked, and what stands."""

    key: str
    """Names value and part; the same file always has the same one for it."""
    shown: Mapping[str, Any]
    """By column: what is shown or prefilled."""


@dataclass
class Read:
    """What a workbook says: by key of a row, the answers; and every cell that cannot be, with its name."""

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    """Key of a row → the cell of its value."""
    mistakes: list[tuple[str, str]] = field(default_factory=list)


def to_workbook(request_key: str, lines: Sequence[Line]) -> bytes:
    """The workbook of a request: only the cells of the answers can be written.

    Parameters
    ----------
    request_key : str
    lines : sequence of Line

    Returns
    -------
    bytes

    """
    book = Workbook()
    book.properties.created = book.properties.modified = STILL
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has one
    sheet.title = SHEET
    columns = list(HEADINGS)
    sheet.append([*(str(HEADINGS[name]) for name in columns), f"{KEY}:{request_key}"])
    for line in lines:
        sheet.append([*(_written(line.shown.get(name)) for name in columns), line.key])
    for cells in sheet.iter_rows(min_row=2, max_col=len(columns)):
        for name, cell in zip(columns, cells, strict=True):
            if isinstance(cell.value, str):
                cell.data_type = "s"
                cell.alignment = Alignment(vertical="top", wrap_text=True)
            if name in ANSWERS:
                cell.protection, cell.fill = Protection(locked=False), PAPER
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    letters = [cell.column_letter for cell in sheet[1]]
    for name, letter in zip(columns, letters, strict=False):
        sheet.column_dimensions[letter].width = WIDTHS.get(name, 16)
    sheet.column_dimensions[letters[-1]].hidden = True
    sheet.freeze_panes, sheet.protection.sheet = "A2", True
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _written(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return UNWRITABLE.sub("", value) or None if isinstance(value, str) else value


def read_workbook(
    name: str, content: bytes, request_key: str, known: Mapping[str, Line], mark: str,
    closed: Collection[str] = (),
) -> Read:  # fmt: skip
    """What a workbook that comes back says of a request; columns are found by their headings, rows by their key.

    Parameters
    ----------
    name : str
        of the file.
    content : bytes
    request_key : str
    known : mapping
        key of a row → what is asked by it.
    mark : str
        decimal mark of the reader, for texts that could be read either way.
    closed : collection of str
        keys of the rows that are not taken any more: they may stand there, and say nothing.

    Returns
    -------
    Read
        answers only of rows that say anything.

    Raises
    ------
    InputError
        if the file as a whole cannot be read.

    """
    found = Read()
    table = _table(name, content, len(known) + ROWS_BESIDE, found)
    columns = _columns(table, request_key, found) if table else None
    if table is None or columns is None:
        return found
    found.mistakes += [(f"{at}{row}", _("Cells are merged here; take the merge away.")) for row, at in table.merged]
    seen: dict[str, int] = {}
    for number, cells in table.rows:
        row = {column: cells[at] if at < len(cells) else None for column, at in columns.items()}
        if not any(row[column] not in (None, "") for column in columns):
            continue
        key = str(row["key"] or "")
        column, why = _refused(key, row, known, closed, seen)
        if why:
            found.mistakes.append((f"{letters_of(columns[column])}{number}", why))
        elif key not in closed:
            found.mistakes += _at_odds(row, known[key], columns, number, mark)
            _read_row(found, key, number, row, columns, mark)
        seen.setdefault(key, number)
    return found


def _refused(
    key: str, row: Mapping[str, Any], known: Collection[str], closed: Collection[str], seen: Mapping[str, int]
) -> tuple[str, str]:
    """In which column and why a whole row is not taken; no words of one that is."""
    if key not in known:
        return "key", _("This row is not of this request; take the file anew.")
    if key in seen:
        return "key", _("This row stands twice, first in row %(row)s; take one away.") % {"row": seen[key]}
    if key in closed and any(row[column] not in (None, "") for column in ANSWERS):
        return "value", _(
            "This period is closed, and this value was never sent; empty the row, or ask to open it again."
        )
    return "", ""


def _at_odds(
    row: Mapping[str, Any], line: Line, columns: Mapping[str, int], number: int, mark: str
) -> Iterator[tuple[str, str]]:
    """What a row says twice: another code than that of its hidden key, as after a part was sorted; value and none."""
    code, said = line.shown.get("code"), str(row.get("code") or "").strip()
    if "code" in columns and code and said != code:
        words = _("This row is of %(code)s, not of “%(said)s”; move whole rows only, or take the file anew.")
        yield f"{letters_of(columns['code'])}{number}", words % {"code": code, "said": said}
    if row["value"] not in (None, "") and str(row["nothing"] or "").strip():
        words = _("There is a value too; give it, or say why there is nothing to report.")
        yield f"{letters_of(columns['nothing'])}{number}", words
    for name, cell in row.items():
        if _is_strange(name, row, line, mark):
            said = _("“%(text)s” stands under “%(heading)s”; write values under “%(value)s”, as in the file you took.")
            told = {"text": str(cell)[:40], "heading": HEADINGS[name], "value": HEADINGS["value"]}
            yield f"{letters_of(columns[name])}{number}", said % told


def _is_strange(name: str, row: Mapping[str, Any], line: Line, mark: str) -> bool:
    """Whether a cell holds what does not belong there, as after headings were exchanged.

    Something where nothing was shown, a number where another text was; of the answers in words, a mere number while
    there is no value.
    """
    said, shown = str("" if row[name] is None else row[name]).strip(), str(line.shown.get(name) or "").strip()
    if not said or said == shown or name not in (*ASKED, *TEXTS):
        return False
    is_number = read_number(said, mark) is not None
    if name in TEXTS:
        return is_number and row["value"] in (None, "")
    return is_number or not shown


def _table(name: str, content: bytes, most: int, found: Read) -> Table | None:
    """The sheet of the workbook; None, and a sentence, if it has so many rows that it is another file."""
    try:
        with in_the_language_of_the_reader():
            return read_xlsx(name, content, SHEET, most=most)
    except TooManyRows:
        said = _("There are far more rows here than were asked for; take the file anew.")
        found.mistakes.append((f"A{most + 1}", said))
        return None


def _columns(table: Table, request_key: str, found: Read) -> dict[str, int] | None:
    """Name of a column → its place; None if the file is another one, or a heading is gone."""
    keys = [at for at, heading in enumerate(table.heading) if heading.startswith("beffroi-")]
    if len(keys) != 1:
        found.mistakes.append(("A1", _("This is not the workbook of a request; take it anew and fill that one in.")))
        return None
    form, _colon, key = table.heading[keys[0]].partition(":")
    if form != KEY or key != request_key:
        said = _("This workbook is of another request, such as that of an earlier period; take the one of this page.")
        found.mistakes.append((f"{letters_of(keys[0])}1", said))
        return None
    names = headings_by_name()
    columns = {"key": keys[0]}
    for at, heading in enumerate(table.heading):
        column = names.get(heading.strip().casefold(), "")
        if column and column in columns:
            found.mistakes.append((f"{letters_of(at)}1", _("This heading stands twice; take one column away.")))
        elif column:
            columns[column] = at
    for column in ANSWERS:
        if column not in columns:
            said = _("The column “%(name)s” is gone; take the workbook anew.")
            found.mistakes.append(("1", said % {"name": HEADINGS[column]}))
    return columns if not found.mistakes else None


def headings_by_name() -> dict[str, str]:
    """Every heading, in each language, and the column that it names."""
    names: dict[str, str] = {}
    for language in ("en", "fr"):
        with override(language):
            names |= {str(heading).casefold(): column for column, heading in HEADINGS.items()}
    return names


def _read_row(
    found: Read, key: str, number: int, row: Mapping[str, Any], columns: Mapping[str, int], mark: str
) -> None:
    answers: dict[str, Any] = {}
    found.cells[key] = f"{letters_of(columns['value'])}{number}"
    value, words = _value(row["value"], mark)
    if words:
        found.mistakes.append((found.cells[key], words))
    elif value is not None:
        answers["value"] = value
    for name in TEXTS:
        text = "" if row[name] is None else str(row[name]).strip()
        if isinstance(row[name], Uncomputed):
            found.mistakes.append((f"{letters_of(columns[name])}{number}", _FORMULA % {"formula": row[name].formula}))
        elif len(text) > MOST_TEXT:
            said = _("This text is longer than %(most)s characters; shorten it.")
            found.mistakes.append((f"{letters_of(columns[name])}{number}", said % {"most": MOST_TEXT}))
        elif text:
            answers[name] = text
    if answers:
        found.answers[key] = answers


_FORMULA: Any = gettext_lazy("The formula %(formula)s has no result here; write its result as a number.")


def _value(cell: Any, mark: str) -> tuple[Decimal | None, str]:
    """The number of a cell, or why it is none."""
    if cell is None or cell == "":
        return None, ""
    if isinstance(cell, Uncomputed):
        return None, str(_FORMULA % {"formula": cell.formula})
    if isinstance(cell, Percent):
        return None, _("This cell is shown in percent; write the number in its unit, such as 12.5, without the sign.")
    if isinstance(cell, bool):
        return None, _("This is yes or no; write a number.")
    if isinstance(cell, date):
        return None, _("The spreadsheet took this for a date; write a number, and show the cell as a number.")
    if isinstance(cell, str) and reads_two_ways(cell, mark):
        return None, two_ways(cell, mark)
    value = read_number(cell, mark) if isinstance(cell, str) else as_decimal(f"{cell:.{SHOWN_DIGITS}g}")
    if value is None:
        return None, _("“%(text)s” is no number; write one, such as 12 or 12.5.") % {"text": str(cell)[:40]}
    return value, too_fine(value, mark)


def too_fine(value: Decimal, mark: str) -> str:
    """What is said of a number with more decimals than are kept; nothing of any other."""
    kept = as_kept(value)
    if kept == value:
        return ""
    said = _("%(number)s has more than %(most)s decimals; write %(kept)s, or a number in a smaller unit.")
    number, rounded = (f"{one:f}".replace(".", mark) for one in (value, kept))
    return said % {"number": number[:40], "most": DECIMALS, "kept": rounded}


def two_ways(text: str, mark: str) -> str:
    """What is said of a number that could be meant with thousands or with decimals."""
    foreign = "," if mark == "." else "."
    said = _("“%(text)s” can be read in two ways; write %(whole)s, or %(decimals)s.")
    text = text.strip()
    return said % {"text": text, "whole": text.replace(foreign, ""), "decimals": f"{text.replace(foreign, mark)}0"}
