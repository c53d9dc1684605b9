"""Requests for a change: as a page shows one, and those that wait."""

from typing import TYPE_CHECKING

from beffroi.web.chain.queries import nodes_of
from beffroi.web.strategy.models import ChangeRequest
from beffroi.web.strategy.queries.strategies import spaces_at_work

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node
    from beffroi.web.strategy.models import Strategy


def beside(asked: ChangeRequest, node: "Node") -> list[dict[str, str]]:
    """Part by part and language by language: what stands, and what is asked for."""
    return [
        {"part": part, "language": language, "now": held.get(language, ""), "proposed": proposed}
        for part, held in (("title", node.title), ("text", node.text))
        for language, proposed in asked.proposed.get(part, {}).items()
    ]


def open_requests(strategy: "Strategy") -> "list[tuple[ChangeRequest, Node]]":
    """The requests for a change that wait, the oldest first, each with the element that it is about."""
    waiting = list(strategy.changerequests.filter(state=ChangeRequest.State.OPEN).order_by("at", "pk"))
    if not waiting:
        return []
    items = [asked.item_id for asked in waiting]
    nodes: dict[int, Node] = {}
    for space in [*spaces_at_work(strategy), *([strategy.living] if strategy.living else [])]:
        for node in nodes_of(space).filter(item__in=items):
            nodes.setdefault(node.item_id, node)
    return [(asked, nodes[asked.item_id]) for asked in waiting if asked.item_id in nodes]
