"""What piloting counts of itself at the ends of some months: for indicators that nobody has to type.

Each reads one or two queries, however many months are asked for; it says which (`reads_of_…`), to read several at once.
"""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from beffroi.web.core.together import read
from beffroi.web.piloting.models import Action, Body, LedgerEntry, Meeting
from beffroi.web.piloting.queries.bodies import began

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from beffroi.web.strategy.models import Strategy

YEAR = timedelta(days=365)
WEEK = timedelta(days=7)


def reads_of_meetings_kept(strategy: "Strategy") -> "tuple[QuerySet[Any, Any], ...]":
    """The bodies, and when meetings were held."""
    held = Meeting.objects.filter(body__strategy=strategy, state=Meeting.State.HELD)
    return Body.objects.filter(strategy=strategy).select_related("strategy"), held.values_list("body_id", "starts_at")


def meetings_kept(strategy: "Strategy", days: Sequence[date]) -> list[float | None]:
    """Meetings held in the year before each day, in percent of those that the cadences of the bodies ask for."""
    all_bodies, times = map(read, reads_of_meetings_kept(strategy))
    bodies = [one for one in all_bodies if one.cadence_weeks]
    held = [(body, timezone.localtime(at).date()) for body, at in times]
    return [_kept(bodies, held, day) for day in days]


def _kept(bodies: Sequence[Body], held: Sequence[tuple[int, date]], day: date) -> float | None:
    """No body meets more often than asked here: one that does cannot stand in for another."""
    wanted = done = 0
    for body in bodies:
        first = max(began(body), day - YEAR)
        last = min(day, body.ended_on) if body.ended_on else day
        expected = (last - first) // (WEEK * (body.cadence_weeks or 1))
        if expected > 0:
            wanted += expected
            done += min(expected, sum(pk == body.pk and first <= on <= last for pk, on in held))
    return 100 * done / wanted if wanted else None


def reads_of_actions_late(strategy: "Strategy") -> "tuple[QuerySet[Any, Any], ...]":
    """When actions are to end, and when they were done."""
    found = Action.objects.filter(strategy=strategy, end__isnull=False).exclude(state=Action.State.CANCELLED)
    return (found.values_list("end", "done_on"),)


def actions_late(strategy: "Strategy", days: Sequence[date]) -> list[float | None]:
    """Actions whose end had passed on each day without their being done."""
    (rows,) = map(read, reads_of_actions_late(strategy))
    return [float(sum(end < day and (done is None or done > day) for end, done in rows)) for day in days]


def reads_of_money_paid(strategy: "Strategy") -> "tuple[QuerySet[Any, Any], ...]":
    """What the ledger says was paid, and when."""
    rows = LedgerEntry.objects.filter(kind=LedgerEntry.Kind.PAID, strategy=strategy).order_by("on")
    return (rows.values_list("on", "amount"),)


def money_paid(strategy: "Strategy", days: Sequence[date]) -> list[float | None]:
    """What the ledger says was paid up to and including each day, in euro."""
    (found,) = map(read, reads_of_money_paid(strategy))
    on, sums = [day for day, _amount in found], [Decimal(0), *accumulate(amount for _day, amount in found)]
    return [float(sums[bisect_right(on, day)]) if found else None for day in days]
