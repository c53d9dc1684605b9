"""Cells of files that hold one thing a row: headings in two languages, days, amounts, faults by their cell."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from beffroi.analytics.spreadsheets.model import Cell, Table, Uncomputed
from beffroi.analytics.spreadsheets.numbers import SPACES, decimals_of, number
from beffroi.analytics.spreadsheets.text import read_csv
from beffroi.analytics.spreadsheets.workbook import read_xlsx
from beffroi.analytics.spreadsheets.writing import unguarded

MOST_AMOUNT = Decimal("1e11")
DOUBTFUL = re.compile(r"[+-\u2212]?\d+[.,]\d{3}")
DUST = Decimal("1e-5")
"""By how much a computed cell of a workbook may miss the cent."""


@dataclass(frozen=True)
class Fault:
    """Something wrong in a cell: in which row, under which heading (0 and empty: in the whole file)."""

    row: int
    column: str
    words: str


def table_of(name: str, content: bytes, most: int) -> Table:
    """The table of a file, by its ending; `InputError` says why it is none, or that it has more rows than are taken."""
    return read_xlsx(name, content, most=most) if name.lower().endswith(".xlsx") else read_csv(name, content, most)


def columns_of(heading: Sequence[str], known: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Name of a column → its place, whatever of its names the heading uses.

    >>> columns_of(["Montant", "Jour"], {"amount": ["amount", "montant"], "date": ["date", "jour"]})
    {'amount': 0, 'date': 1}
    """
    named = {word: name for name, words in known.items() for word in words}
    found: dict[str, int] = {}
    for at, word in enumerate(heading):
        name = named.get(plain(word))
        if name:
            found.setdefault(name, at)
    return found


def doubled_columns(heading: Sequence[str], known: Mapping[str, Sequence[str]]) -> list[Fault]:
    """Columns of which two say the same thing: none of them is taken silently.

    >>> [one.column for one in doubled_columns(["Montant", "Jour"], {"amount": ["montant"], "date": ["jour"]})]
    []
    """
    named = {word: name for name, words in known.items() for word in words}
    found: dict[str, list[str]] = {}
    for at, word in enumerate(heading):
        if name := named.get(plain(word)):
            found.setdefault(name, []).append(f"{letters_of(at)} “{word.strip()[:40]}”")
    said = _("The columns %(columns)s say the same, “%(name)s”; leave one of them only.")
    return [
        Fault(0, "", said % {"columns": ", ".join(columns), "name": name})
        for name, columns in found.items()
        if len(columns) > 1
    ]


def letters_of(at: int) -> str:
    """The letters of a column, from 0.

    >>> letters_of(0), letters_of(26)
    ('A', 'AA')
    """
    return (letters_of(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def values_of(table: Table, cells: Sequence[Cell], columns: Mapping[str, int]) -> dict[str, Cell]:
    """The cells of a row by the name of their column; what a CSV file guards against running is taken off."""
    values = {name: cells[at] if at < len(cells) else None for name, at in columns.items()}
    if table.told.get("format") != "CSV":
        return values
    return {name: unguarded(cell) if isinstance(cell, str) else cell for name, cell in values.items()}


def missing_columns(columns: Mapping[str, int], needed: Sequence[str]) -> list[Fault]:
    """What the heading does not name."""
    missing = [name for name in needed if name not in columns]
    words = _("There is no column %(names)s; give it in the heading.") % {"names": ", ".join(missing)}
    return [Fault(0, "", words)] if missing else []


def day_of(cell: Cell) -> date | None:
    """The day of a cell; None if it is none."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(str(cell or "").strip(), pattern).date()
        except ValueError:
            continue
    return None


def amount_of(cell: Cell, none: str) -> tuple[Decimal | None, str]:
    """The amount of a cell, or why it is `none`: what can be read in two ways, or is finer than a cent."""
    if isinstance(cell, bool | date | Uncomputed) or cell is None:
        return None, none
    text = "" if isinstance(cell, int | float) else SPACES.sub("", str(cell).replace("€", "").strip())
    if DOUBTFUL.fullmatch(text):
        said = _("“%(text)s” can be read in two ways; write %(whole)s, or two decimals behind the mark.")
        return None, said % {"text": short(cell), "whole": re.sub("[.,]", "", text) + ".00"}
    mark = "," if text.count(".") > 1 else decimals_of([text]).mark
    read = float(cell) if isinstance(cell, int | float) else number(text, mark)
    if read is None or abs(read) >= MOST_AMOUNT:
        return None, none
    amount = Decimal(str(read)).quantize(Decimal("0.01"))
    if abs(amount - Decimal(str(read))) > DUST:
        said = _("“%(text)s” has more than two decimals; write it to the cent, such as %(cents)s.")
        return None, said % {"text": short(cell), "cents": amount}
    return amount, none


def plain(text: str) -> str:
    """A word in small letters without accents.

    >>> plain(" Numéro ")
    'numero'
    """
    parts = unicodedata.normalize("NFD", str(text).strip().lower())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def text_of(cell: Cell) -> str:
    """What a cell says; of a formula without a result the formula."""
    return (cell.formula if isinstance(cell, Uncomputed) else str("" if cell is None else cell)).strip()


def short(cell: Cell) -> str:
    """What a cell says, for a sentence."""
    return text_of(cell)[:40]
