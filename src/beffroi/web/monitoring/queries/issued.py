"""Monitoring reports: those that are prepared, editions that were issued, and what changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, QuerySet

from beffroi.analytics.results.months import month_of
from beffroi.web.chain.queries import nodes_of_items
from beffroi.web.monitoring.models import IssuedFile, IssuedReport, Measurement, MonitoringReport
from beffroi.web.monitoring.permissions import measured_by
from beffroi.web.monitoring.wording import amount_words
from beffroi.web.piloting.queries import piloted_strategies

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node
    from beffroi.web.strategy.models import Strategy

YEAR = timedelta(days=366)
"""How much older than the period a value can be that a verdict speaks of."""


@dataclass(frozen=True)
class Corrected:
    """A value that a report says and that was corrected since: what it said, what stands now, and why."""

    node: "Node"
    month: int
    part: str
    said: str
    stands: str
    measurement: Measurement


def visible_reports(user: Any) -> QuerySet[MonitoringReport]:
    """The reports that somebody prepares, of those who measure."""
    found = MonitoringReport.objects.filter(measured_by(user, "strategy"))
    return found.select_related("strategy", "strategy__living")


def visible_issued(user: Any) -> QuerySet[IssuedReport]:
    """Issued reports: everybody reads those of a strategy that they know of."""
    found = IssuedReport.objects.filter(report__strategy__in=piloted_strategies(user).values("pk"))
    return found.select_related("report__strategy__living").prefetch_related(_files())


def visible_issued_files(user: Any) -> QuerySet[IssuedFile]:
    """The files of these reports."""
    return IssuedFile.objects.filter(issued__in=visible_issued(user).values("pk"))


def _files() -> "Prefetch[Any, Any, Any]":
    return Prefetch("files", IssuedFile.objects.defer("content"))


def reports_of(strategy: "Strategy") -> QuerySet[MonitoringReport]:
    """All reports of a strategy with their editions, the latest period and edition first."""
    editions = IssuedReport.objects.defer("content").order_by("-number")
    return MonitoringReport.objects.filter(strategy=strategy).prefetch_related(
        Prefetch("editions", editions, to_attr="issued")
    )


def issued_of(strategy: "Strategy") -> QuerySet[IssuedReport]:
    """The last edition of each report of a strategy, the latest period first."""
    found = IssuedReport.objects.filter(report__strategy=strategy).exclude(pk__in=_replaced(strategy))
    return found.defer("content").select_related("report__strategy").prefetch_related(_files()).order_by(
        "-report__ends", "-report__starts"
    )  # fmt: skip


def _replaced(strategy: "Strategy") -> "list[int]":
    rows = IssuedReport.objects.filter(report__strategy=strategy).order_by("report", "-number")
    seen: set[int] = set()
    found = []
    for pk, report in rows.values_list("pk", "report"):
        if report in seen:
            found.append(pk)
        seen.add(report)
    return found


def last_edition(report: MonitoringReport) -> IssuedReport | None:
    """The edition that holds."""
    return report.editions.order_by("-number").first() if report.pk else None


def corrected_since(issued: IssuedReport) -> Sequence[Corrected]:
    """The values that a report says and that were corrected since it was issued; two queries."""
    report = issued.report
    shown = {(key, month) for key, month in issued.said["shown"]}
    later = Measurement.objects.filter(
        indicator__strategy=report.strategy, supersedes__isnull=False, supersedes__at__lte=issued.at, at__gt=issued.at,
        period__gte=report.starts - YEAR, period__lte=report.ends,
    )  # fmt: skip
    rows = list(later.select_related("indicator__item", "supersedes").order_by("indicator", "period", "part"))
    rows = [one for one in rows if (str(one.indicator.item.key), month_of(one.period)) in shown]
    nodes = nodes_of_items([one.indicator.item_id for one in rows])
    return [_corrected(one, nodes[one.indicator.item_id]) for one in rows if one.indicator.item_id in nodes]


def _corrected(one: Measurement, node: "Node") -> Corrected:
    was = one.supersedes.value if one.supersedes else None
    return Corrected(
        node, month_of(one.period), one.part, amount_words(one.indicator, was),
        amount_words(one.indicator, one.value), one,
    )  # fmt: skip
