"""Monitoring reports for tests, prepared and issued by the real actions."""

from types import SimpleNamespace
from typing import Any

from tests.unit.web import cast_monitoring as monitor
from tests.unit.web import cast_piloting as pilot

from beffroi.web.monitoring.actions.issuing import Texts, issue_report, save_report
from beffroi.web.monitoring.models import IssuedReport, MonitoringReport


def texts(**more: Any) -> Texts:
    """What an officer writes in English about the last half-year."""
    given: dict[str, Any] = {
        "starts": monitor.ago(6), "ends": monitor.ago(1), "language": "en", "title": "Half-year report",
        "introduction": "Posts are empty.", "comments": {},
    } | more  # fmt: skip
    return Texts(**given)


def report(actor: Any = None, **more: Any) -> MonitoringReport:
    """A report that is prepared; the same one for the same months."""
    said, strategy = texts(**more), pilot.strategy()
    found = MonitoringReport.objects.filter(strategy=strategy, starts=said.starts, ends=said.ends).first()
    return found or save_report(actor=actor, strategy=strategy, texts=said)


def issued(of: MonitoringReport | None = None, reason: str = "") -> IssuedReport:
    """An edition of it."""
    return issue_report(actor=None, report=of or report(), reason=reason)


def all_of_it() -> SimpleNamespace:
    """A report that was issued, and one that is prepared."""
    held = monitor.indicator(name="Firms reported")
    monitor.value(held, 12)
    made = issued()
    prepared = report(starts=monitor.ago(3), ends=monitor.ago(2), title="Two months")
    return SimpleNamespace(strategy=made.strategy, issued=made, report=prepared)
