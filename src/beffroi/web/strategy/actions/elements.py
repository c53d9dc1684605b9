"""Writes that join several of the chain: an element entered with the link that says why it is there."""

from typing import TYPE_CHECKING, Any

from beffroi.web.chain.actions import add_link, add_node
from beffroi.web.core.actions import action

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node, Space


@action
def add_beside(*, actor: Any, space: "Space", kind: str, of: "Node", relation: str, said: dict[str, Any]) -> "Node":
    """Enter an element and link it to one that stands: `relation` is "down:answered_by" or "up:answered_by"."""
    node = add_node(actor=actor, space=space, kind=kind, **said)
    way, _colon, link = relation.partition(":")
    source, target = (of.item, node.item) if way == "down" else (node.item, of.item)
    add_link(actor=actor, space=space, kind=link, source=source, target=target)
    return node
