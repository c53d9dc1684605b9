"""Series as CSV that a spreadsheet opens without running anything: text that looks like a formula is quoted."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from beffroi.web.observatory.exports.dataset import Dataset, Observed

COLUMNS = (
    "series",
    "region",
    "name",
    "level",
    "year",
    "sector",
    "value",
    "flag",
    "missing_reason",
    "unit",
    "source",
    "dataset",
    "vintage",
    "licence",
)
LOOKS_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
"""What a spreadsheet may take for a formula, also behind quotes that were put there before."""

Value = str | int | float | None


def to_csv(dataset: Dataset) -> str:
    """One line an observation: raw numbers, an empty cell where a value is missing, the reason beside it."""
    about = dataset.about
    source = (about.unit, about.publisher, about.dataset, about.vintage, about.licence)
    return "".join(lines(COLUMNS, ((about.id, *_cells(item), *source) for item in dataset.observations)))


def _cells(item: Observed) -> Sequence[Value]:
    return (item.region, item.name, item.level, item.year, item.sector, item.value, item.flag, item.reason)


def lines(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """A table as lines of CSV; numbers as they are, texts guarded."""
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
