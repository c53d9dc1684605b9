"""What the worker does for piloting: warn before a cadence breaks, remind of actions."""

from datetime import timedelta

from django.db.models import Min, Q
from django.utils import timezone

from beffroi.web.chain.queries import nodes_of_items
from beffroi.web.core.worker import chore
from beffroi.web.piloting.actions import remind_of_action, warn_of_cadence
from beffroi.web.piloting.models import Action, Body
from beffroi.web.piloting.queries.bodies import COMING, cadence_of, last_held
from beffroi.web.piloting.queries.own_actions import OPEN
from beffroi.web.piloting.rules import must_warn

BEFORE = timedelta(days=14)


def warn_before_cadences_break() -> int:
    """Warn once for each due date that comes near without a meeting; says how many bodies were warned."""
    today = timezone.localdate()
    found = Body.objects.exclude(cadence_weeks=None).select_related("strategy").annotate(
        last_held=last_held(),
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


def remind_of_actions() -> int:
    """Remind once before an open action ends, and once after it should have ended; says how many were told of."""
    today = timezone.localdate()
    found = Action.objects.filter(state__in=OPEN, end__lte=today + BEFORE).select_related("strategy", "item")
    nodes = nodes_of_items(found.values("item"))
    due = [(one, "late" if one.end < today else "due") for one in found if one.end and one.item_id in nodes]
    new = [(one, stage) for one, stage in due if one.reminded_of != f"{one.end}:{stage}"]
    for one, stage in new:
        remind_of_action(actor=None, roadmap_action=one, node=nodes[one.item_id], stage=stage)
    return len(new)


chore("remind of actions that end", timedelta(hours=1), remind_of_actions)
chore("warn before a cadence breaks", timedelta(hours=1), warn_before_cadences_break)
