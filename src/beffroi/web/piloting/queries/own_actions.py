"""What a person has to do: the open actions of which their organisation, or a body of theirs, is an owner."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from beffroi.web.chain.queries import nodes_of_items
from beffroi.web.piloting.models import Action
from beffroi.web.piloting.permissions import own_actions
from beffroi.web.piloting.rules import standing

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node

OPEN = (Action.State.PLANNED, Action.State.UNDER_WAY)


@dataclass(frozen=True)
class Mine:
    """An open action of somebody."""

    action: Action
    node: "Node"
    standing: str


def mine(user: Any, today: date) -> list[Mine]:
    """The open actions of a person, the one that ends first at the top, those without an end last."""
    found = list(own_actions(user).filter(state__in=OPEN).select_related("strategy", "strategy__living"))
    nodes = nodes_of_items([one.item_id for one in found])
    rows = [
        Mine(one, nodes[one.item_id], standing(one.state, one.start, one.end, today))
        for one in found
        if one.item_id in nodes
    ]
    return sorted(rows, key=lambda row: (row.action.end is None, row.action.end or today, row.node.code))
