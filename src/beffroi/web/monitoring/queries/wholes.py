"""Wholes put together from parts: those of a breakdown, and indicators that are part of another one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from beffroi.analytics.results.aggregation import Whole
from beffroi.analytics.results.months import month_of
from beffroi.analytics.results.path import Point
from beffroi.web.core.refusals import said_to_the_reader
from beffroi.web.monitoring import rules
from beffroi.web.monitoring.beneficiary_rules import counted_by
from beffroi.web.monitoring.models import Indicator, Measurement
from beffroi.web.monitoring.queries.beneficiaries import helps_of
from beffroi.web.monitoring.whole_rules import ADDED, Member, whole_at, whole_points
from beffroi.web.monitoring.wording import month_words, short_words

if TYPE_CHECKING:
    from beffroi.web.monitoring.queries.readings import Reading
    from beffroi.web.strategy.models import Strategy

DUST = 1e-6
"""By how much a computed sum may miss an entered one."""


@dataclass(frozen=True)
class Line:
    """A part as the page shows it: what it is, its value, and why it is left out if it is."""

    name: str
    reading: "Reading | None"
    value: str
    why: str


@dataclass(frozen=True)
class Together:
    """A whole as the page shows it: of which month, from which parts, and what was entered as the whole."""

    month: str
    lines: tuple[Line, ...]
    value: str
    is_complete: bool
    entered: str = ""
    differs: bool = False


def put_together(readings: "list[Reading]", parts: "Mapping[int, list[Member]]") -> "list[Reading]":
    """The same readings, where nobody enters a whole with the values that its parts make together.

    Parameters
    ----------
    readings : list of Reading
    parts : mapping
        indicator → the parts of its breakdown, for those without a whole.

    """
    held = {one.row.pk: one for one in readings}
    children = children_of(readings)
    done: dict[int, Reading] = {}

    def whole(one: "Reading", above: tuple[int, ...]) -> "Reading":
        row = one.row
        if row.pk in done or row.pk in above:
            return done.get(row.pk, one)
        below = [whole(held[child], (*above, row.pk)) for child in children.get(row.pk, ())]
        members = [member_of(child) for child in below] or parts.get(row.pk, [])
        if members and not one.points and row.is_entered and row.kind != Indicator.Kind.QUALITATIVE:
            points = whole_points(row.rule, members, rules.MONTHS[row.frequency], one.unit)  # type: ignore[arg-type]
            one = replace(one, points=points, is_made=bool(points))
        done[row.pk] = one
        return one

    return [whole(one, ()) for one in readings]


def children_of(readings: "Iterable[Reading]") -> dict[int, list[int]]:
    """Indicator → those that are part of it."""
    found: dict[int, list[int]] = defaultdict(list)
    for one in readings:
        if one.row.part_of_id is not None:
            found[one.row.part_of_id].append(one.row.pk)
    return found


def member_of(one: "Reading", numbers: tuple[str, ...] | None = None) -> Member:
    """An indicator as a part of another one."""
    row = one.row
    return Member(
        one.node.code, one.points, one.unit, float(row.weight) if row.weight is not None else None,
        row.kind == Indicator.Kind.QUALITATIVE, numbers,
    )  # fmt: skip


def parts_of(rows: Sequence[Indicator]) -> dict[int, list[Member]]:
    """Indicator → the parts of its breakdown with their values that stand; one query, none where nothing is divided."""
    divided = {row.pk: row for row in rows if row.breakdown and row.is_entered}
    if not divided:
        return {}
    found: dict[tuple[int, str], list[Point]] = defaultdict(list)
    values = Measurement.objects.filter(indicator__in=list(divided), superseded_by=None).exclude(part="")
    for pk, part, period, value in values.values_list("indicator_id", "part", "period", "value"):
        found[pk, part].append(Point(month_of(period), float(value)))
    return {
        pk: [Member(part, tuple(found[pk, part]), weight=row.part_weights.get(part)) for part in row.breakdown]
        for pk, row in divided.items()
    }


def wholes_missing(rows: Sequence[Indicator], typed: Mapping[int, object]) -> dict[int, list[Member]]:
    """The parts of those of which nobody enters the whole, and whose rule makes one of parts."""
    return parts_of([row for row in rows if row.pk not in typed and row.rule in ADDED[:2]])


def together_of(reading: "Reading", readings: "Sequence[Reading]") -> Together | None:
    """How the whole of an indicator comes from its parts; None where it has none."""
    row = reading.row
    held = {one.row.pk: one for one in readings}
    below = [held[pk] for pk in children_of(readings).get(row.pk, ())]
    if below:
        numbers = _numbers(row.strategy, below) if row.rule == Indicator.Rule.DISTINCT else {}
        return _told(reading, [member_of(one, numbers.get(one.row.pk)) for one in below], below)
    members = parts_of([row]).get(row.pk, [])
    return _told(reading, members, []) if any(one.points for one in members) else None


def _numbers(strategy: "Strategy", below: "Sequence[Reading]") -> dict[int, tuple[str, ...]]:
    """The enterprises that each part counts."""
    helps = helps_of(strategy)
    return {
        one.row.pk: tuple(help.number for help in counted_by(helps, one.row.rows_of, one.row.support))
        for one in below
        if one.row.counts_rows
    }


def _told(reading: "Reading", members: Sequence[Member], below: "Sequence[Reading]") -> Together | None:
    row, every = reading.row, rules.MONTHS[reading.row.frequency]
    at = max((point.at for one in members for point in one.points), default=None)
    if at is None:
        return None
    found = whole_at(row.rule, members, at, every, unit=reading.unit, month=month_words(at))  # type: ignore[arg-type]
    why = {one.part: said_to_the_reader(one.reason) for one in found.left_out}
    shown = {one.node.code: one for one in below}
    lines = []
    for one in members:
        point, child = one.within(at, every), shown.get(one.id)
        said = short_words(child or reading, point.value if point else None)
        lines.append(Line(one.id, child, said, why.get(one.id, "")))
    return _whole(reading, found, at, every, lines)


def _whole(reading: "Reading", found: Whole, at: int, every: int, lines: list[Line]) -> Together:
    entered = None if reading.is_made else Member("", reading.points).within(at, every)
    is_complete = not found.left_out or (reading.row.rule == Indicator.Rule.LAST and bool(found.parts))
    differs = (
        entered is not None and found.value is not None and is_complete and abs(entered.value - found.value) > 1e-6
    )
    return Together(
        month_words(at), tuple(lines), short_words(reading, found.value), is_complete,
        short_words(reading, entered.value) if entered else "", differs,
    )  # fmt: skip
