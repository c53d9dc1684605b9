"""Requests and periods as their pages show them: who was asked, how far they have come, how they keep to it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from beffroi.analytics.results.entry.scores import Report, Scores, scores
from beffroi.web.accounts.queries import representatives_of
from beffroi.web.core.together import read
from beffroi.web.monitoring.collecting_rules import Answering
from beffroi.web.monitoring.links import read_token
from beffroi.web.monitoring.models import DataRequest, Entry, ReportingPeriod
from beffroi.web.monitoring.queries.visible import own_requests
from beffroi.web.piloting.queries.bodies import people_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from beffroi.web.strategy.models import Strategy

SHOWN_PERIODS = 8


@dataclass(frozen=True)
class RequestRow:
    """A request and how it stands."""

    request: DataRequest
    answering: Answering

    @property
    def answered(self) -> int:
        """How many of its values have been sent."""
        return sum(state != "draft" for state in self.answering.states)

    def is_late(self, today: date) -> bool:
        """Whether its day has passed and something is still to be said."""
        return self.request.due_on < today and self.answering.word in {"open", "begun", "returned"}


@dataclass(frozen=True)
class PeriodView:
    """A period with its requests."""

    period: ReportingPeriod
    rows: list[RequestRow]

    @property
    def undecided(self) -> int:
        """How many values wait for the officer."""
        return sum(state in {"submitted", "validated"} for row in self.rows for state in row.answering.states)


@dataclass(frozen=True)
class ReporterView:
    """How a reporter keeps to what was asked: complete, on time, and how long an answer takes once it is begun."""

    name: str
    scores: Scores
    minutes: float | None


def rows_of(requests: Iterable[DataRequest]) -> list[RequestRow]:
    """Requests with the states of their entries, in one query more."""
    found = list(requests)
    states: dict[int, list[str]] = defaultdict(list)
    held = Entry.objects.filter(request__in=[one.pk for one in found], corrected_by=None)
    for request, state in held.order_by("pk").values_list("request_id", "state"):
        states[request or 0].append(state)
    return [RequestRow(one, Answering(states[one.pk])) for one in found]


def periods_of(strategy: "Strategy") -> list[PeriodView]:
    """The last periods of a strategy with all their requests, in three queries."""
    periods = list(ReportingPeriod.objects.filter(strategy=strategy)[:SHOWN_PERIODS])
    asked = DataRequest.objects.filter(period__in=periods).select_related("organisation", "body", "delegate", "period")
    by_period: dict[int, list[RequestRow]] = defaultdict(list)
    for row in rows_of(asked):
        by_period[row.request.period_id].append(row)
    return [PeriodView(period, by_period[period.pk]) for period in periods]


def open_requests(strategy: "Strategy") -> "QuerySet[DataRequest]":
    """The requests of open periods."""
    asked = DataRequest.objects.filter(period__strategy=strategy, period__state="open")
    return asked.select_related("organisation", "body", "period")


def open_rows(strategy: "Strategy") -> list[RequestRow]:
    """The requests of open periods and how they stand, in two queries."""
    return rows_of(read(open_requests(strategy)))


def reporters_of(strategy: "Strategy", today: date) -> list[ReporterView]:
    """How each reporter of a strategy kept to what was asked, over all periods."""
    asked = DataRequest.objects.filter(period__strategy=strategy).select_related("organisation", "body")
    found: dict[str, list[DataRequest]] = defaultdict(list)
    for one in asked:
        found[str(one.reporter)].append(one)
    return [
        ReporterView(name, scores([_report(one) for one in mine], today), _minutes(mine))
        for name, mine in sorted(found.items())
    ]


def _report(found: DataRequest) -> Report:
    return Report(found.due_on, _day(found.sent_at))


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _minutes(requests: Sequence[DataRequest]) -> float | None:
    """The median of the minutes from opening a request to sending it."""
    took = [one.sent_at - one.opened_at for one in requests if one.opened_at and one.sent_at]
    return median(each / timedelta(minutes=1) for each in took) if took else None


def my_requests(user: Any) -> list[RequestRow]:
    """What a person is asked to report, the next due first; in two queries."""
    return rows_of(read(requests_to(user)))


def requests_to(user: Any) -> "QuerySet[DataRequest]":
    """What a person is asked to report, the next due first."""
    return own_requests(user).order_by("-period__ends", "due_on", "pk")[:100]


def people_asked(found: DataRequest) -> list[Any]:
    """Who is asked to answer now: the person it was handed to, else all who act for the reporter."""
    if found.delegate_email:
        return []
    if found.delegate is not None:
        return [found.delegate]
    if found.body is not None:
        return list({person.pk: person for person in people_of(found.body)}.values())
    return list(representatives_of(found.organisation)) if found.organisation else []


def colleagues_of(found: DataRequest) -> list[Any]:
    """Who may answer in place of the others: all who act for the reporter."""
    if found.body is not None:
        return list({person.pk: person for person in people_of(found.body)}.values())
    return list(representatives_of(found.organisation)) if found.organisation else []


def request_by_token(token: str) -> DataRequest | None:
    """The request of a secret link, also of one that was replaced; the caller asks whether it still opens."""
    named = read_token(token)
    if named is None:
        return None
    found = DataRequest.objects.filter(key=named[0])
    return found.select_related("period__strategy__living", "organisation", "body", "delegate").first()


def awaiting(strategy: "Strategy") -> int:
    """How many values of a strategy wait to be validated."""
    return Entry.objects.filter(indicator__strategy=strategy, state="submitted").count()


def locked_months(strategy: "Strategy", months: Iterable[date]) -> set[date]:
    """Which of some months lie in a locked period: one query."""
    spans = list(ReportingPeriod.objects.filter(strategy=strategy, state="locked").values_list("starts", "ends"))
    return {month for month in months if any(start <= month <= end for start, end in spans)}
