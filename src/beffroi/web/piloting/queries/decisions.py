"""Decisions: those that a body has to take, and those that were taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from beffroi.web.chain.queries import nodes_of
from beffroi.web.piloting.models import Action, Body, Decision

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node
    from beffroi.web.strategy.models import Strategy


@dataclass(frozen=True)
class Waiting:
    """A decision that is due, and what the living space says of it."""

    decision: Decision
    node: "Node"
    is_late: bool


def decisions_waiting(strategy: "Strategy", today: date, **only: Any) -> list[Waiting]:
    """The decisions that are due, the first day first, those without a day last; two queries."""
    due = list(
        Decision.objects.filter(strategy=strategy, state=Decision.State.DUE, **only).select_related("body", "item")
    )
    if not due or strategy.living is None:
        return []
    nodes = {node.item_id: node for node in nodes_of(strategy.living).filter(item__in=[one.item_id for one in due])}
    found = [
        Waiting(one, nodes[one.item_id], one.due_on is not None and one.due_on < today)
        for one in due
        if one.item_id in nodes
    ]
    return sorted(found, key=lambda one: (one.decision.due_on is None, one.decision.due_on or today, one.node.code))


def actions_of(decision: Decision) -> QuerySet[Action]:
    """The actions that a decision made, or moved."""
    links = Q(item__follows_from__kind="decided", item__follows_from__source=decision.item_id)
    return Action.objects.filter(links).select_related("item").order_by("-pk").distinct()


def due_called(body: Body, title: Mapping[str, str]) -> Decision | None:
    """The decision that a body has to take and that has this title in one of its languages."""
    wanted = {(language, plain(text)) for language, text in title.items() if plain(text)}
    if not wanted or body.strategy.living is None:
        return None
    due = {one.item_id: one for one in body.decisions.filter(state=Decision.State.DUE)}
    for node in nodes_of(body.strategy.living).filter(item__in=due):
        if wanted & {(language, plain(text)) for language, text in node.title.items()}:
            return due[node.item_id]
    return None


def plain(text: str) -> str:
    """A title without what does not tell it from another one: capitals, spaces, a full stop.

    >>> plain(" Open  the call. ") == plain("open the call")
    True
    """
    return " ".join(text.casefold().split()).rstrip(".")
