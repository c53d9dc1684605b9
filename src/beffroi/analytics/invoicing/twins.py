"""The same movement in files of two kinds: CODA and CAMT.053 write words and references each in their own way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from beffroi.analytics.invoicing.bank import Movement

COMPARED = 50
"""Letters and digits of the free words that are compared; the one kind cuts off what the other has whole."""


@dataclass(frozen=True)
class Told:
    """A movement that a file of the other kind told of before."""

    pk: int
    booked_on: date
    amount: Decimal
    communication: str = ""
    words: str = ""
    counterparty_account: str = ""


def twins(new: Sequence[Movement], told: Sequence[Told]) -> dict[str, int]:
    """Which new movements, by key, are ones that were told of before, by number: one is told again once.

    Day and amount are the same in both kinds, and so is a structured communication. Free words and the account of the
    counterparty have to agree where both kinds give them.

    Parameters
    ----------
    new : sequence of Movement
    told : sequence of Told
        of the same account, from files of the other kind, and not found again yet.

    Returns
    -------
    dict

    Examples
    --------
    >>> day, paid = date(2027, 3, 1), Decimal("242.00")
    >>> new = [Movement("BE1", day, paid, words="Seat, thanks", nth=number) for number in (1, 2)]
    >>> list(twins(new, [Told(7, day, paid, words="SEAT THANKS")]).values())
    [7]

    """
    found: dict[str, int] = {}
    left = list(told)
    for is_exact in (True, False):
        for one in new:
            if one.key in found:
                continue
            same = next((other for other in left if _is_same(one, other, is_exact=is_exact)), None)
            if same is not None:
                found[one.key] = same.pk
                left.remove(same)
    return found


def _is_same(one: Movement, other: Told, *, is_exact: bool) -> bool:
    if (one.booked_on, one.amount, one.communication) != (other.booked_on, other.amount, other.communication):
        return False
    pairs = (
        (_plain(one.words)[:COMPARED], _plain(other.words)[:COMPARED]),
        (_plain(one.counterparty_account), _plain(other.counterparty_account)),
    )
    return all(a == b or (not is_exact and not (a and b)) for a, b in pairs)


def _plain(said: str) -> str:
    return "".join(sign for sign in said.casefold() if sign.isalnum())
