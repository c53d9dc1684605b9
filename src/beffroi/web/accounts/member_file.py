"""Member lists that clusters send: one membership a row; read with what is wrong in which cell, no database."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from beffroi.analytics.spreadsheets.model import Cell, Table
from beffroi.web.core.french import day_words
from beffroi.web.core.row_files import (
    Fault,
    columns_of,
    day_of,
    doubled_columns,
    missing_columns,
    plain,
    short,
    text_of,
    values_of,
)

MOST_BYTES = 2 * 1_048_576
MOST_ROWS = 2_000
MOST_FAULTS = 200
"""How many faults are shown."""
COLUMNS = {
    "name": ("name", "nom", "denomination", "member", "membre", "organisation"),
    "number": ("number", "enterprise number", "numero", "numero d'entreprise", "numero d’entreprise", "bce", "kbo"),
    "country": ("country", "pays"),
    "tier": ("tier", "categorie", "formule", "type de membre"),
    "since": ("since", "from", "depuis", "du"),
    "until": ("until", "to", "jusqu'au", "jusqu’au", "au"),
    "evidence": ("evidence", "proof", "preuve", "piece"),
    "listed": ("listed", "public", "nomme en public"),
    "kind": ("kind", "type", "type d'organisation", "type d’organisation"),
}
NEEDED = ("name", "number", "since")
LONGEST = {"name": 200, "evidence": 300}
WORDS_FOR = {True: ("yes", "oui", "1", "true", "x"), False: ("", "no", "non", "0", "false")}
KINDS = {
    "industry": ("industry", "industrie", "firm", "entreprise"),
    "education_and_research": ("education_and_research", "education and research", "enseignement et recherche"),
    "government": ("government", "pouvoirs publics"),
    "civil_society": ("civil_society", "civil society", "societe civile"),
}
HOME = "BE"


@dataclass(frozen=True)
class Row:
    """A membership as the file states it; `row` is its number in the file, None what it does not speak of."""

    row: int
    name: str
    country: str
    number: str
    since: date
    until: date | None
    says_until: bool
    tier: int | None
    evidence: str
    is_listed: bool | None
    kind: str

    def packed(self) -> list[Any]:
        """As JSON can hold it."""
        until = self.until.isoformat() if self.until else ""
        return [
            self.row, self.name, self.country, self.number, self.since.isoformat(), until, self.says_until, self.tier,
            self.evidence, self.is_listed, self.kind,
        ]  # fmt: skip

    @classmethod
    def unpacked(cls, held: list[Any]) -> "Row":
        """What `packed` gave."""
        row, name, country, number, since, until, *rest = held
        day = date.fromisoformat(until) if until else None
        return cls(row, name, country, number, date.fromisoformat(since), day, *rest)


@dataclass(frozen=True)
class Known:
    """What tiers a file may speak of, and how a number is checked."""

    tiers: Mapping[str, int]
    """Name → id."""
    number: Callable[[str, str], tuple[str, str]]
    """Country and number as written → its one form, and what is wrong with it."""


def read_rows(table: Table, known: Known) -> tuple[list[Row], list[Fault]]:
    """The rows of a table, and everything that speaks against it; with a fault nothing should be entered."""
    columns = columns_of(table.heading, COLUMNS)
    if whole := [*missing_columns(columns, NEEDED), *doubled_columns(table.heading, COLUMNS)]:
        return [], whole
    rows: list[Row] = []
    faults = [
        Fault(place, letters, _("The cell is merged with others; divide it, so that each row says all of it."))
        for place, letters in table.merged
    ]
    for place, cells in table.rows:
        row, wrong = _row(place, values_of(table, cells, columns), known, says_until="until" in columns)
        faults += wrong
        rows += [row] if row else []
    return rows, sorted(faults, key=lambda fault: fault.row)


def _row(place: int, values: Mapping[str, Cell], known: Known, *, says_until: bool) -> tuple[Row | None, list[Fault]]:
    texts = {name: text_of(values.get(name)) for name in ("name", "evidence")}
    wrong = [
        Fault(place, name, _("This is longer than %(most)s characters.") % {"most": most})
        for name, most in LONGEST.items() if len(texts[name]) > most
    ]  # fmt: skip
    if not texts["name"]:
        wrong.append(Fault(place, "name", _("Give the name of the member.")))
    country = text_of(values.get("country")).upper() or HOME
    written = _whole(values["number"])
    number, not_so = known.number(country, written) if written else ("", "")
    if not_so:
        said = _("“%(text)s”: %(why)s") % {"text": short(values["number"]), "why": not_so}
        wrong.append(Fault(place, "number", said))
    since, until, not_days = _days(place, values)
    tier, no_tier = _tier(place, values.get("tier"), known)
    listed, no_answer = _listed(place, values.get("listed"))
    kind, no_kind = _kind(place, values.get("kind"))
    wrong += [*not_days, *no_tier, *no_answer, *no_kind]
    if wrong or since is None:
        return None, wrong
    row = Row(
        place, texts["name"], country, number, since, until, says_until, tier, texts["evidence"], listed, kind
    )  # fmt: skip
    return row, []


def _days(place: int, values: Mapping[str, Cell]) -> tuple[date | None, date | None, list[Fault]]:
    said = _("“%(text)s” is no day; write it as 2020-05-31.")
    since, ends = day_of(values["since"]), values.get("until")
    until, wrong = day_of(ends), []
    if since is None:
        wrong.append(Fault(place, "since", said % {"text": short(values["since"])}))
    if until is None and text_of(ends):
        wrong.append(Fault(place, "until", said % {"text": short(ends)}))
    if since and until and until < since:
        words = _("The last day lies before the first, %(day)s.") % {"day": day_words(since)}
        wrong.append(Fault(place, "until", words))
    return since, until, wrong


def _tier(place: int, cell: Cell, known: Known) -> tuple[int | None, list[Fault]]:
    text = text_of(cell)
    found = next((pk for name, pk in known.tiers.items() if plain(name) == plain(text)), None)
    if found is None and text:
        said = _("“%(text)s” is no tier of this cluster; it has: %(tiers)s.")
        return None, [Fault(place, "tier", said % {"text": short(cell), "tiers": ", ".join(known.tiers) or "–"})]
    return found, []


def _listed(place: int, cell: Cell) -> tuple[bool | None, list[Fault]]:
    if cell is None:
        return None, []
    found = next((answer for answer, words in WORDS_FOR.items() if plain(_whole(cell)) in words), None)
    said = _("“%(text)s” is neither yes nor no.") % {"text": short(cell)}
    return found, [] if found is not None else [Fault(place, "listed", said)]


def _kind(place: int, cell: Cell) -> tuple[str, list[Fault]]:
    text = plain(text_of(cell))
    found = next((one for one, words in KINDS.items() if text in words), "") if text else "industry"
    said = _("“%(text)s” is no kind of organisation; write %(kinds)s.")
    return found, [] if found else [Fault(place, "kind", said % {"text": short(cell), "kinds": ", ".join(KINDS)})]


def _whole(cell: Cell) -> str:
    """A text; a whole number that a spreadsheet holds as one without a decimal point, with the zero it lost."""
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else text_of(cell)
    return f"0{text}" if isinstance(cell, int | float) and len(text) == LOST_ZERO else text


LOST_ZERO = 9
"""So many digits are left of a Belgian number that begins with zero, where a spreadsheet took it for a number."""


@dataclass(frozen=True)
class Firm:
    """An organisation that the site knows."""

    pk: int
    name: str
    country: str = HOME
    number: str = ""


@dataclass(frozen=True)
class Standing:
    """A membership that stands in the cluster."""

    pk: int
    firm: Firm
    tier: int
    since: date
    until: date | None
    evidence: str
    is_listed: bool
    is_verified: bool


@dataclass(frozen=True)
class Step:
    """What becomes of a row: of whom it speaks, whom else it might mean, and what stood."""

    row: Row
    firm: Firm | None
    near: tuple[Firm, ...] = ()
    stood: Standing | None = None
    now: Standing | None = None
    """What stands after it, where something stood."""

    @property
    def kind(self) -> str:
        """`choose` if somebody has to say whom it means, else `create`, `add`, `change` or `same`."""
        if self.near:
            return "choose"
        if self.firm is None:
            return "create"
        return "add" if self.stood is None else ("same" if self.stood == self.now else "change")


@dataclass(frozen=True)
class Plan:
    """What taking a list over does; `ends` are the memberships that a complete list no longer names."""

    steps: tuple[Step, ...]
    ends: tuple[Standing, ...]
    faults: tuple[Fault, ...]

    def of(self, kind: str) -> list[Step]:
        """The rows of which this becomes."""
        return [one for one in self.steps if one.kind == kind]

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be written."""
        return not self.ends and all(one.kind == "same" for one in self.steps)


