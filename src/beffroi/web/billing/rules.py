"""Rules of money: what an invoice's lines are as plain values, how numbers are written. Values in, values out."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from beffroi.analytics.invoicing.arithmetic import NOTHING, Category, Line, Tax, rest

MOST = Decimal("9999999.99")
"""No invoice of a service is larger; what is, is a slip."""


@dataclass(frozen=True)
class LineSaid:
    """A line of an invoice: its words and its reason by language, quantity, price, category of tax and rate."""

    words: Mapping[str, str]
    quantity: Decimal
    price: Decimal
    category: Category = "S"
    rate: Decimal = Decimal(21)
    reason: Mapping[str, str] = field(default_factory=dict)
    rounding: Decimal = NOTHING

    def in_language(self, language: str) -> Line:
        """As arithmetic, papers and files take it."""
        words, reason = text_in(self.words, language), text_in(self.reason, language)
        return Line(words, self.quantity, self.price, self.category, self.rate, reason, self.rounding)

    def as_data(self) -> dict[str, Any]:
        """As it is stored; amounts as text, so that nothing is rounded."""
        return {
            "words": dict(self.words), "quantity": str(self.quantity), "price": str(self.price),
            "category": self.category, "rate": str(self.rate), "reason": dict(self.reason),
            "rounding": str(self.rounding),
        }  # fmt: skip


def text_in(texts: Mapping[str, str], language: str) -> str:
    """A text in a language, else in whichever it is written.

    >>> text_in({"fr": "Une place"}, "en"), text_in({}, "en")
    ('Une place', '')
    """
    return texts.get(language) or next((text for text in texts.values() if text), "")


def lines_of(stored: Iterable[Mapping[str, Any]]) -> list[LineSaid]:
    """Lines as they were stored."""
    return [
        LineSaid(
            one["words"], Decimal(one["quantity"]), Decimal(one["price"]), one["category"], Decimal(one["rate"]),
            one["reason"], Decimal(one["rounding"]),
        )
        for one in stored
    ]  # fmt: skip


def number_of(series: str, year: int, sequence: int) -> str:
    """The number of an invoice.

    >>> number_of("GW", 2026, 7)
    'GW-2026-00007'
    """
    return f"{series}-{year}-{sequence:05d}"


def kind_of(line: LineSaid) -> tuple[Category, Decimal, str]:
    """What is taxed alike, whichever language its reason is read in."""
    return line.category, line.rate, json.dumps(dict(line.reason), sort_keys=True)


def as_line(line: LineSaid) -> Line:
    """A line for arithmetic alone."""
    category, rate, reason = kind_of(line)
    return Line("", line.quantity, line.price, category, rate, reason, line.rounding)


def _left(lines: Sequence[LineSaid], credited: Sequence[Sequence[LineSaid]]) -> list[Tax]:
    return rest([as_line(one) for one in lines], [[as_line(one) for one in note] for note in credited])


def rest_of(
    lines: Sequence[LineSaid], credited: Sequence[Sequence[LineSaid]], words: Mapping[str, str]
) -> list[LineSaid]:
    """Lines of a credit note for all that is left of an invoice."""
    left = _left(lines, credited)
    return [
        LineSaid(words, Decimal(1), one.net, one.category, one.rate, json.loads(one.reason))
        for one in left
        if one.net > 0
    ]


def rounded_off(
    lines: Sequence[LineSaid], credited: Sequence[Sequence[LineSaid]], new: Sequence[LineSaid]
) -> list[LineSaid]:
    """The lines of a credit note, with the cent of rounding where it gives back the last of what is taxed alike."""
    cent = {(one.category, one.rate, one.reason): one.tax for one in _left(lines, [*credited, new]) if one.net == 0}
    return [replace(one, rounding=cent.pop(kind_of(one), NOTHING)) for one in new]


def exceeds(lines: Sequence[LineSaid], credited: Sequence[Sequence[LineSaid]]) -> bool:
    """Whether credit notes together give back more of what is taxed alike than the invoice took."""
    return any(one.net < 0 or one.tax < 0 for one in _left(lines, credited))
