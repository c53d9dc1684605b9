"""How many enterprises were helped, each once: computed on plain rows; no database."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from beffroi.analytics.results.aggregation import Part, aggregate
from beffroi.web.monitoring.rules import last_day


@dataclass(frozen=True)
class Help:
    """What counting needs of a row: whom, when, under what, in which form, of which part."""

    number: str
    on: date
    item: str
    support: str
    part: str = ""


def counted_by(rows: Iterable[Help], items: Collection[str], support: str) -> list[Help]:
    """The rows that an indicator counts; no items and no form of support mean all."""
    return [
        row for row in rows if (not items or row.item in items) and (not support or row.support == support)
    ]  # fmt: skip


def firms_by_month(rows: Iterable[Help], months: Sequence[int]) -> list[float]:
    """How many enterprises had been helped by the end of some months: one that was helped twice counts once.

    >>> from beffroi.analytics.results.months import month
    >>> helped = [("a", date(2024, 1, 31)), ("a", date(2024, 3, 1)), ("b", date(2024, 2, 5))]
    >>> rows = [Help(number, on, "", "") for number, on in helped]
    >>> firms_by_month(rows, [month(2024, 1), month(2024, 2), month(2024, 3)])
    [1.0, 2.0, 2.0]
    """
    first: dict[str, date] = {}
    for row in rows:
        first[row.number] = min(first.get(row.number, row.on), row.on)
    days = sorted(first.values())
    return [float(bisect_right(days, last_day(at))) for at in months]


@dataclass(frozen=True)
class Shared:
    """How many enterprises each part has, how many the whole, and how many stand in several parts or in none."""

    parts: tuple[tuple[str, int], ...]
    whole: int
    several: int
    none: int
    rows: int


def shared(rows: Iterable[Help], breakdown: Sequence[str]) -> Shared:
    """The enterprises of each part of a breakdown; the whole is not their sum where one stands in several.

    >>> found = shared([Help("a", date.min, "", "", "small"), Help("a", date.min, "", "", "large")], ["small", "large"])
    >>> found.parts, found.whole, found.several
    ((('small', 1), ('large', 1)), 1, 1)
    """
    rows = list(rows)
    held = {part: {row.number for row in rows if row.part == part} for part in breakdown}
    whole = aggregate("distinct", [Part("", beneficiaries=[row.number for row in rows])])
    met = [number for numbers in held.values() for number in numbers]
    inside = set(met)
    everybody = {row.number for row in rows}
    return Shared(
        tuple((part, len(numbers)) for part, numbers in held.items()), int(whole.value or 0),
        len({number for number in inside if sum(number in numbers for numbers in held.values()) > 1}),
        len(everybody - inside), len(rows),
    )  # fmt: skip
