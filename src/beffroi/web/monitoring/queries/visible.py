"""What a person sees of monitoring: who reads a strategy from inside its results, a reporter their own requests."""

from typing import Any

from django.db.models import QuerySet

from beffroi.web.monitoring.models import DataRequest, Entry, Indicator, ReportingPeriod, ValueRule
from beffroi.web.monitoring.permissions import asked_of, measured_by
from beffroi.web.piloting.queries import visible_of


def visible_indicators(user: Any) -> QuerySet[Indicator]:
    """Indicators."""
    found = visible_of(user, Indicator)
    return found.select_related("item", "strategy", "strategy__living", "reporter_organisation", "reporter_body")


def visible_periods(user: Any) -> QuerySet[ReportingPeriod]:
    """Reporting periods, of those who measure."""
    found = ReportingPeriod.objects.filter(measured_by(user, "strategy"))
    return found.select_related("strategy", "strategy__living")


def visible_rules(user: Any) -> QuerySet[ValueRule]:
    """Rules between indicators, of those who measure."""
    return ValueRule.objects.filter(measured_by(user, "strategy")).select_related("strategy", "strategy__living")


def visible_requests(user: Any) -> QuerySet[DataRequest]:
    """Requests: one's own, and those of the strategies for which one measures."""
    found = DataRequest.objects.filter(asked_of(user) | measured_by(user, "period__strategy"))
    return found.select_related("period__strategy__living", "organisation", "body", "delegate")


def own_requests(user: Any) -> QuerySet[DataRequest]:
    """The requests that a person is asked to answer."""
    found = DataRequest.objects.filter(asked_of(user))
    return found.select_related("period__strategy__living", "organisation", "body", "delegate")


def visible_entries(user: Any) -> QuerySet[Entry]:
    """Reported values: those of one's own requests, and of the strategies for which one measures.

    Who reads a strategy from inside sees those that are published.
    """
    inside = Entry.objects.filter(state="published", indicator__in=visible_indicators(user).values("pk"))
    mine = asked_of(user, "request__") | measured_by(user, "indicator__strategy")
    found = Entry.objects.filter(mine) | inside
    return found.select_related("indicator__strategy__living", "request__period")
