"""Files of agencies that say who was helped: one help a row; read with what is wrong in which cell, no database."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
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

MOST_BYTES = 5 * 1_048_576
MOST_ROWS = 10_000
AT_ONCE = 500
"""Up to how many rows a file is checked while its sender waits; a larger one is checked in the background."""
MOST_FAULTS = 200
"""How many faults are shown."""
A_STEP = 500
"""After how many rows a check tells how far it is."""
COLUMNS = {
    "reference": ("reference", "ref", "dossier"),
    "number": ("number", "enterprise number", "enterprise", "numero", "numero d'entreprise", "numero d’entreprise",
               "entreprise", "bce", "kbo"),
    "country": ("country", "pays"),
    "name": ("name", "nom", "denomination"),
    "code": ("code", "intervention", "priority", "priorite"),
    "support": ("support", "soutien", "aide"),
    "amount": ("amount", "montant"),
    "date": ("date", "day", "jour"),
    "part": ("part", "size", "taille", "classe"),
}  # fmt: skip
NEEDED = ("reference", "number", "code", "support", "amount", "date")
SUPPORT_WORDS = {
    "grant": ("grant", "subvention"),
    "instrument": ("instrument", "financial instrument", "instrument financier"),
    "non_financial": (
        "non_financial", "non-financial", "non-financial support", "non financier", "soutien non financier",
    ),
}  # fmt: skip
LONGEST = {"reference": 80, "name": 200}
HOME = "BE"


@dataclass(frozen=True)
class Row:
    """A help as the file states it; `row` is its number in the file."""

    row: int
    reference: str
    number: str
    code: str
    support: str
    amount: Decimal
    on: date
    part: str = ""
    name: str = ""

    @property
    def says(self) -> tuple[Any, ...]:
        """What it says under its reference: a row that says the same is the same."""
        return self.number, self.code, self.support, self.amount, self.on, self.part, self.name

    def packed(self) -> list[Any]:
        """As JSON can hold it."""
        return [
            self.row, self.reference, self.number, self.code, self.support, str(self.amount), self.on.isoformat(),
            self.part, self.name,
        ]  # fmt: skip

    @classmethod
    def unpacked(cls, held: list[Any]) -> "Row":
        """What `packed` gave."""
        row, reference, number, code, support, amount, on, part, name = held
        return cls(row, reference, number, code, support, Decimal(amount), date.fromisoformat(on), part, name)


@dataclass(frozen=True)
class Known:
    """What codes and parts a file may speak of, what today is, and how a number is checked."""

    codes: frozenset[str]
    parts: frozenset[str]
    today: date
    number: Callable[[str, str], tuple[str, str]]
    """Country and number as written → its one form, and what is wrong with it."""


@dataclass(frozen=True)
class Plan:
    """What taking a file over does: rows that are new, that stand already, that change, and that are taken out."""

    new: tuple[Row, ...]
    same: tuple[Row, ...]
    changed: tuple[tuple[Row, Row], ...]
    gone: tuple[Row, ...]

    @property
    def needs_reason(self) -> bool:
        """Whether something that stood no longer does."""
        return bool(self.changed or self.gone)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
        return not (self.new or self.needs_reason)


def plan(rows: Iterable[Row], standing: Mapping[str, Row], *, is_complete: bool) -> Plan:
    """What a file does to what stands of its sender.

    Parameters
    ----------
    rows : iterable of Row
    standing : mapping
        reference → the row that stands.
    is_complete : bool
        whether what the file does not name is taken out.

    """
    rows = list(rows)
    held = [(row, standing.get(row.reference)) for row in rows]
    named = {row.reference for row in rows}
    return Plan(
        tuple(row for row, stood in held if stood is None),
        tuple(row for row, stood in held if stood is not None and stood.says == row.says),
        tuple((stood, row) for row, stood in held if stood is not None and stood.says != row.says),
        tuple(stood for name, stood in standing.items() if name not in named) if is_complete else (),
    )


def _nobody(_done: int) -> None:
    """Nobody waits for the end of a small file."""


def read_rows(table: Table, known: Known, tell: Callable[[int], None] = _nobody) -> tuple[list[Row], list[Fault]]:
    """The rows of a table, and everything that speaks against it; with a fault nothing should be entered.

    Parameters
    ----------
    table : Table
    known : Known
    tell : callable
        is told now and then how many rows are checked.

    Returns
    -------
    tuple of list

    """
    columns = columns_of(table.heading, COLUMNS)
    if whole := [*missing_columns(columns, NEEDED), *doubled_columns(table.heading, COLUMNS)]:
        return [], whole
    rows: list[Row] = []
    faults = [
        Fault(place, letters, _("The cell is merged with others; divide it, so that each row says all of it."))
        for place, letters in table.merged
    ]
    for done, (place, cells) in enumerate(table.rows):
        if done % A_STEP == 0:
            tell(done)
        row, wrong = _row(place, values_of(table, cells, columns), known)
        faults += wrong
        rows += [row] if row else []
    faults += against(rows, known)
    return rows, sorted(faults, key=lambda fault: fault.row)


def against(rows: Iterable[Row], known: Known) -> list[Fault]:
    """What the strategy as it stands, and the other rows, say against rows that can be read."""
    faults: list[Fault] = []
    met: dict[str, int] = {}
    for row in rows:
        if row.code not in known.codes:
            said = _("No intervention or priority has the code “%(code)s”.") % {"code": row.code[:40]}
            faults.append(Fault(row.row, "code", said))
        if row.part and known.parts and row.part not in known.parts:
            said = _("“%(text)s” is none of the parts by which the indicators are broken down: %(parts)s.")
            parts = ", ".join(sorted(known.parts))
            faults.append(Fault(row.row, "part", said % {"text": row.part[:40], "parts": parts}))
        if row.on > known.today:
            said = _("%(day)s lies ahead; give the day on which the help was granted.") % {"day": day_words(row.on)}
            faults.append(Fault(row.row, "date", said))
        if row.reference in met:
            said = _("“%(name)s” stands in row %(row)s already.") % {"name": row.reference, "row": met[row.reference]}
            faults.append(Fault(row.row, "reference", said))
        met.setdefault(row.reference, row.row)
    return faults


def _row(place: int, values: Mapping[str, Cell], known: Known) -> tuple[Row | None, list[Fault]]:
    texts = {name: _code(values.get(name)) for name in ("reference", "name", "code")}
    wrong = [
        Fault(place, name, _("This is longer than %(most)s characters.") % {"most": most})
        for name, most in LONGEST.items() if len(texts[name]) > most
    ]  # fmt: skip
    if not texts["reference"]:
        wrong.append(Fault(place, "reference", _("Give what you call this row, so that it is never entered twice.")))
    country = text_of(values.get("country")).upper() or HOME
    number, not_so = known.number(country, _code(values["number"]))
    support = next((one for one, words in SUPPORT_WORDS.items() if plain(text_of(values["support"])) in words), "")
    amount, no_amount = amount_of(values["amount"], _("“%(text)s” is no amount.") % {"text": short(values["amount"])})
    on = day_of(values["date"])
    if not_so:
        said = _("“%(text)s”: %(why)s") % {"text": short(values["number"]), "why": not_so}
        wrong.append(Fault(place, "number", said))
    if not support:
        said = _("“%(text)s” is no form of support; write grant, financial instrument or non-financial support.")
        wrong.append(Fault(place, "support", said % {"text": short(values["support"])}))
    if amount is None or amount < 0:
        negative = _("“%(text)s” is below zero; take a row out by a complete file without it.")
        wrong.append(Fault(place, "amount", no_amount if amount is None else negative % {"text": amount}))
    if on is None:
        said = _("“%(text)s” is no day; write it as 2020-05-31.") % {"text": short(values["date"])}
        wrong.append(Fault(place, "date", said))
    if wrong or amount is None or on is None:
        return None, wrong
    part = _part(text_of(values.get("part")), known.parts)
    return Row(place, texts["reference"], number, texts["code"], support, amount, on, part, texts["name"]), []


def _code(cell: Cell) -> str:
    """A text; a whole number that a spreadsheet holds as one, without a decimal point."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else text_of(cell)


def _part(text: str, parts: Iterable[str]) -> str:
    """A part as the indicators name it, however it is written."""
    return next((part for part in parts if plain(part) == plain(text)), text[:80])
