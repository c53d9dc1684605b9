"""Alerts follow the facts: one look at a strategy, and what it asks for carried out. Doing it twice changes nothing."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from beffroi.web.core.actions import lock
from beffroi.web.monitoring.actions.alerts import follow_facts
from beffroi.web.monitoring.alert_rules import Held, Look, changes
from beffroi.web.monitoring.queries.alert_looks import looks_of
from beffroi.web.monitoring.queries.alerts import held_alerts

if TYPE_CHECKING:
    from beffroi.web.strategy.models import Strategy


def refresh_alerts(strategy: "Strategy", today: date | None = None, looks: Sequence[Look] | None = None) -> int:
    """Open, change and close alerts as the facts of today say; says how many changed.

    `looks` are those of `looks_of`, where somebody has them already. Two that look at the same time do not open an
    alert twice: the second sees under the lock what the first did.
    """
    today = today or timezone.localdate()
    looks = looks_of(strategy, today) if looks is None else looks
    if not any(changes(_held(strategy), looks, today)):
        return 0
    with transaction.atomic():
        strategy = lock(strategy)
        asked = changes(_held(strategy), looks, today)
        return follow_facts(actor=None, strategy=strategy, asked=asked) if any(asked) else 0


def _held(strategy: "Strategy") -> Iterable[Held]:
    return (Held(*row) for row in held_alerts(strategy))
