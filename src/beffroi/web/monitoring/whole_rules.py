"""A whole from its parts over time: which parts can be used in a month, and in which months all of them can."""

from collections.abc import Sequence
from dataclasses import dataclass

from beffroi.analytics.results.aggregation import Part, Rule, Whole, aggregate
from beffroi.analytics.results.path import Point

ADDED: tuple[Rule, ...] = ("sum", "weighted_mean", "last")
"""Rules by which a whole that nobody enters is made from its parts; distinct ones are counted from rows."""


@dataclass(frozen=True)
class Member:
    """A part of a whole: its values over time, and what decides whether it can be used."""

    id: str
    points: tuple[Point, ...] = ()
    unit: str = ""
    weight: float | None = None
    is_level: bool = False
    beneficiaries: tuple[str, ...] | None = None

    def within(self, at: int, every: int) -> Point | None:
        """Its last value in the period that ends in a month."""
        return max((point for point in self.points if at - every < point.at <= at), default=None)


def whole_at(rule: Rule, members: Sequence[Member], at: int, every: int, *, unit: str = "", month: str = "") -> Whole:
    """The whole in the period of so many months that ends in a month; what is left out says why.

    >>> members = [Member("a", (Point(12, 3.0),)), Member("b", (Point(11, 4.0),)), Member("c", (Point(2, 9.0),))]
    >>> found = whole_at("sum", members, 12, 6, month="January")
    >>> found.value, [str(one.reason) for one in found.left_out]
    (7.0, ['it has no value for January'])
    """
    return aggregate(rule, [_part(one, one.within(at, every), month) for one in members], unit)


def _part(one: Member, point: Point | None, month: str) -> Part:
    return Part(
        one.id, point.value if point else None, one.unit, one.weight, point.at if point else None, one.beneficiaries,
        month, one.is_level,
    )  # fmt: skip


def whole_points(rule: Rule, members: Sequence[Member], every: int, unit: str = "") -> tuple[Point, ...]:
    """The whole in each month in which every part can be used; an incomplete one is no value.

    >>> members = [Member("a", (Point(6, 3.0), Point(12, 5.0))), Member("b", (Point(12, 4.0),))]
    >>> whole_points("sum", members, 6)
    (Point(at=12, value=9.0),)
    """
    if rule not in ADDED or not members:
        return ()
    months = sorted({point.at for one in members for point in one.points})
    found = []
    for at in months:
        whole = whole_at(rule, members, at, every, unit=unit)
        is_whole = len(whole.parts) == len(members) or (rule == "last" and whole.parts)
        if whole.value is not None and is_whole:
            found.append(Point(at, whole.value))
    return tuple(found)
