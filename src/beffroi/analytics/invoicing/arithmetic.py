"""Lines, value-added tax rounded once per rate, and totals. Decimals in, decimals out; nothing is ever a float."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Category = Literal["S", "Z", "E", "AE", "O"]
"""The categories of value-added tax of a European e-invoice (UNCL 5305): at a rate, zero, exempt, reverse, outside."""
CENT = Decimal("0.01")
NOTHING = Decimal("0.00")


def cents(amount: Decimal) -> Decimal:
    """An amount to the cent, half a cent away from zero.

    >>> cents(Decimal("0.005")), cents(Decimal("-0.005"))
    (Decimal('0.01'), Decimal('-0.01'))
    """
    return amount.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Line:
    """So many at a price before tax, with the category of tax, its rate in percent, and why it is so."""

    words: str
    quantity: Decimal
    price: Decimal
    category: Category = "S"
    rate: Decimal = Decimal(21)
    reason: str = ""
    rounding: Decimal = NOTHING
    """Added to the tax of its rate: the cent with which all credit notes together give back just what was taken."""

    @property
    def net(self) -> Decimal:
        """Before tax, rounded to the cent."""
        return cents(self.quantity * self.price)


@dataclass(frozen=True)
class Tax:
    """What is taxed alike: one category, one rate, one reason."""

    category: Category
    rate: Decimal
    reason: str
    net: Decimal
    rounding: Decimal = NOTHING

    @property
    def tax(self) -> Decimal:
        """The tax, rounded once for all lines of the rate."""
        return cents(self.net * self.rate / 100) + self.rounding


@dataclass(frozen=True)
class Sums:
    """The totals of an invoice, and the tax by rate."""

    taxes: tuple[Tax, ...]

    @property
    def net(self) -> Decimal:
        """Before tax."""
        return sum((one.net for one in self.taxes), NOTHING)

    @property
    def tax(self) -> Decimal:
        """All tax."""
        return sum((one.tax for one in self.taxes), NOTHING)

    @property
    def gross(self) -> Decimal:
        """What is to pay."""
        return self.net + self.tax


def sums(lines: Sequence[Line]) -> Sums:
    """Add lines up by what is taxed alike, the highest rate first.

    Parameters
    ----------
    lines : sequence of Line

    Returns
    -------
    Sums

    Examples
    --------
    >>> book = Line("a book", Decimal(1), Decimal("9.99"), rate=Decimal(6))
    >>> found = sums([Line("a seat", Decimal(3), Decimal("0.35")), book])
    >>> found.net, found.tax, found.gross
    (Decimal('11.04'), Decimal('0.82'), Decimal('11.86'))

    """
    by_rate: dict[tuple[Category, Decimal, str], Tax] = {}
    for one in lines:
        kind = (one.category, one.rate, one.reason)
        held = by_rate.get(kind) or Tax(*kind, NOTHING)
        by_rate[kind] = Tax(*kind, held.net + one.net, held.rounding + one.rounding)
    return Sums(tuple(sorted(by_rate.values(), key=lambda one: (-one.rate, one.category, one.reason))))


def rest(lines: Sequence[Line], credited: Sequence[Sequence[Line]]) -> list[Tax]:
    """What is left of an invoice after its credit notes, by what is taxed alike; its tax to the cent.

    Parameters
    ----------
    lines : sequence of Line
        of the invoice.
    credited : sequence of sequences of Line
        of each credit note so far.

    Returns
    -------
    list of Tax
        nothing where nothing is left.

    Examples
    --------
    >>> line = Line("a seat", Decimal(1), Decimal("10.01"))
    >>> [(one.net, one.tax) for one in rest([line], [[Line("back", Decimal(1), Decimal("3.35"))]])]
    [(Decimal('6.66'), Decimal('1.40'))]

    """
    left = {(one.category, one.rate, one.reason): (one.net, one.tax) for one in sums(lines).taxes}
    for note in credited:
        for one in sums(note).taxes:
            kind = (one.category, one.rate, one.reason)
            net, tax = left.get(kind, (NOTHING, NOTHING))
            left[kind] = (net - one.net, tax - one.tax)
    return [Tax(*kind, net, tax - cents(net * kind[1] / 100)) for kind, (net, tax) in left.items() if net or tax]


def faults(lines: Sequence[Line]) -> list[str]:
    """What the categories forbid: in codes, so that whoever asks can say it in words.

    `rate`: a rate where none is charged, or none where one is; `reason`: no tax without a reason; `outside`: what is
    outside the scope of the tax does not stand beside what is inside; `reasons`: one category gives one reason only;
    `empty`: there is nothing to invoice.

    Parameters
    ----------
    lines : sequence of Line

    Returns
    -------
    list of str
        codes; none where all is well.

    Examples
    --------
    >>> faults([Line("a seat", Decimal(1), Decimal(9), "E", Decimal(0))])
    ['reason']

    """
    found = [] if lines else ["empty"]
    found += ["rate" for one in lines if (one.category == "S") != (one.rate > 0)]
    found += ["reason" for one in lines if one.category in {"E", "AE", "O"} and not one.reason.strip()]
    outside = {one.category == "O" for one in lines}
    found += ["outside"] if len(outside) > 1 else []
    reasons: dict[str, set[str]] = {}
    for one in lines:
        if one.category != "S":
            reasons.setdefault(one.category, set()).add(one.reason)
    found += ["reasons" for said in reasons.values() if len(said) > 1]
    return sorted(set(found))
