"""XLSX: one sheet, values only; formulas without a stored result, merged cells and links to other files are told."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import zip_longest
from typing import Any

from openpyxl import load_workbook

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message
from beffroi.analytics.spreadsheets.archives import BROKEN, check_archive
from beffroi.analytics.spreadsheets.model import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Month,
    Percent,
    Table,
    TooManyRows,
    Uncomputed,
)
from beffroi.analytics.spreadsheets.text import too_long

FORMULA = re.compile(rb"<(\w+:)?f[ >/]")
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]+)(\d+):')
FILLED = (b"<v>", b"<v ", b":v>", b"<is>", b":is>", b"<f>", b"<f ", b":f>")
"""How a value, a text or a formula of a cell begins."""
NUMBERED = re.compile(rb'\br="[A-Z]*(\d{1,7})"')
REACH = 100_000
"""How far before its value the number of a cell is looked for."""
MOST_MERGED = 200
MOST_EMPTY = 5_000
"""Empty rows in a run: a cell far below a table makes all rows between them."""
PARTS = ("[Content_Types].xml", "xl/workbook.xml")
UNSHOWN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
"""Parts of a number format that show no date: texts, conditions and languages, signs, spaces."""
DAMAGED = (*BROKEN, ValueError, TypeError, AttributeError, LookupError, SyntaxError, ArithmeticError)
"""What a damaged workbook makes openpyxl raise; errors of XML are syntax errors."""
Raw = tuple[Any, ...]


def read_xlsx(name: str, content: bytes, sheet: str = "", most: int = MOST_ROWS) -> Table:
    """The table of a sheet, the first one shown if none is named; `InputError` says why there is none.

    Parameters
    ----------
    name : str
        names the file in errors.
    content : bytes
    sheet : str
        if not the first one that is shown.
    most : int
        rows below its heading; nothing is read beyond.

    Returns
    -------
    Table

    Raises
    ------
    InputError
        if it is no workbook, holds macros, or unpacks without end; `TooManyRows` if it is too long.

    Examples
    --------
    >>> from beffroi.analytics.spreadsheets.writing import to_workbook
    >>> read_xlsx("a.xlsx", to_workbook("Data", ["id"], [["A1"], ["=1+1"]])).rows
    [(2, ['A1']), (3, ['=1+1'])]
    """
    parts = _parts(name, content)
    formulas: Iterator[Raw] = iter(())
    try:
        chosen = _sheet(name, content, sheet, data_only=True)
        markup = _markup(parts, chosen)
        last = _last_row(name, markup)
        if FORMULA.search(markup):
            formulas = _rows(_sheet(name, content, sheet, data_only=False), last)
        heading, rows = _table(name, _rows(chosen, last), formulas, most)
    except InputError:
        raise
    except DAMAGED:
        raise InputError(
            Message("{name}: the workbook cannot be read; save it anew as XLSX, or as CSV, and send it.", name=name)
        ) from None
    return Table(heading, rows, {"format": "XLSX", "sheet": str(chosen.title)}, _merged(markup))


def _parts(name: str, content: bytes) -> zipfile.ZipFile:
    """The file as the archive that it is, once it is known to do no harm."""
    check_archive(name, content, required=PARTS)
    parts = zipfile.ZipFile(BytesIO(content))
    if any(part.lower().startswith("xl/externallinks/") for part in parts.namelist()):
        raise InputError(
            Message(
                "{name}: the file takes values from other files; paste them as values and send it again.", name=name
            )
        )
    return parts


def _sheet(name: str, content: bytes, wanted: str, *, data_only: bool) -> Any:
    book = load_workbook(BytesIO(content), read_only=True, data_only=data_only, keep_links=False)
    sheets = {each.title: each for each in book.worksheets}
    if not sheets:
        raise InputError(Message("{name}: the workbook has no sheet with cells.", name=name))
    if wanted and wanted not in sheets:
        raise InputError(
            Message(
                "{name}: there is no sheet “{sheet}”; there are: {sheets}.",
                name=name,
                sheet=wanted[:80],
                sheets=", ".join(list(sheets)[:10]),
            )
        )
    shown = [each for each in sheets.values() if each.sheet_state == "visible"]
    found = sheets[wanted] if wanted else [*shown, *sheets.values()][0]
    # What a file says of its own size is not believed.
    found.reset_dimensions()
    return found


def _rows(sheet: Any, last: int) -> Iterator[Raw]:
    return iter(sheet.iter_rows(max_col=MOST_COLUMNS, max_row=last or None))


def _last_row(name: str, markup: bytes) -> int:
    """The last row with anything in it, before all rows above it are filled up; 0 where the file does not number them.

    A sheet that is only formatted down to its end is not long; one with a cell at its end is, and is refused.
    """
    filled = max((markup.rfind(mark) for mark in FILLED), default=-1)
    numbers = NUMBERED.findall(markup, max(0, filled - REACH), filled) if filled >= 0 else []
    last = int(numbers[-1]) if numbers else 0
    if last > MOST_ROWS + 1:
        raise TooManyRows(too_long(name, MOST_ROWS))
    return last


def _table(
    name: str, values: Iterator[Raw], formulas: Iterator[Raw], most: int
) -> tuple[list[str], list[tuple[int, list[Cell]]]]:
    heading: list[str] = []
    rows: list[tuple[int, list[Cell]]] = []
    filled = 0
    for number, (row, written) in enumerate(zip_longest(values, formulas, fillvalue=()), start=1):
        if number > MOST_ROWS + 1:
            raise TooManyRows(too_long(name, MOST_ROWS))
        cells = [_cell(*pair) for pair in zip_longest(_filled(row), _filled(written))]
        while cells and cells[-1] in (None, ""):
            cells.pop()
        if not cells:
            if number - filled > MOST_EMPTY:
                raise InputError(_far_below(name, filled))
            continue
        filled = number
        if heading:
            if len(rows) == most:
                raise TooManyRows(too_long(name, most))
            rows.append((number, cells))
        else:
            heading = ["" if cell is None else str(cell).strip() for cell in cells]
    return heading, rows


def _filled(row: Raw) -> Raw:
    """A row without what only fills it up to the last column that is read."""
    end = len(row)
    while end and row[end - 1].value is None:
        end -= 1
    return row[:end]


def _far_below(name: str, row: int) -> Message:
    return Message(
        "{name}: below row {row} stands something after more than {most} empty rows; delete what is not of the table.",
        name=name,
        row=row,
        most=MOST_EMPTY,
    )


def _cell(cell: Any, written: Any) -> Cell:
    value = getattr(cell, "value", None)
    if value is None and getattr(written, "data_type", "") == "f":
        return Uncomputed(str(getattr(written.value, "text", written.value))[:80])
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Percent(float(value)) if "%" in str(getattr(cell, "number_format", "")) else value
    if isinstance(value, date):
        return _dated(value, str(getattr(cell, "number_format", "")))
    if value is None or isinstance(value, bool):
        return value
    return str(value)


def _dated(value: date, shown: str) -> date:
    """A date, as a month where the sheet shows neither day nor hour: so does a spreadsheet with “2020-05”."""
    signs = UNSHOWN.sub("", shown).lower()
    is_month = value.day == 1 and "m" in signs and "y" in signs and not set("dhs") & set(signs)
    return Month(value.year, value.month, 1) if is_month else value


def _markup(parts: zipfile.ZipFile, sheet: Any) -> bytes:
    """The sheet as it is written in the file; it has been unpacked once already, under a limit."""
    return parts.read(str(sheet._worksheet_path).lstrip("/"))


def _merged(markup: bytes) -> tuple[tuple[int, str], ...]:
    found = [match for match, _count in zip(MERGED.finditer(markup), range(MOST_MERGED), strict=False)]
    return tuple((int(each[2]), each[1].decode()) for each in found)
