"""The graph of some spaces in memory: one statement, kept in the process until a space changes."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import get_language

from beffroi.web.chain.models import Evidence, Link, Node, Space
from beffroi.web.chain.rules import Graph, GraphLink, GraphNode
from beffroi.web.core.kept import Kept
from beffroi.web.core.together import read, read_each, together

T = TypeVar("T")
KEPT = Kept(most=64)


def graph_of(spaces: Sequence[Space]) -> Graph:
    """The nodes and links of some spaces; where two spaces speak of one item, the first counts."""
    order = {space.pk: number for number, space in enumerate(spaces)}
    in_nodes, in_links, in_evidence = reads_of_graph(spaces)
    with together(in_nodes, in_links, in_evidence):
        nodes, links, rests = read_each(in_nodes, _node), read_each(in_links, _link), read(in_evidence)
    on_nodes, on_links = Counter(item for item, _link in rests), Counter(link for _item, link in rests)
    known = {node.item: node for _space, node in sorted(nodes, key=lambda each: -order[each[0]])}
    known |= {item: replace(known[item], evidence=many) for item, many in on_nodes.items() if item in known}
    found = [replace(one, evidence=on_links[one.pk]) if one.pk in on_links else one for one in links]
    return Graph(known, tuple(found))


def _node(row: tuple[Any, ...]) -> tuple[int, GraphNode]:
    space, item, key, kind, code, title, details, position, review = row
    return space, GraphNode(item, str(key), kind, code, title, details, position, 0, review is not None)


def _link(row: tuple[Any, ...]) -> GraphLink:
    pk, kind, source, target, said = row
    return GraphLink(pk, kind, source, target, _details(said))


def reads_of_graph(spaces: Sequence[Space]) -> "tuple[QuerySet[Any, Any], QuerySet[Any, Any], QuerySet[Any, Any]]":
    """The queries of the graph: nodes, links, and what rests on evidence."""
    order = [space.pk for space in spaces]
    nodes = Node.objects.filter(space__in=order).values_list(
        "space_id", "item_id", "item__key", "item__kind", "code", "title", "details", "position", "review_since"
    )
    links = Link.objects.filter(space__in=order).order_by("pk").annotate(said=Cast("details", TextField()))
    evidence = Evidence.objects.filter(space__in=order).order_by("pk").values_list("item_id", "link_id")
    return nodes, links.values_list("pk", "kind", "source_id", "target_id", "said"), evidence


def reads_of_kept_graph(spaces: Sequence[Space]) -> "tuple[QuerySet[Any, Any], ...]":
    """The same, unless the graph is kept as it is now."""
    return () if _key("graph", spaces, in_words=False) in KEPT else reads_of_graph(spaces)


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
