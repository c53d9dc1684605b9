"""An indicator as a case file states it: its element and its step are entered by the file."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.monitoring.actions.indicators import CHANGE, fill
from beffroi.web.monitoring.models import Indicator

if TYPE_CHECKING:
    from beffroi.web.chain.models import Item


@action
def state_indicator(
    *, actor: Any, strategy: Any, item: "Item", details: Mapping[str, Any], indicator: Indicator | None = None
) -> Indicator:
    """Give the element of an indicator its sheet, or change it."""
    strategy = lock(strategy)
    if actor is not None:
        permit(actor, CHANGE, strategy)
    found = lock(indicator) if indicator else Indicator(strategy=strategy, item=item)
    with audited(actor, "changed" if indicator else "created", found):
        fill(found, details)
        found.save()
    return found
