"""Alerts follow the facts: a job soon after somebody wrote, and every hour for what comes with time."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beffroi.web.core.audit import listen
from beffroi.web.core.work import Outcome, Work, job, soon
from beffroi.web.core.worker import chore
from beffroi.web.monitoring.alert_refresh import refresh_alerts
from beffroi.web.monitoring.models import Indicator
from beffroi.web.strategy.queries import all_strategies

if TYPE_CHECKING:
    from django.db.models import Model

KIND = "monitoring.refresh_alerts"
WATCHED = frozenset({
    "monitoring.indicator", "monitoring.measurement", "monitoring.assumptionlook", "chain.node", "chain.link",
    "piloting.action", "piloting.body", "piloting.meeting", "piloting.attendance", "piloting.ledgerentry",
})  # fmt: skip
"""What alerts are made of: who writes to one of these may have opened or closed some."""
WAYS = (("strategy_id",), ("indicator", "strategy_id"), ("body", "strategy_id"), ("meeting", "body", "strategy_id"))
"""From something that is written to its strategy."""


@job(KIND, gettext_lazy("Alerts of a strategy"))
def refresh(work: Work, *, strategy: int) -> Outcome:
    """Look at a strategy, and open and close its alerts."""
    found = all_strategies().filter(pk=strategy).first()
    many = refresh_alerts(found) if found else 0
    return Outcome(message=_("Alerts that changed: %(many)s.") % {"many": many})


def refresh_all() -> int:
    """A chore: look at every strategy that measures something; says how many alerts changed."""
    measured = Indicator.objects.values("strategy")
    return sum(refresh_alerts(one) for one in all_strategies().filter(pk__in=measured))


@listen
def look_again(written: "Sequence[Model]") -> None:
    """After the commit of an action that wrote to what alerts are made of, ask for a look at its strategy."""
    found = {strategy_of(one) for one in written if one._meta.label_lower in WATCHED} - {None}
    for pk in found:
        transaction.on_commit(partial(soon, KIND, {"strategy": pk}), robust=True)


def strategy_of(written: Any) -> int | None:
    """The strategy that something belongs to; elements and links belong to that of their space."""
    if hasattr(written, "space_id"):
        owner = written.space.owner_type
        return written.space.owner_id if owner.model == "strategy" else None
    for way in WAYS:
        at = written
        for name in way:
            at = getattr(at, name, None)
        if at is not None:
            return int(at)
    return None


chore("look at what alerts", timedelta(hours=1), refresh_all)
