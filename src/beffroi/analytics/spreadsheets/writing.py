"""Tables as CSV and XLSX that a spreadsheet opens without running anything."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

LOOKS_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
"""What a spreadsheet may take for a formula, also behind quotes that were put there before."""
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_767
WIDEST = 60
LONGEST_TITLE = 31
NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
"""What no name of a sheet may hold."""
STILL = datetime(2000, 1, 1)

SAVED_AT = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")

Value = str | int | float | None


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """A table as lines of CSV; numbers as they are, texts guarded.

    Parameters
    ----------
    header : sequence of str
    rows : iterable of sequences

    Returns
    -------
    iterator of str

    Examples
    --------
    >>> list(csv_lines(["id", "value"], [["=A1", 0.5]]))
    ['id,value\\n', "'=A1,0.5\\n"]
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    for row in (header, *rows):
        writer.writerow([_written(cell) for cell in row])
        yield stream.getvalue()
        stream.seek(0)
        stream.truncate()


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe goes before what looks like one.

    >>> guarded("=1+1"), guarded("-5 %"), guarded("Wallonia"), guarded("'s-Gravenhage")
    ("'=1+1", "'-5 %", 'Wallonia', "'s-Gravenhage")
    """
    return f"'{text}" if LOOKS_LIKE_A_FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that was guarded.

    >>> unguarded("'=1+1"), unguarded("'s-Gravenhage")
    ('=1+1', "'s-Gravenhage")
    """
    return text[1:] if text.startswith("'") and LOOKS_LIKE_A_FORMULA.match(text) else text


def number_text(value: float) -> str:
    """A number with all its digits and none too many.

    >>> number_text(28100.0), number_text(-0.25)
    ('28100', '-0.25')
    """
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _written(cell: Value) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    return number_text(cell)


@dataclass(frozen=True)
class Sheet:
    """A table of a workbook under its title."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Value]]


def to_workbook(title: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A table as a workbook of one sheet: texts stay texts, also those that look like formulas, dates or numbers.

    Parameters
    ----------
    title : str
        of the sheet.
    header : sequence of str
    rows : iterable of sequences

    Returns
    -------
    bytes

    Examples
    --------
    >>> to_workbook("Data", ["id"], [["A1"]])[:2]
    b'PK'
    """
    return to_sheets([Sheet(title, header, [list(row) for row in rows])])


def to_sheets(sheets: Sequence[Sheet]) -> bytes:
    """Some tables as a workbook, each on a sheet of its own; texts stay texts.

    Parameters
    ----------
    sheets : sequence of Sheet
        their titles are made fit for a spreadsheet: shorter, without what it refuses, each once.

    Returns
    -------
    bytes
        the same tables always give the same bytes.

    Examples
    --------
    >>> to_sheets([Sheet("Data", ["id"], [["A1"]]), Sheet("More", ["id"], [])])[:2]
    b'PK'
    """
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = STILL
    taken: set[str] = set()
    for one in sheets:
        title = _title(one.title, taken)
        taken.add(title.lower())
        _fill(book.create_sheet(title), one)
    stream = io.BytesIO()
    book.save(stream)
    return _still(stream.getvalue())


def _fill(sheet: Any, one: Sheet) -> None:
    sheet.freeze_panes = "A2"
    table = [[_value(cell) for cell in row] for row in (one.header, *one.rows)]
    for at, _name in enumerate(one.header):
        widest = max(len(line) for row in table for line in str(row[at] or "").split("\n"))
        sheet.column_dimensions[_letters(at)].width = min(widest + 2, WIDEST)
    for number, row in enumerate(table):
        cells = [WriteOnlyCell(sheet) for _ in row]
        for cell, value in zip(cells, row, strict=True):
            cell.value = value
            if isinstance(value, str):
                cell.data_type, cell.number_format = "s", "@"
                cell.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 0:
                cell.font = Font(bold=True)
        sheet.append(cells)


def _title(asked: str, taken: set[str]) -> str:
    """A name that a spreadsheet takes and that no other sheet has.

    >>> _title("On track?", set()), _title("A", {"a"})
    ('On track', 'A 2')
    """
    plain = NOT_IN_TITLES.sub("", asked).strip("' ")[:LONGEST_TITLE] or "1"
    others = (f"{plain[: LONGEST_TITLE - 4]} {number}" for number in range(2, 1000))
    return next(name for name in (plain, *others) if name.lower() not in taken)


def _still(book: bytes) -> bytes:
    """The same workbook without the second in which it was saved, which it says in two places."""
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(book)) as held, ZipFile(stream, "w", ZIP_DEFLATED) as packed:
        for one in held.infolist():
            content = SAVED_AT.sub(rf"\g<1>{STILL:%Y-%m-%dT%H:%M:%SZ}".encode(), held.read(one))
            packed.writestr(ZipInfo(one.filename, STILL.timetuple()[:6]), content, ZIP_DEFLATED)
    return stream.getvalue()


def _value(cell: Value) -> Value:
    return (UNWRITABLE.sub("", cell)[:LONGEST_CELL] or None) if isinstance(cell, str) else cell


def _letters(at: int) -> str:
    """The letters of a column, from 0.

    >>> _letters(0), _letters(26)
    ('A', 'AA')
    """
    return (_letters(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)
