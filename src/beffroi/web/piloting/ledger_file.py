"""Extracts of a ledger: CSV and XLSX, one amount a row; read with what is wrong in which cell, without the database."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from beffroi.analytics.spreadsheets.model import Cell, Table
from beffroi.web.core.french import day_words
from beffroi.web.core.row_files import (
    Fault,
    amount_of,
    columns_of,
    day_of,
    doubled_columns,
    missing_columns,
    plain,
    short,
    text_of,
    values_of,
)
from beffroi.web.piloting.money_rules import KINDS

MOST_BYTES = 5 * 1_048_576
MOST_ROWS = 5000
COLUMNS = {
    "date": ("date", "day", "jour"),
    "code": ("code", "for", "pour"),
    "source": ("source", "fund", "fonds"),
    "kind": ("kind", "type", "nature"),
    "amount": ("amount", "montant"),
    "reference": ("reference", "ref"),
    "note": ("note", "remarque"),
    "credit": ("credit", "avoir"),
}
NEEDED = ("date", "code", "source", "kind", "amount")
KIND_WORDS = {
    "budget": ("budget", "budgeted", "budgete"),
    "committed": ("committed", "commitment", "engage", "engagement"),
    "paid": ("paid", "payment", "paye", "paiement"),
}


YES = ("yes", "oui", "x", "1")


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
    is_credit: bool = False
    """A negative amount that takes back no row of the file, and says so."""

    def packed(self) -> list[Any]:
        """As JSON can hold it."""
        return [
            self.row, self.on.isoformat(), self.code, self.source, self.kind, str(self.amount), self.reference,
            self.note, self.is_credit,
        ]  # fmt: skip

    @property
    def line(self) -> "Line":
        """What it says: its day, what it is for, source, kind, amount, reference and note."""
        return (self.on, self.code, self.source, self.kind, self.amount, self.reference, self.note)

    @classmethod
    def unpacked(cls, held: list[Any]) -> "Row":
        """What `packed` gave."""
        row, on, code, source, kind, amount, reference, note, is_credit = held
        return cls(row, date.fromisoformat(on), code, source, kind, Decimal(amount), reference, note, is_credit)


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
    columns = columns_of(table.heading, COLUMNS)
    if whole := [*missing_columns(columns, NEEDED), *doubled_columns(table.heading, COLUMNS)]:
        return [], whole
    rows: list[Row] = []
    faults: list[Fault] = []
    for place, cells in table.rows:
        values = values_of(table, cells, columns)
        row, wrong = _row(place, values)
        faults += wrong
        if row is None:
            faults += _strangers(place, text_of(values.get("code")), text_of(values.get("source")), known)
        else:
            rows.append(row)
    faults += against(rows, known)
    return rows, sorted(faults, key=lambda fault: fault.row)


def against(rows: Iterable[Row], known: Known) -> list[Fault]:
    """What the strategy as it stands says against rows that can be read."""
    rows = list(rows)
    taken_back = reversals(rows)
    faults = [_takes_back_nothing(row) for row in rows if row.amount < 0 and not (row.is_credit or row in taken_back)]
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
    for row in (row for row in rows if not row.is_credit):
        left.setdefault((row.code, row.source, row.kind, row.amount), []).append(row)
    found: dict[Row, Row] = {}
    for (code, source, kind, amount), negative in left.items():
        if amount < 0:
            found |= dict(zip(negative, left.get((code, source, kind, -amount), ()), strict=False))
    return found


def _takes_back_nothing(row: Row) -> Fault:
    said = _(
        "“%(amount)s” takes nothing back: a negative amount only reverses one of the same code, source, kind and size "
        "in this file, or says “yes” in the column credit; reverse what stands in the ledger already on its page."
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
    on, kind = day_of(values["date"]), _kind(text_of(values["kind"]))
    amount, not_so = _amount(values["amount"])
    if on is None:
        said = _("“%(text)s” is no day; write it as 2020-05-31.") % {"text": short(values["date"])}
        wrong.append(Fault(place, "date", said))
    if amount is None:
        wrong.append(Fault(place, "amount", not_so))
    if not kind:
        said = _("“%(text)s” is no kind; write %(kinds)s.")
        wrong.append(Fault(place, "kind", said % {"text": short(values["kind"]), "kinds": ", ".join(KINDS)}))
    texts = {name: text_of(values.get(name)) for name in ("code", "source", "reference", "note")}
    for name, most in (("reference", 80), ("note", 300)):
        if len(texts[name]) > most:
            wrong.append(Fault(place, name, _("This is longer than %(most)s characters.") % {"most": most}))
    if wrong or on is None or amount is None:
        return None, wrong
    is_credit = amount < 0 and plain(text_of(values.get("credit"))) in YES
    return Row(place, on, kind=kind, amount=amount, is_credit=is_credit, **texts), wrong


def _amount(cell: Cell) -> tuple[Decimal | None, str]:
    amount, none = amount_of(cell, _("“%(text)s” is no amount in euro other than zero.") % {"text": short(cell)})
    return amount or None, none


def _kind(text: str) -> str:
    return next((kind for kind, words in KIND_WORDS.items() if plain(text) in words), "")
