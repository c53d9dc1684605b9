"""What the worker does for collecting: open periods that are over, ask, remind. Doing it twice changes nothing."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import Max, Q
from django.utils import timezone

from beffroi.analytics.results.months import month_of
from beffroi.web.core.worker import chore
from beffroi.web.monitoring.actions import open_periods, remind
from beffroi.web.monitoring.collecting_rules import BEFORE_DUE, must_remind, stage_of
from beffroi.web.monitoring.models import DataRequest, ReportingPeriod
from beffroi.web.monitoring.report_states import EntryState, PeriodState


def open_periods_due() -> int:
    """Go on where collecting has begun: says how many periods were opened."""
    today = timezone.localdate()
    last = ReportingPeriod.objects.values("strategy").annotate(last=Max("ends"))
    behind = [one["strategy"] for one in last if month_of(one["last"]) < month_of(today) - 1]
    opened = 0
    for period in ReportingPeriod.objects.filter(strategy__in=behind).select_related("strategy"):
        if period.strategy_id in behind:
            behind.remove(period.strategy_id)
            try:
                opened += len(open_periods(actor=None, strategy=period.strategy, today=today))
            except ValidationError:
                continue  # not over yet, or nobody reports any more
    return opened


def remind_reporters() -> int:
    """Remind before a report is due and after it; says how many requests were reminded of."""
    today = timezone.localdate()
    first = Q(entries__state=EntryState.DRAFT, entries__corrects=None, period__state=PeriodState.OPEN)
    again = Q(entries__state=EntryState.RETURNED) & ~Q(period__state=PeriodState.LOCKED)
    waiting = DataRequest.objects.filter(first | again, due_on__lte=today + BEFORE_DUE)
    held = waiting.exclude(reminded="later").select_related("period__strategy", "organisation", "body").distinct()
    due = [one for one in held if must_remind(stage_of(today, one.due_on), one.reminded)]
    for one in due:
        remind(actor=None, request_of=one, today=today)
    return len(due)


chore("open periods of reporting", timedelta(hours=1), open_periods_due)
chore("remind reporters", timedelta(hours=1), remind_reporters)
