"""The graph of some spaces in memory: three queries, kept until a space changes."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.core.cache import cache
from django.db.models import Count
from django.utils.translation import get_language

from beffroi.web.chain.models import Evidence, Link, Node, Space
from beffroi.web.chain.rules import Graph, GraphLink, GraphNode

T = TypeVar("T")
KEPT_SECONDS = 3600


def graph_of(spaces: Sequence[Space]) -> Graph:
    """The nodes and links of some spaces; where two spaces speak of one item, the first counts."""
    order = {space.pk: number for number, space in enumerate(spaces)}
    of_items, of_links = _evidence(spaces)
    rows = Node.objects.filter(space__in=spaces).values_list(
        "space_id", "item_id", "item__key", "item__kind", "code", "title", "details", "position", "review_since"
    )
    nodes: dict[int, GraphNode] = {}
    for row in sorted(rows, key=lambda row: -order[row[0]]):
        _space, item, key, kind, code, title, details, position, review = row
        nodes[item] = GraphNode(
            item, str(key), kind, code, title, details, position, of_items.get(item, 0), review is not None
        )
    links = Link.objects.filter(space__in=spaces).values_list("pk", "kind", "source_id", "target_id", "details")
    return Graph(nodes, tuple(GraphLink(*row, of_links.get(row[0], 0)) for row in links))


def _evidence(spaces: Sequence[Space]) -> tuple[dict[int, int], dict[int, int]]:
    counted = Evidence.objects.filter(space__in=spaces).values_list("item_id", "link_id").annotate(many=Count("pk"))
    of_items = {item: many for item, _link, many in counted.order_by() if item}
    return of_items, {link: many for _item, link, many in counted.order_by() if link}


def kept_for(name: str, spaces: Sequence[Space], compute: Callable[[], T]) -> T:
    """What is computed from some spaces in the language of the page, kept until one of them changes."""
    state = "-".join(f"{space.pk}.{space.changes}" for space in spaces)
    key = f"chain:{name}:{state}:{get_language()}"
    found: T | None = cache.get(key)
    if found is None:
        found = compute()
        cache.set(key, found, KEPT_SECONDS)
    return found
