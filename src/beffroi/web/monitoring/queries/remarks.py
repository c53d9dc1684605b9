"""On what a monitoring report can be commented, and on which months the next one would be."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from beffroi.analytics.results.months import month_of
from beffroi.web.chain.queries import in_language
from beffroi.web.monitoring.dashboard_words import said_of
from beffroi.web.monitoring.models import MonitoringReport, ReportingPeriod
from beffroi.web.monitoring.queries.paper_parts import tops_of
from beffroi.web.monitoring.queries.track import track_of
from beffroi.web.monitoring.rules import first_day
from beffroi.web.monitoring.wording import STATUSES, statuses_words

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node
    from beffroi.web.strategy.models import Strategy

HALF_YEAR = 6


@dataclass(frozen=True)
class Remarked:
    """An intervention or an indicator on which somebody may comment: its key, its name, how it stands."""

    key: str
    name: str
    says: str

    @property
    def field(self) -> str:
        """The name of its field."""
        return f"comment_{self.key}"


def remarked_in(report: MonitoringReport, today: date) -> list[Remarked]:
    """The interventions with results, then the indicators, each as it stands at the end of the period."""
    track = track_of(report.strategy, today, month_of(report.ends))
    tops = [
        _remarked(node, statuses_words([row.verdict.status for row in rows if row.verdict]))
        for node, rows in tops_of(track)
        if rows
    ]
    return tops + [
        _remarked(
            row.reading.node, f"{STATUSES[row.verdict.status]}: {said_of(row)}" if row.verdict else said_of(row)
        )
        for row in track.rows
    ]  # fmt: skip


def _remarked(node: "Node", says: str) -> Remarked:
    return Remarked(str(node.item.key), f"{node.code} {in_language(node.title)}".strip(), says)


def period_asked(strategy: "Strategy", today: date) -> tuple[date, date]:
    """The first and the last month of the last reporting period that is over; without one the last half-year."""
    this = first_day(month_of(today))
    held = ReportingPeriod.objects.filter(strategy=strategy, ends__lt=this).order_by("-ends").first()
    if held is not None:
        return held.starts, held.ends
    return first_day(month_of(today) - HALF_YEAR), first_day(month_of(today) - 1)
