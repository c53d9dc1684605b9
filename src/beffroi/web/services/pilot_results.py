"""What bookings come to: seats, organisations reached, links between clusters, revenue. Plain values only."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import combinations


@dataclass(frozen=True)
class Sale:
    """A booking that was confirmed: on which day, for a session of which day, by whom, for how much before tax.

    `firm` tells organisations apart; `is_held` says that the session took place; `seats` are those still booked.
    """

    confirmed: date
    session: int
    session_day: date
    is_held: bool
    firm: str
    is_member: bool
    seats: int
    net: Decimal
    via: str = ""
    """The cluster whose network brought it, by name."""


@dataclass(frozen=True)
class Contribution:
    """What came by the network of one cluster, or by none."""

    via: str
    seats: int
    non_members: int
    revenue: Decimal


@dataclass(frozen=True)
class Results:
    """What was brought up to a day."""

    bookings: int
    non_members: int
    links: int
    revenue: Decimal
    networks: tuple[Contribution, ...] = field(default=(), repr=False)

    def value(self, measure: str) -> float:
        """One of them by its name."""
        return float(getattr(self, measure))


def results(sales: Iterable[Sale], homes: Mapping[str, frozenset[int]], until: date) -> Results:
    """What sales come to by the end of a day; `homes` are the clusters that an organisation is a member of.

    >>> day = date(2027, 3, 1)
    >>> sales = [Sale(day, 1, day, True, firm, False, 2, Decimal(100)) for firm in ("a", "b")]
    >>> results(sales, {"a": frozenset({1}), "b": frozenset({2})}, day)
    Results(bookings=4, non_members=2, links=1, revenue=Decimal('200'))
    """
    known = [one for one in sales if one.confirmed <= until]
    return Results(
        bookings=sum(one.seats for one in known),
        non_members=len({one.firm for one in known if one.seats and not one.is_member}),
        links=len(links(known, homes, until)),
        revenue=sum((one.net for one in known), Decimal(0)),
        networks=tuple(contributions(known)),
    )


def contributions(sales: Iterable[Sale]) -> list[Contribution]:
    """What each network brought, the most seats first, what came by itself last; each seat and euro counts once.

    >>> day = date(2027, 3, 1)
    >>> [(one.via, one.seats) for one in contributions(
    ...     Sale(day, 1, day, True, via, False, 2, Decimal(100), via) for via in ("", "TWEED", "TWEED"))]
    [('TWEED', 4), ('', 2)]
    """
    found: dict[str, list[Sale]] = defaultdict(list)
    for one in sales:
        found[one.via].append(one)
    rows = [
        Contribution(
            via,
            sum(one.seats for one in came),
            len({one.firm for one in came if one.seats and not one.is_member}),
            sum((one.net for one in came), Decimal(0)),
        )
        for via, came in found.items()
    ]
    return sorted(rows, key=lambda row: (not row.via, -row.seats, row.via))


def links(sales: Iterable[Sale], homes: Mapping[str, frozenset[int]], until: date) -> set[tuple[str, str]]:
    """Pairs of organisations of different clusters that took part in the same session held by a day, each once."""
    there: dict[int, set[str]] = defaultdict(set)
    for one in sales:
        if one.is_held and one.seats and one.session_day <= until:
            there[one.session].add(one.firm)
    pairs = {pair for firms in there.values() for pair in combinations(sorted(firms), 2)}
    return {(a, b) for a, b in pairs if homes.get(a) and homes.get(b) and not homes[a] & homes[b]}
