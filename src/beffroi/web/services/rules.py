"""Rules of offers and bookings: who pays which price, value-added tax, refunds. Plain values in, plain values out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Audience = Literal["member", "other_member", "non_member"]
CENT = Decimal("0.01")
MOST_SEATS = 20
"""So many seats one booking asks for at most."""


def audience_of(memberships: Collection[int], providers: Collection[int]) -> Audience:
    """How an organisation stands towards an offer, by the clusters it is a verified member of today.

    >>> audience_of({1, 4}, {4}), audience_of({1}, {4}), audience_of(set(), {4})
    ('member', 'other_member', 'non_member')
    """
    if set(memberships) & set(providers):
        return "member"
    return "other_member" if memberships else "non_member"


@dataclass(frozen=True)
class Terms:
    """A price rule: for which audience, and narrowed to which side of the innovation system or to other regions."""

    pk: int
    audience: Audience
    helix: str
    only_elsewhere: bool
    amount: Decimal


def terms_for(rules: Iterable[Terms], *, audience: Audience, helix: str, is_elsewhere: bool) -> Terms | None:
    """The price rule that holds for an organisation: of those that apply the most favourable; None if none applies."""
    applying = [
        one
        for one in rules
        if one.audience == audience and one.helix in {"", helix} and (is_elsewhere or not one.only_elsewhere)
    ]
    return min(applying, key=lambda one: (one.amount, one.pk), default=None)


@dataclass(frozen=True)
class Total:
    """What is to pay: before tax, the tax, and both."""

    net: Decimal
    tax: Decimal

    @property
    def gross(self) -> Decimal:
        """With tax."""
        return self.net + self.tax


def total(amount: Decimal, seats: int, rate: Decimal) -> Total:
    """The price of some seats with value-added tax at a rate in percent, rounded once, half a cent up.

    >>> total(Decimal("1390"), 1, Decimal("21")).gross
    Decimal('1681.90')
    """
    net = (amount * seats).quantize(CENT, ROUND_HALF_UP)
    return Total(net, (net * rate / 100).quantize(CENT, ROUND_HALF_UP))


@dataclass(frozen=True)
class RefundStep:
    """Until so many days before the session begins, this share (0 to 1) of what was paid is given back."""

    days_before: int
    share: Decimal


def refund_share(steps: Iterable[RefundStep], starts: date, on: date) -> Decimal:
    """The share that is given back to who cancels on a day: of the steps whose day has not passed, the largest.

    >>> steps = [RefundStep(31, Decimal(1)), RefundStep(15, Decimal("0.5"))]
    >>> [refund_share(steps, date(2027, 10, 11), date(2027, 9, day)) for day in (10, 11, 26, 27)]
    [Decimal('1'), Decimal('0.5'), Decimal('0.5'), Decimal('0')]
    """
    left = (starts - on).days
    return max((one.share for one in steps if left >= one.days_before), default=Decimal(0))


def given_back(amount: Decimal, seats: int, rate: Decimal, share: Decimal) -> Total:
    """What is given back for some seats at a share of their price: as a credit note has it, tax rounded once.

    >>> given_back(Decimal("10.01"), 3, Decimal("21"), Decimal("0.5")).gross
    Decimal('18.19')
    """
    return total((amount * share).quantize(CENT, ROUND_HALF_UP), seats, rate)


def split(whole: Decimal, seats: int) -> list[Decimal]:
    """An amount over some seats, to the cent; the cents that are left go to the first ones.

    >>> [str(one) for one in split(Decimal("10.00"), 3)]
    ['3.34', '3.33', '3.33']
    """
    each, left = divmod(int(whole / CENT), max(seats, 1))
    return [(each + (at < left)) * CENT for at in range(seats)]


@dataclass(frozen=True)
class Seats:
    """The seats of a session: confirmed, held for somebody (or offered to the waiting list), free."""

    capacity: int
    confirmed: int
    held: int

    @property
    def free(self) -> int:
        """How many anybody can still book."""
        return self.capacity - self.confirmed - self.held


def in_turn(waiting: Sequence[tuple[int, int]], free: int) -> list[int]:
    """Whom freed seats are offered: in the order of the list those whose wish fits into what is left.

    Each entry is (id, seats wanted). Who wants more than is free waits on, and does not hold up those behind.

    >>> in_turn([(1, 3), (2, 1), (3, 1)], 2)
    [2, 3]
    """
    found = []
    for pk, seats in waiting:
        if seats <= free:
            found.append(pk)
            free -= seats
    return found


def held_until(now: datetime, minutes: int, closes: datetime) -> datetime:
    """Until when seats are held: some minutes, but not beyond the close of booking."""
    return min(now + timedelta(minutes=minutes), closes)


@dataclass(frozen=True)
class TakeUp:
    """Seats confirmed against the fewest with which a session is held."""

    confirmed: int
    minimum: int

    @property
    def is_enough(self) -> bool:
        """Whether it can be held."""
        return self.confirmed >= self.minimum
