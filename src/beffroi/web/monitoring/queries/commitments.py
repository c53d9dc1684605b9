"""Earlier commitments of indicators, and what carrying the framework forward would do."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from beffroi.analytics.results.months import month_of
from beffroi.analytics.results.path import Path, Point
from beffroi.web.core.editions import edition_of
from beffroi.web.core.together import read
from beffroi.web.monitoring import rules
from beffroi.web.monitoring.models import Commitment

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from beffroi.web.monitoring.queries.readings import Reading
    from beffroi.web.strategy.models import Strategy


@dataclass(frozen=True)
class Earlier:
    """What an indicator was committed to before: its path and band, until a month."""

    label: str
    path: Path
    band: float
    until: int


@dataclass(frozen=True)
class Carried:
    """An indicator as the preview of carrying forward shows it: what it was committed to, and what it reached."""

    reading: "Reading"
    reached: Point | None
    """The last value at or before the month of the new baseline."""

    @property
    def name(self) -> str:
        """By which its fields are named."""
        return str(self.reading.row.pk)


def commitments_of(strategy: "Strategy") -> "QuerySet[Commitment]":
    """Its earlier commitments in the order of time."""
    return Commitment.objects.filter(indicator__strategy=strategy).order_by("until")


def earlier_of(strategy: "Strategy") -> dict[int, tuple[Earlier, ...]]:
    """Indicator → its earlier commitments in the order of time; one query."""
    found: dict[int, list[Earlier]] = defaultdict(list)
    for one in read(commitments_of(strategy)):
        path = rules.path_of(
            (one.baseline_on, one.baseline_value), (one.target_on, one.target_value), one.milestones
        )  # fmt: skip
        if path is not None:
            found[one.indicator_id].append(Earlier(one.label, path, float(one.band), month_of(one.until)))
    return {indicator: tuple(rows) for indicator, rows in found.items()}


def carried(readings: "Sequence[Reading]", baseline_on: date) -> list[Carried]:
    """What each indicator had reached by a month."""
    at = month_of(baseline_on)
    return [Carried(one, max((point for point in one.points if point.at <= at), default=None)) for one in readings]


def framework_edition(readings: "Sequence[Reading]") -> str:
    """In short, what all indicators are committed to: who carries forward has seen this."""
    rows = sorted((one.row for one in readings), key=lambda row: row.pk)
    return edition_of(
        [
            [row.pk, row.baseline_on, row.baseline_value, row.milestones, row.target_on, row.target_value]
            for row in rows
        ]
    )  # fmt: skip
