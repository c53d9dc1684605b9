"""Writes about the results chain itself."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from beffroi.web.chain.actions import add_link, add_node
from beffroi.web.core.actions import action, lock
from beffroi.web.monitoring.rules import STEPS

if TYPE_CHECKING:
    from beffroi.web.chain.models import Item, Node


@action
def add_step(
    *,
    actor: Any,
    strategy: Any,
    kind: str,
    said: Mapping[str, Any],
    of: "Item | None" = None,
    after: "Item | None" = None,
    why: Mapping[str, str] | None = None,
    code: str = "",
) -> "Node":
    """Enter a step of the chain: under an intervention or objective, after another step (and why), or both."""
    strategy = lock(strategy)
    if kind not in STEPS or kind == "action":
        raise PermissionDenied(_("There is no such kind of element."))
    if strategy.living is None:
        raise ValidationError(_("This strategy has no living work yet."))
    node = add_node(actor=actor, space=strategy.living, kind=kind, code=code, **said)
    if of is not None:
        add_link(actor=actor, space=strategy.living, kind="expects", source=of, target=node.item)
    if after is not None:
        add_link(
            actor=actor, space=strategy.living, kind="results_in", source=after, target=node.item, rationale=why or {}
        )
    return node