def plan(
    rows: Iterable[Row], standing: Iterable[Standing], *, named: Callable[[Row], tuple[Firm | None, tuple[Firm, ...]]],
    tier: int, today: date, is_complete: bool = False,
) -> Plan:  # fmt: skip
    """What a list does to what stands.

    Parameters
    ----------
    rows, standing : iterable
    named : callable
        row → the organisation that it means, or those that it might mean.
    tier : int
        of new members whose row names none.
    today : date
    is_complete : bool
        end today what holds today and is not named.

    """
    rows, standing = list(rows), list(standing)
    of_firm: dict[int, list[Standing]] = {}
    for one in standing:
        of_firm.setdefault(one.firm.pk, []).append(one)
    steps, faults, met = [], [], dict[object, list[Row]]()
    for row in rows:
        firm, near = named(row)
        stood = next((one for one in of_firm.get(firm.pk, ()) if one.since == row.since), None) if firm else None
        now = _after(stood, row) if stood else None
        step = Step(row, firm, near, stood, now)
        steps.append(step)
        others = [one for one in of_firm.get(firm.pk, ()) if one is not stood] if firm else []
        faults += _against(step, others, met.setdefault(firm.pk if firm else identity(row), []))
    kept = {step.stood.pk for step in steps if step.stood}
    faults += [] if tier or all(step.row.tier for step in steps if step.stood is None) else [_no_tier()]
    unnamed = [one for one in standing if one.pk not in kept and _holds(one, today)] if is_complete else []
    return Plan(tuple(steps), tuple(unnamed), tuple(faults))


