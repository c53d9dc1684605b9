"""Pure decisions about people, organisations and clusters; no database."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from stdnum.be import vat as belgian
from stdnum.eu import vat as european
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

COUNTRIES = (
    "BE",
    "AT",
    "BG",
    "CH",
    "CY",
    "CZ",
    "DE",
    "DK",
    "EE",
    "ES",
    "FI",
    "FR",
    "GB",
    "GR",
    "HR",
    "HU",
    "IE",
    "IS",
    "IT",
    "LI",
    "LT",
    "LU",
    "LV",
    "MT",
    "NL",
    "NO",
    "PL",
    "PT",
    "RO",
    "SE",
    "SI",
    "SK",
)
CLUSTER = "accounts.cluster"
SITE = ""
STRATEGY = "strategy.strategy"
ROLE_SCOPES: dict[str, tuple[str, ...]] = {
    "administrator": (SITE,),
    "co_manager": (SITE, STRATEGY),
    "m_and_e_officer": (SITE, STRATEGY),
    "evaluator": (SITE, STRATEGY),
    "adviser": (SITE, STRATEGY),
    "reader": (SITE, STRATEGY),
    "cluster_manager": (CLUSTER,),
}
"""Role → labels of the models that it can be granted for; the empty label is the site."""

EARLIEST, YEARS_AHEAD = date(2000, 1, 1), 10
"""No role begins before the one, or is planned further ahead than so many years."""
FEBRUARY = 2
WAITING_REQUESTS = 10
"""How many requests of one person to act for organisations may wait at the same time."""

NumberFault = Literal["length", "checksum", "format", "country"]
NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")
NACE = re.compile(r"[A-U]|[0-9]{2}(\.[0-9]{1,2})?")
NUTS_2, DIVISION = 4, 2
"""How many signs a region of NUTS 2 and a division of NACE have."""


class BadNumber(ValueError):
    """An enterprise number that cannot be one; `fault` says in which way."""

    def __init__(self, fault: NumberFault) -> None:
        super().__init__(fault)
        self.fault = fault


def last_day_ahead(today: date) -> date:
    """The last day for which a role can be planned.

    >>> last_day_ahead(date(2024, 2, 29))
    datetime.date(2034, 2, 28)
    """
    day = min(today.day, 28) if today.month == FEBRUARY else today.day
    return today.replace(year=today.year + YEARS_AHEAD, day=day)


def normalise_number(country: str, written: str) -> str:
    """An enterprise or VAT number in its one form: digits for Belgium, with the country's letters elsewhere."""
    text = written.strip()
    if not text:
        return ""
    try:
        if country == "BE":
            return str(belgian.validate(text))
        return _european(country, text)
    except InvalidChecksum:
        raise BadNumber("checksum") from None
    except InvalidLength:
        raise BadNumber("length") from None
    except ValidationError:
        raise BadNumber("format") from None


def _european(country: str, text: str) -> str:
    if country.lower() not in european.MEMBER_STATES:
        plain = re.sub(r"[\s.\-/]", "", text).upper()
        if not re.fullmatch(r"[A-Z0-9]{4,20}", plain):
            raise BadNumber("format")
        return plain
    letters = "EL" if country == "GR" else country
    plain = re.sub(r"[\s.\-/]", "", text).upper()
    return str(european.validate(plain if plain.startswith(letters) else letters + plain))


def is_region(code: str, country: str) -> bool:
    """Whether a code has the form of a region of the country in the European nomenclature."""
    letters = {"GR": "EL", "GB": "UK"}.get(country, country)
    return bool(NUTS.fullmatch(code)) and code.startswith(letters)


def is_activity(code: str) -> bool:
    """Whether a code has the form of a NACE section, division, group or class."""
    return bool(NACE.fullmatch(code))


@dataclass(frozen=True, order=True)
class Span:
    """From a day to a day, both inside; no last day means open."""

    starts: date
    ends: date | None = None

    def overlaps(self, other: "Span") -> bool:
        """Whether both hold on some day."""
        return self.starts <= (other.ends or date.max) and other.starts <= (self.ends or date.max)

    def joined(self, other: "Span") -> "Span":
        """From the earlier first day to the later last day."""
        ends = None if self.ends is None or other.ends is None else max(self.ends, other.ends)
        return Span(min(self.starts, other.starts), ends)

    def holds(self, day: date) -> bool:
        """Whether the day is inside."""
        return self.starts <= day <= (self.ends or date.max)


@dataclass(frozen=True)
class Absorption:
    """How the spans of a duplicate join those of the kept one: numbers of rows, by their place in the lists."""

    moved: tuple[int, ...]
    stretched: dict[int, Span]
    replaced: tuple[int, ...]


def absorb(kept: list[Span], added: list[Span]) -> Absorption:
    """Join spans so that no day is lost and none is held twice; neither list holds a day twice itself.

    `moved` are the added ones that overlap nothing and move as they are; `stretched` the kept ones with their new span;
    `replaced` the kept ones that another stretched one now covers. Added ones that are in neither stay where they are.
    """
    spans = dict(enumerate(kept))
    moved: list[int] = []
    replaced: list[int] = []
    for number, span in enumerate(added):
        # The earliest stays: a later one starts on no day on which an added one starts, so the two never collide.
        touching = sorted(
            (key for key, other in spans.items() if other.overlaps(span)), key=lambda key: kept[key].starts
        )
        if not touching:
            moved.append(number)
            continue
        for key in touching:
            span = span.joined(spans.pop(key))
        spans[touching[0]] = span
        replaced += touching[1:]
    stretched = {key: span for key, span in spans.items() if span != kept[key]}
    return Absorption(tuple(moved), stretched, tuple(replaced))


def days_of(spans: Iterable[Span], until: date) -> set[date]:
    """Every day that some span holds, up to a day; for comparing before and after."""
    found: set[date] = set()
    for span in spans:
        last = min(span.ends or until, until)
        found |= {span.starts + timedelta(days=n) for n in range((last - span.starts).days + 1)}
    return found
