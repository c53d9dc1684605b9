"""CSV as people's programs write it: which encoding, which separator, then the rows."""

import csv
import io
import re

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message
from beffroi.analytics.spreadsheets.model import MOST_COLUMNS, MOST_ROWS, Cell, Table, TooManyRows

CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
SEPARATORS = (";", "\t", ",")
SAMPLE_LINES = 20


def read_csv(name: str, content: bytes, most: int = MOST_ROWS) -> Table:
    """The table of a CSV file; `InputError` says why it is none.

    Parameters
    ----------
    name : str
        names the file in errors.
    content : bytes
    most : int
        how many rows it may have below its heading; nothing is read beyond.

    Returns
    -------
    Table

    Raises
    ------
    InputError
        if it is no table; `TooManyRows` if it is too long.

    Examples
    --------
    >>> read_csv("a.csv", "region;année\\nBE3;2020\\n".encode("cp1252")).heading
    ['region', 'année']
    """
    text, encoding = decoded(name, content)
    separator = separator_of(text)
    heading: list[str] = []
    rows: list[tuple[int, list[Cell]]] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1):
            if len(row) > MOST_COLUMNS and any(cell.strip() for cell in row[MOST_COLUMNS:]):
                raise InputError(too_wide(name, number))
            cells = [cell.strip() for cell in row[:MOST_COLUMNS]]
            if not any(cells):
                continue
            if not heading:
                heading = cells
            else:
                rows.append((number, list(cells)))
            if len(rows) > most:
                raise TooManyRows(too_long(name, most))
    except csv.Error:
        raise InputError(
            Message("{name}: the rows cannot be told apart; save it anew as CSV and send it again.", name=name)
        ) from None
    return Table(heading, rows, {"format": "CSV", "encoding": encoding, "separator": separator})


def decoded(name: str, content: bytes) -> tuple[str, str]:
    """The text of a file and the encoding in which it is written: UTF-8, UTF-16 or that of Western Windows.

    Parameters
    ----------
    name : str
        names the file in errors.
    content : bytes

    Returns
    -------
    tuple of str
        text and encoding.

    Raises
    ------
    InputError
        if it is no text.

    Examples
    --------
    >>> decoded("a.csv", "é".encode("cp1252"))
    ('é', 'Windows-1252')
    """
    for encoding, label in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        control = CONTROL.search(text)
        if control is None:
            return text, label
        line = text.count("\n", 0, control.start()) + 1
        raise InputError(
            Message(
                "{name}, line {line}: signs here belong to no text; save it as CSV in UTF-8 and send it again.",
                name=name,
                line=line,
            )
        )
    raise InputError(
        Message("{name}: the encoding is not recognised; save it as CSV in UTF-8 and send it again.", name=name)
    )


def _candidates(content: bytes) -> list[tuple[str, str]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return [("utf-16", "UTF-16")]
    start = content[:4000]
    for encoding, zeros, others in (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2])):
        if zeros and zeros.count(0) > 0.8 * len(zeros) and others.count(0) == 0:
            return [(encoding, "UTF-16")]
    return [("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")]


def separator_of(text: str) -> str:
    """The separator that divides the first lines most alike.

    >>> separator_of("region;year;value\\nBE3;2020;1,5\\n"), separator_of("region,year\\nBE3,2020\\n")
    (';', ',')
    """
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:SAMPLE_LINES]
    if not lines:
        return ","
    counts = {each: [line.count(each) for line in lines] for each in SEPARATORS}
    return max(SEPARATORS, key=lambda each: (counts[each][0] > 0, min(counts[each]) > 0, counts[each][0]))


def too_long(name: str, most: int) -> Message:
    """The sentence for too many rows.

    Parameters
    ----------
    name : str
    most : int

    Returns
    -------
    Message

    Examples
    --------
    >>> str(too_long("a.csv", 100_000))[:34]
    'a.csv: the file has more than 100\\u202f'
    """
    return Message(
        "{name}: the file has more than {most} rows; divide it, or leave out what is not needed.",
        name=name,
        most=f"{most:,}".replace(",", "\u202f"),
    )


def too_wide(name: str, row: int) -> Message:
    """The sentence for too many columns.

    Parameters
    ----------
    name : str
    row : int

    Returns
    -------
    Message

    Examples
    --------
    >>> str(too_wide("a.csv", 3))[:40]
    'a.csv, row 3: there are more than 60 col'
    """
    return Message(
        "{name}, row {row}: there are more than {most} columns; leave only those that are needed.",
        name=name,
        row=row,
        most=MOST_COLUMNS,
    )
