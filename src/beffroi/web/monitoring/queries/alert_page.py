"""An alert with everything that its page says: where it comes from, what was found, what else alerts there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from beffroi.web.chain.queries import reads_of_nodes
from beffroi.web.core.together import read, together
from beffroi.web.monitoring.alert_rules import ITS_OWN_KIND
from beffroi.web.monitoring.models import Alert
from beffroi.web.monitoring.queries.alerts import AlertView, items_of, open_alerts, views_of
from beffroi.web.monitoring.queries.causes import Explanation, explained
from beffroi.web.monitoring.queries.mitigations import (
    FindingView,
    findings_on,
    items_of_mitigations,
    reads_of_findings,
)
from beffroi.web.monitoring.queries.track import kept_track

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class AlertPage:
    """What the page of an alert says; the sources of an open one only."""

    view: AlertView
    sources: Sequence[Explanation]
    findings: Sequence[FindingView]
    others: Sequence[AlertView]
    """The other open alerts about its indicator."""


def page_of_alert(user: Any, alert: Alert, today: date) -> AlertPage:
    """Everything in one statement beside the diagnosis, however much was found and whatever else alerts."""
    beside = _beside(alert)
    findings, mitigations = reads_of_findings(alert)
    mine = Alert.objects.filter(pk=alert.pk)
    about = (
        items_of(beside.order_by()), items_of(mine), findings.order_by().values("item"),
        *items_of_mitigations(mitigations),
    )  # fmt: skip
    track = kept_track(user, alert.strategy, today) if alert.closed_at is None else None
    with together(beside, findings, mitigations, reads_of_nodes(*about)):
        view, *views = views_of([alert, *read(beside)], *about)
        found = findings_on(alert, about)
    told = [one for one in views if one.alert.rule in ITS_OWN_KIND]
    same = [one for one in views if alert.indicator and one.alert.indicator_id == alert.indicator_id]
    return AlertPage(view, explained(view, track, told) if track else (), found, same)


def _beside(alert: Alert) -> "QuerySet[Alert]":
    """The other open alerts that the page may show: those that no verdict tells, those about the same indicator."""
    told = Q(rule__in=ITS_OWN_KIND)
    told = told | Q(indicator=alert.indicator) if alert.indicator else told
    return open_alerts(alert.strategy).filter(told).exclude(pk=alert.pk)
