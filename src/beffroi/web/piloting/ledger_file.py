"""Extracts of a ledger: CSV and XLSX, one amount a row; read with what is wrong in which cell, without the database."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from beffroi.analytics.spreadsheets.model import Cell, Table
from beffroi.analytics.spreadsheets.numbers import SPACES, decimals_of, number
from beffroi.analytics.spreadsheets.text import read_csv
from beffroi.analytics.spreadsheets.workbook import read_xlsx
from beffroi.analytics.spreadsheets.writing import unguarded
from beffroi.web.core.french import day_words
from beffroi.web.piloting.money_rules import KINDS

MOST_BYTES = 5 * 1_048_576
MOST_ROWS = 5000
MOST_AMOUNT = Decimal("1e11")
DOUBTFUL = re.compile(r"[+-\u2212]?\d+[.,]\d{3}")
DUST = Decimal("1e-5")
"""By how much a computed cell of a workbook may miss the cent."""
COLUMNS = {
    "date": ("date", "day", "jour"),
    "code": ("code", "for", "pour"),
    "source": ("source", "fund", "fonds"),
    "kind": ("kind", "type", "nature"),
    "amount": ("amount", "montant"),
    "reference": ("reference", "ref"),
    "note": ("note", "remarque"),
}
NEEDED = ("date", "code", "source", "kind", "amount")
KIND_WORDS = {
    "budget": ("budget", "budgeted", "budgete"),
    "committed": ("committed", "commitment", "engage", "engagement"),
    "paid": ("paid", "payment", "paye", "paiement"),
}


@dataclass(frozen=True)
class Row:
    """An amount as the file states it; `row` is its number in the file."""

    row: int
    on: date
    code: str
    source: str
    kind: str
    amount: Decimal
    reference: str = ""
    note: str = ""

    def packed(self) -> list[Any]:
        """As JSON can hold it."""
        return [
            self.row, self.on.isoformat(), self.code, self.source, self.kind, str(self.amount), self.reference,
            self.note,
        ]  # fmt: skip

    @property
    def line(self) -> "Line":
        """What it says: its day, what it is for, source, kind, amount, reference and note."""
        return (self.on, self.code, self.source, self.kind, self.amount, self.reference, self.note)

    @classmethod
    def unpacked(cls, held: list[Any]) -> "Row":
        """What `packed` gave."""
        row, on, code, source, kind, amount, reference, note = held
        return cls(row, date.fromisoformat(on), code, source, kind, Decimal(amount), reference, note)


@dataclass(frozen=True)
class Fault:
    """Something wrong in a cell: in which row, under which heading (0 and empty: in the whole file)."""

    row: int
    column: str
    words: str


Line = tuple[date, str, str, str, Decimal, str, str]


@dataclass(frozen=True)
class Known:
    """What codes the file may speak of, which references are taken, up to when the books are closed, and today."""

    codes: frozenset[str]
    sources: frozenset[str]
    taken: frozenset[tuple[str, str]]
    closed: date | None = None
    today: date | None = None
    lines: Mapping[Line, int] = field(default_factory=dict)
    """How often each line stands in the ledger."""


def table_of(name: str, content: bytes) -> Table:
    """The table of a file, by its ending; `InputError` says why it is none."""
    return read_xlsx(name, content) if name.lower().endswith(".xlsx") else read_csv(name, content)


def read_ledger(table: Table, known: Known) -> tuple[list[Row], list[Fault]]:
    """The amounts of a table that is to be entered, and everything that speaks against it.

    Parameters
    ----------
    table : Table
    known : Known

    Returns
    -------
    tuple of list
        rows and faults; with a fault nothing should be entered.

    """
    columns = _columns(table.heading)
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        words = _("There is no column %(names)s; give it in the heading.") % {"names": ", ".join(missing)}
        return [], [Fault(0, "", words)]
    if len(table.rows) > MOST_ROWS:
        words = _("The file has more than %(most)s rows; divide it.") % {"most": MOST_ROWS}
        return [], [Fault(0, "", words)]
    rows: list[Row] = []
    faults: list[Fault] = []
    is_text = table.told.get("format") == "CSV"
    for place, cells in table.rows:
        values = {name: _at(cells, at) for name, at in columns.items()}
        if is_text:
            values = {name: unguarded(cell) if isinstance(cell, str) else cell for name, cell in values.items()}
        row, wrong = _row(place, values)
        faults += wrong
        if row is None:
            faults += _strangers(place, _text(values.get("code")), _text(values.get("source")), known)
        else:
            rows.append(row)
    faults += against(rows, known)
    return rows, sorted(faults, key=lambda fault: fault.row)


def against(rows: Iterable[Row], known: Known) -> list[Fault]:
    """What the strategy as it stands says against rows that can be read."""
    rows = list(rows)
    taken_back = reversals(rows)
    faults = [_takes_back_nothing(row) for row in rows if row.amount < 0 and row not in taken_back]
    met: dict[tuple[str, str], int] = {}
    for row in rows:
        faults += _strangers(row.row, row.code, row.source, known)
        if known.closed and row.on <= known.closed:
            faults.append(
                Fault(
                    row.row,
                    "date",
                    _("The books are closed up to %(day)s.") % {"day": day_words(known.closed)},
                )
            )
        if known.today and row.kind == "paid" and row.on > known.today:
            said = _("%(day)s lies ahead; what is paid was paid on a day that has come.") % {"day": day_words(row.on)}
            faults.append(Fault(row.row, "date", said))
        own = (row.kind, row.reference)
        if row.reference and own in known.taken:
            faults.append(Fault(row.row, "reference", _("“%(name)s” is entered already.") % {"name": row.reference}))
        elif row.reference and own in met:
            said = _("“%(name)s” stands in row %(row)s already.") % {"name": row.reference, "row": met[own]}
            faults.append(Fault(row.row, "reference", said))
        met.setdefault(own, row.row)
    return faults


def repeated(rows: Iterable[Row], known: Known) -> list[Row]:
    """The rows of an extract that stand in the ledger already, word for word; a row that stands there once, once."""
    left = Counter(known.lines)
    found = []
    for row in rows:
        if left[row.line] > 0:
            left[row.line] -= 1
            found.append(row)
    return found


def reversals(rows: Iterable[Row]) -> dict[Row, Row]:
    """Each negative row of an extract → the row that it takes back: of the same code, source, kind and size."""
    left: dict[tuple[str, str, str, Decimal], list[Row]] = {}
    for row in rows:
        left.setdefault((row.code, row.source, row.kind, row.amount), []).append(row)
    found: dict[Row, Row] = {}
    for (code, source, kind, amount), negative in left.items():
        if amount < 0:
            found |= dict(zip(negative, left.get((code, source, kind, -amount), ()), strict=False))
    return found


def _takes_back_nothing(row: Row) -> Fault:
    said = _(
        "“%(amount)s” takes nothing back: a negative amount only reverses one of the same code, source, kind and size "
        "in this file; reverse what stands in the ledger already on its page."
    )
    return Fault(row.row, "amount", said % {"amount": row.amount})


def _strangers(place: int, code: str, source: str, known: Known) -> list[Fault]:
    faults = []
    if code not in known.codes:
        said = _("No action, intervention or priority has the code “%(code)s”.") % {"code": code[:40]}
        faults.append(Fault(place, "code", said))
    if source not in known.sources:
        said = _("No source of funds has the code “%(code)s”.") % {"code": source[:40]}
        faults.append(Fault(place, "source", said))
    return faults


def _row(place: int, values: Mapping[str, Cell]) -> tuple[Row | None, list[Fault]]:
    wrong: list[Fault] = []
    on, kind = _day(values["date"]), _kind(_text(values["kind"]))
    amount, not_so = _amount(values["amount"])
    if on is None:
        said = _("“%(text)s” is no day; write it as 2020-05-31.") % {"text": _short(values["date"])}
        wrong.append(Fault(place, "date", said))
    if amount is None:
        wrong.append(Fault(place, "amount", not_so))
    if not kind:
        said = _("“%(text)s” is no kind; write %(kinds)s.")
        wrong.append(Fault(place, "kind", said % {"text": _short(values["kind"]), "kinds": ", ".join(KINDS)}))
    texts = {name: _text(values.get(name)) for name in ("code", "source", "reference", "note")}
    for name, most in (("reference", 80), ("note", 300)):
        if len(texts[name]) > most:
            wrong.append(Fault(place, name, _("This is longer than %(most)s characters.") % {"most": most}))
    if wrong or on is None or amount is None:
        return None, wrong
    return Row(place, on, kind=kind, amount=amount, **texts), wrong


def _columns(heading: list[str]) -> dict[str, int]:
    named = {word: name for name, words in COLUMNS.items() for word in words}
    found: dict[str, int] = {}
    for at, word in enumerate(heading):
        name = named.get(_plain(word))
        if name:
            found.setdefault(name, at)
    return found


def _at(cells: list[Cell], at: int) -> Cell:
    return cells[at] if at < len(cells) else None


def _day(cell: Cell) -> date | None:
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


def _amount(cell: Cell) -> tuple[Decimal | None, str]:
    """The amount of a cell, or why it is none: what can be read in two ways, or is finer than a cent."""
    none = _("“%(text)s” is no amount in euro other than zero.") % {"text": _short(cell)}
    if isinstance(cell, bool) or cell is None or isinstance(cell, date):
        return None, none
    text = "" if isinstance(cell, int | float) else SPACES.sub("", str(cell).replace("€", "").strip())
    if DOUBTFUL.fullmatch(text):
        said = _("“%(text)s” can be read in two ways; write %(whole)s, or two decimals behind the mark.")
        return None, said % {"text": _short(cell), "whole": re.sub("[.,]", "", text) + ".00"}
    mark = "," if text.count(".") > 1 else decimals_of([text]).mark
    read = float(cell) if isinstance(cell, int | float) else number(text, mark)
    if read is None or abs(read) >= MOST_AMOUNT:
        return None, none
    amount = Decimal(str(read)).quantize(Decimal("0.01"))
    if abs(amount - Decimal(str(read))) > DUST:
        said = _("“%(text)s” has more than two decimals; write it to the cent, such as %(cents)s.")
        return None, said % {"text": _short(cell), "cents": amount}
    return amount or None, none


def _kind(text: str) -> str:
    return next((kind for kind, words in KIND_WORDS.items() if _plain(text) in words), "")


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFD", str(text).strip().lower())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _text(cell: Cell) -> str:
    return str("" if cell is None else cell).strip()


def _short(cell: Cell) -> str:
    return str("" if cell is None else cell)[:40]
