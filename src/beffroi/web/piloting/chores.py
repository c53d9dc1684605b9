"""What the worker does for piloting: warn before a cadence breaks."""

from datetime import timedelta

from django.db.models import Max, Min, Q
from django.utils import timezone

from beffroi.web.core.worker import chore
from beffroi.web.piloting.actions import warn_of_cadence
from beffroi.web.piloting.models import Body, Meeting
from beffroi.web.piloting.queries.bodies import COMING, cadence_of
from beffroi.web.piloting.rules import must_warn


def warn_before_cadences_break() -> int:
    """Warn once for each due date that comes near without a meeting; says how many bodies were warned."""
    today = timezone.localdate()
    found = Body.objects.exclude(cadence_weeks=None).select_related("strategy").annotate(
        last_held=Max("meetings__starts_at", filter=Q(meetings__state=Meeting.State.HELD)),
        coming_at=Min(
            "meetings__starts_at", filter=Q(meetings__state__in=COMING, meetings__starts_at__gte=timezone.now())
        ),
    )  # fmt: skip
    due = [
        body
        for body in found
        if must_warn(cadence_of(body, body.last_held, body.coming_at, today), body.warned_for, today)
    ]
    for body in due:
        warn_of_cadence(actor=None, body=body)
    return len(due)


chore("warn before a cadence breaks", timedelta(hours=1), warn_before_cadences_break)