def identity(row: Row) -> tuple[str, str]:
    """Rows that say this alike mean one organisation, be it new."""
    return (row.country, row.number) if row.number else ("", plain(row.name))


def _after(stood: Standing, row: Row) -> Standing:
    """A membership with what a row says of it; what the row leaves open stays."""
    return replace(
        stood,
        until=row.until if row.says_until else stood.until,
        tier=row.tier or stood.tier,
        evidence=row.evidence or stood.evidence,
        is_listed=stood.is_listed if row.is_listed is None else row.is_listed,
        is_verified=stood.is_verified or bool(row.evidence),
    )


def _against(step: Step, others: list[Standing], earlier: list[Row]) -> list[Fault]:
    row = step.row
    until = step.now.until if step.now else row.until
    found = []
    for held in others:
        if _overlap(row.since, until, held.since, held.until):
            said = _("%(name)s is a member since %(day)s already; give that day, or end that membership first.")
            words = said % {"name": held.firm.name, "day": day_words(held.since)}
            found.append(Fault(row.row, "since", words))
            break
    for other in earlier:
        if _overlap(row.since, until, other.since, other.until):
            words = _("Row %(row)s names this member for some of these days already.") % {"row": other.row}
            found.append(Fault(row.row, "number" if row.number else "name", words))
            break
    earlier.append(row)
    return found


def _overlap(since: date, until: date | None, other_since: date, other_until: date | None) -> bool:
    return since <= (other_until or date.max) and other_since <= (until or date.max)


def _holds(one: Standing, today: date) -> bool:
    return one.since <= today < (one.until or date.max)


def _no_tier() -> Fault:
    return Fault(0, "tier", _("Some new members have no tier; choose the tier of rows that name none."))
