"""The graph of some spaces in memory: two queries, kept until a space changes."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.core.cache import cache
from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import get_language

from beffroi.web.chain.models import Evidence, Link, Node, Space
from beffroi.web.chain.rules import Graph, GraphLink, GraphNode

T = TypeVar("T")
KEPT_SECONDS = 3600


def graph_of(spaces: Sequence[Space]) -> Graph:
    """The nodes and links of some spaces; where two spaces speak of one item, the first counts."""
    order = {space.pk: number for number, space in enumerate(spaces)}
    resting = Evidence.objects.filter(item=OuterRef("item_id"), space__in=spaces).order_by().values("item")
    rows = (
        Node.objects.filter(space__in=spaces)
        .annotate(resting=Subquery(resting.annotate(many=Count("pk")).values("many")))
        .values_list(
            "space_id", "item_id", "item__key", "item__kind", "code", "title", "details", "position", "resting",
            "review_since",
        )
    )  # fmt: skip
    nodes: dict[int, GraphNode] = {}
    for row in sorted(rows, key=lambda row: -order[row[0]]):
        _space, item, key, kind, code, title, details, position, many, review = row
        nodes[item] = GraphNode(item, str(key), kind, code, title, details, position, many or 0, review is not None)
    found = Link.objects.filter(space__in=spaces).annotate(many=Count("evidence"))
    links = found.values_list("pk", "kind", "source_id", "target_id", "details", "many")
    return Graph(nodes, tuple(GraphLink(*row) for row in links))


def kept_for(name: str, spaces: Sequence[Space], compute: Callable[[], T]) -> T:
    """What is computed from some spaces in the language of the page, kept until one of them changes."""
    state = "-".join(f"{space.key}.{space.changes}" for space in spaces)
    key = f"chain:{name}:{state}:{get_language()}"
    found: T | None = cache.get(key)
    if found is None:
        found = compute()
        cache.set(key, found, KEPT_SECONDS)
    return found
