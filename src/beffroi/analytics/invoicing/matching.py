"""What a movement on the account pays: by structured communication, then by an amount that fits one invoice only."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True)
class Due:
    """An invoice with what is still open of it (negative: what is due back)."""

    pk: int
    communication: str
    open: Decimal


@dataclass(frozen=True)
class Arrived:
    """A movement with what is not yet assigned of it."""

    pk: int
    communication: str
    amount: Decimal


@dataclass(frozen=True)
class Match:
    """So much of a movement pays an invoice, and by what it was recognised."""

    movement: int
    invoice: int
    amount: Decimal
    by: Literal["communication", "amount"]


def match(arrived: Sequence[Arrived], due: Sequence[Due]) -> list[Match]:
    """Assign movements to what is open; what fits nothing, or more than one thing, is left to a human.

    Parameters
    ----------
    arrived : sequence of Arrived
    due : sequence of Due

    Returns
    -------
    list of Match
        first those by communication; never more of an invoice than is open, nor more of a movement than arrived.

    Examples
    --------
    >>> due = [Due(1, "010806817183", Decimal(121)), Due(2, "", Decimal(50)), Due(3, "", Decimal(50))]
    >>> arrived = [Arrived(7, "010806817183", Decimal(130)), Arrived(8, "", Decimal(50))]
    >>> match(arrived, due)
    [Match(movement=7, invoice=1, amount=Decimal('121'), by='communication')]

    """
    left = {one.pk: one.open for one in due}
    by_code = {one.communication: one.pk for one in due if one.communication}
    found, others = list[Match](), list[Arrived]()
    for one in arrived:
        invoice = by_code.get(one.communication) if one.communication else None
        if one.communication:
            if invoice is not None and (paid := _within(one.amount, left[invoice])):
                left[invoice] -= paid
                found.append(Match(one.pk, invoice, paid, "communication"))
        else:
            others.append(one)
    for one in others:
        fitting = [pk for pk, open_ in left.items() if open_ == one.amount != 0]
        rivals = [other for other in others if other.amount == one.amount]
        if len(fitting) == 1 and len(rivals) == 1:
            left[fitting[0]] -= one.amount
            found.append(Match(one.pk, fitting[0], one.amount, "amount"))
    return found


def _within(amount: Decimal, open_: Decimal) -> Decimal:
    """As much of an amount as is open on the same side: money that came pays what is owed, money sent what is due."""
    if amount * open_ <= 0:
        return Decimal(0)
    return min(amount, open_) if amount > 0 else max(amount, open_)
