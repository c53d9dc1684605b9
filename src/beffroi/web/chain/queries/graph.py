"""The graph of some spaces in memory: one query, kept in the process until a space changes."""

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db.models import Count, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.utils.translation import get_language

from beffroi.web.chain.models import Evidence, Link, Node, Space
from beffroi.web.chain.rules import Graph, GraphLink, GraphNode
from beffroi.web.core.kept import Kept
from beffroi.web.core.together import read, together

T = TypeVar("T")
KEPT = Kept(most=64)


def graph_of(spaces: Sequence[Space]) -> Graph:
    """The nodes and links of some spaces; where two spaces speak of one item, the first counts."""
    order = {space.pk: number for number, space in enumerate(spaces)}
    asked = reads_of_graph(spaces)
    with together(*asked):
        in_nodes, in_links = map(read, asked)
    nodes: dict[int, GraphNode] = {}
    for row in sorted(in_nodes, key=lambda row: -order[row[0]]):
        _space, item, key, kind, code, title, details, position, many, review = row
        nodes[item] = GraphNode(item, str(key), kind, code, title, details, position, many or 0, review is not None)
    links = tuple(
        GraphLink(pk, kind, source, target, _details(said), many or 0)
        for pk, kind, source, target, said, many in in_links
    )
    return Graph(nodes, links)


def reads_of_graph(spaces: Sequence[Space]) -> "tuple[QuerySet[Any, Any], QuerySet[Any, Any]]":
    """The queries of the graph: nodes and links, each with how much evidence it rests on."""
    order = [space.pk for space in spaces]
    here = Evidence.objects.filter(space__in=order).order_by()
    nodes = (
        Node.objects.filter(space__in=order)
        .annotate(resting=_counted(here.filter(item=OuterRef("item_id")).values("item")))
        .values_list(
            "space_id", "item_id", "item__key", "item__kind", "code", "title", "details", "position", "resting",
            "review_since",
        )
    )  # fmt: skip
    links = Link.objects.filter(space__in=order).order_by("pk").annotate(
        said=Cast("details", TextField()), resting=_counted(here.filter(link=OuterRef("pk")).values("link"))
    )  # fmt: skip
    return nodes, links.values_list("pk", "kind", "source_id", "target_id", "said", "resting")


def reads_of_kept_graph(spaces: Sequence[Space]) -> "tuple[QuerySet[Any, Any], ...]":
    """The same, unless the graph is kept as it is now."""
    return () if _key("graph", spaces, in_words=False) in KEPT else reads_of_graph(spaces)


def _counted(rows: Any) -> Subquery:
    return Subquery(rows.annotate(many=Count("pk")).values("many"))


def _details(said: str) -> Any:
    """Most links say nothing more, and reading that ten thousand times takes long."""
    return {} if said == "{}" else json.loads(said)


def kept_for(name: str, spaces: Sequence[Space], compute: Callable[[], T], *, in_words: bool = True) -> T:
    """What is computed from some spaces, in the language of the page if it has words, until one of them changes.

    It is kept as it is, and shared: nobody may change it.
    """
    return KEPT.get(_key(name, spaces, in_words=in_words), compute)


def _key(name: str, spaces: Sequence[Space], *, in_words: bool) -> tuple[Any, ...]:
    return (name, tuple((space.key, space.changes) for space in spaces), get_language() if in_words else "")


def kept_graph(spaces: Sequence[Space]) -> Graph:
    """The graph of some spaces, read again only when one of them has changed."""
    return kept_for("graph", spaces, lambda: graph_of(spaces), in_words=False)
