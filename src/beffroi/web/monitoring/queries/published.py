"""What everybody may see of the monitoring of a strategy: values that are published, and figures of the observatory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from beffroi.web.core.waiting import Asked, until_written
from beffroi.web.monitoring.models import Indicator
from beffroi.web.monitoring.queries.readings import Reading
from beffroi.web.monitoring.queries.track import Track, Tracked, track_of
from beffroi.web.monitoring.queries.wholes import children_of

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy


@dataclass(frozen=True)
class Published:
    """The indicators of which something is published, and how many others are not shown."""

    at: int
    rows: tuple[Tracked, ...]
    others: int

    @property
    def statuses(self) -> list[str]:
        """How each of them stands that has a verdict."""
        return [row.verdict.status for row in self.rows if row.verdict]


def published_of(strategy: "Strategy", user: Any, today: date) -> Published:
    """What is published, kept until somebody writes."""
    return until_written(
        "monitoring.published", Asked(strategy, user, today), lambda: _shown(track_of(strategy, today))
    )


def _shown(track: Track) -> Published:
    """What the platform counts for itself, and what it counts from rows of agencies, is published by reports only.

    Neither is a whole shown that has such a part.
    """
    readings = track.readings
    open_to_all = _open(readings)
    rows = tuple(row for row in track.rows if row.reading.row.pk in open_to_all and row.reading.points)
    return Published(track.at, rows, len(track.rows) - len(rows))


def _open(readings: Sequence[Reading]) -> set[int]:
    children = children_of(readings)
    held = {one.row.pk: one for one in readings}

    def is_open(pk: int, above: tuple[int, ...] = ()) -> bool:
        one = held[pk]
        if one.is_made and pk not in above:
            return all(is_open(child, (*above, pk)) for child in children.get(pk, ()))
        return one.row.is_entered or one.row.kind == Indicator.Kind.CONTEXT

    return {pk for pk in held if is_open(pk)}
