"""How amounts add up: over what they are for, and over time; no database."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

KINDS = ("budget", "committed", "paid")
NOTHING = Decimal(0)


class Booked(NamedTuple):
    """An amount of the ledger or a sum of some: for which item, from which source, of which kind, in which quarter."""

    item: int
    source: int
    kind: str
    quarter: str
    amount: Decimal


@dataclass
class Amounts:
    """Budgeted, committed and paid."""

    budget: Decimal = NOTHING
    committed: Decimal = NOTHING
    paid: Decimal = NOTHING

    def add(self, kind: str, amount: Decimal) -> None:
        """Count an amount."""
        setattr(self, kind, getattr(self, kind) + amount)

    @property
    def left(self) -> Decimal:
        """What is budgeted and not paid yet; negative where more was paid than budgeted."""
        return self.budget - self.paid

    @property
    def paid_share(self) -> float | None:
        """The part of the budget that is paid; None without a budget."""
        return float(self.paid / self.budget) if self.budget > 0 else None

    @property
    def is_over(self) -> bool:
        """Whether more is committed or paid than was budgeted."""
        return max(self.committed, self.paid) > self.budget

    def __bool__(self) -> bool:
        return any((self.budget, self.committed, self.paid))


@dataclass
class Sums:
    """Own amounts of an item, and those of everything below it with them."""

    own: Amounts = field(default_factory=Amounts)
    whole: Amounts = field(default_factory=Amounts)


def rolled_up(booked: Iterable[Booked], parents: Mapping[int, int]) -> dict[int, Sums]:
    """Item → its sums, each amount counted at its item and once at each item above it.

    Parameters
    ----------
    booked : iterable of Booked
    parents : mapping
        item → the one item that it counts under; what is not in it stands at the top. Circles are walked once.

    Examples
    --------
    >>> sums = rolled_up([Booked(3, 1, "paid", "2020-1", Decimal(5))], {3: 2, 2: 1})
    >>> sums[1].own.paid, sums[1].whole.paid
    (Decimal('0'), Decimal('5'))
    """
    found: dict[int, Sums] = defaultdict(Sums)
    for one in booked:
        found[one.item].own.add(one.kind, one.amount)
        met, at = set[int](), one.item
        while at not in met:
            met.add(at)
            found[at].whole.add(one.kind, one.amount)
            at = parents.get(at, at)
    return dict(found)


def total(booked: Iterable[Booked]) -> Amounts:
    """All amounts together.

    >>> total([Booked(1, 1, "paid", "2020-1", Decimal(5)), Booked(2, 1, "paid", "2020-2", Decimal(-2))]).paid
    Decimal('3')
    """
    found = Amounts()
    for one in booked:
        found.add(one.kind, one.amount)
    return found


def quarter_of(day: date) -> str:
    """The quarter of a day, so that quarters sort.

    >>> quarter_of(date(2020, 5, 1))
    '2020-2'
    """
    return f"{day.year}-{(day.month + 2) // 3}"


def end_of_quarter(day: date) -> date:
    """The last day of the quarter of a day.

    >>> end_of_quarter(date(2020, 5, 1)), end_of_quarter(date(2020, 12, 31))
    (datetime.date(2020, 6, 30), datetime.date(2020, 12, 31))
    """
    month = 3 * ((day.month + 2) // 3)
    return date(day.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def quarters(first: str, last: str) -> list[str]:
    """All quarters from one to another.

    >>> quarters("2019-4", "2020-2")
    ['2019-4', '2020-1', '2020-2']
    """
    (year, part), found = map(int, first.split("-")), [first]
    while found[-1] < last:
        year, part = (year + 1, 1) if part == 4 else (year, part + 1)
        found.append(f"{year}-{part}")
    return found


def cumulated(booked: Sequence[Booked], now: str) -> tuple[list[str], dict[str, list[Decimal | None]]]:
    """The quarters, and for each kind its running total; what is committed and paid is not known after `now`.

    Parameters
    ----------
    booked : sequence of Booked
    now : str
        the quarter of today.

    Examples
    --------
    >>> booked = [Booked(1, 1, "budget", "2020-1", Decimal(5)), Booked(1, 1, "paid", "2020-1", Decimal(2))]
    >>> cumulated(booked, "2020-1")[1]
    {'budget': [Decimal('5')], 'committed': [Decimal('0')], 'paid': [Decimal('2')]}
    """
    if not booked:
        return [], {kind: [] for kind in KINDS}
    known = {one.quarter for one in booked}
    axis = quarters(min(known), max(known))
    found: dict[str, list[Decimal | None]] = {}
    for kind in KINDS:
        step: dict[str, Decimal] = defaultdict(Decimal)
        for one in booked:
            if one.kind == kind:
                step[one.quarter] += one.amount
        running, course = NOTHING, list[Decimal | None]()
        for quarter in axis:
            running += step[quarter]
            course.append(running if kind == "budget" or quarter <= now else None)
        found[kind] = course
    return axis, found
