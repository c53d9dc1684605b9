"""Spaces, nodes, links and evidence as a person may read them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet

from beffroi.web.chain import kinds
from beffroi.web.chain.models import Evidence, Item, Link, Node, Space
from beffroi.web.chain.permissions import readable
from beffroi.web.core.together import read, read_each

TOGETHER: list[Callable[[Space], Iterable[Space]]] = []
"""Given a space, the others of which its nodes may speak: registered by the slice that owns spaces."""


def read_together(companions: Callable[[Space], Iterable[Space]]) -> None:
    """Say which spaces are read together with one; called in `AppConfig.ready`."""
    TOGETHER.append(companions)


def visible_spaces(user: Any) -> QuerySet[Space]:
    """The spaces that a person reads."""
    return Space.objects.filter(readable(user))


def spaces_read_together(user: Any, space: Space) -> list[Space]:
    """A space and its companions, as far as the person reads them; in one query beside that of the companions."""
    wanted = {space.pk, *(other.pk for companions in TOGETHER for other in companions(space))}
    return list(visible_spaces(user).filter(pk__in=wanted))


def visible_nodes(user: Any) -> QuerySet[Node]:
    """The nodes that a person reads."""
    return Node.objects.filter(space__in=visible_spaces(user)).select_related("item", "space")


def nodes_of(space: Space, *kinds: str) -> QuerySet[Node]:
    """The nodes of a space, of some kinds or all, in their order; the caller has asked who reads the space."""
    found = Node.objects.filter(space=space).select_related("item")
    return found.filter(item__kind__in=kinds) if kinds else found


def node_of(spaces: Iterable[Space], item: Item) -> Node | None:
    """What the first of some spaces that has the item says of it."""
    order = {space.pk: number for number, space in enumerate(spaces)}
    found = Node.objects.filter(space__in=order, item=item).select_related("item", "space")
    return min(found, key=lambda node: order[node.space_id], default=None)


def nodes_of_both(spaces: Iterable[Space], *items: int) -> list[Node | None]:
    """What the first of some spaces that has it says of each of some items, in one query."""
    order = {space.pk: number for number, space in enumerate(spaces)}
    found = Node.objects.filter(space__in=order, item__in=items).select_related("item", "space")
    first = {node.item_id: node for node in sorted(found, key=lambda node: -order[node.space_id])}
    return [first.get(item) for item in items]


def node_by_key(spaces: Iterable[Space], key: Any) -> Node | None:
    """What the first of some spaces that has the item of a key says of it."""
    order = {space.pk: number for number, space in enumerate(spaces)}
    found = Node.objects.filter(space__in=order, item__key=key).select_related("item", "space", "created_by")
    return min(found, key=lambda node: order[node.space_id], default=None)


@dataclass(frozen=True)
class Neighbour:
    """A link of an element, the element at its other end (None where it dangles), how it reads, how much evidence."""

    link: Link
    node: Node | None
    words: Any
    evidence: int = 0


def neighbours(spaces: Sequence[Space], item: Item) -> tuple[list[Neighbour], list[Neighbour]]:
    """What an element follows from, and what follows from it; in two queries."""
    order = {space.pk: number for number, space in enumerate(spaces)}
    around = Link.objects.filter(Q(source=item) | Q(target=item), space__in=order)
    links = list(around.select_related("space").annotate(resting=Count("evidence")))
    ends = {link.source_id for link in links} | {link.target_id for link in links}
    nodes: dict[int, Node] = {}
    for node in Node.objects.filter(space__in=order, item__in=ends).select_related("item"):
        held = nodes.get(node.item_id)
        if held is None or order[node.space_id] < order[held.space_id]:
            nodes[node.item_id] = node
    known = [link for link in links if link.kind in kinds.LINKS]
    up = [
        Neighbour(one, nodes.get(one.source_id), kinds.LINKS[one.kind].up, one.resting)
        for one in known
        if one.target_id == item.pk
    ]
    down = [
        Neighbour(one, nodes.get(one.target_id), kinds.LINKS[one.kind].down, one.resting)
        for one in known
        if one.source_id == item.pk
    ]
    return up, down


def link_by_pk(spaces: Iterable[Space], pk: int) -> Link | None:
    """A link of some spaces."""
    return Link.objects.filter(space__in=list(spaces), pk=pk).select_related("space", "source", "target").first()


def evidence_by_key(spaces: Iterable[Space], key: Any) -> Evidence | None:
    """A piece of evidence of some spaces."""
    return Evidence.objects.filter(space__in=list(spaces), key=key).select_related("space", "pin").first()


def pinned_in(spaces: Iterable[Space]) -> QuerySet[Evidence]:
    """The evidence of some spaces that is a pin which still stands."""
    found = Evidence.objects.filter(space__in=list(spaces), pin__isnull=False, pin__withdrawn_at=None)
    return found.select_related("pin", "space", "item", "link__target").order_by("pin", "pk")


def visible_evidence(user: Any) -> QuerySet[Evidence]:
    """The evidence that a person reads: that of the spaces that they read."""
    return Evidence.objects.filter(space__in=visible_spaces(user)).select_related("space")


def nodes_in_order(spaces: Sequence[Space], *kinds: str) -> list[Node]:
    """The nodes of several spaces, of some kinds or all, those of the first space first; in one query."""
    order = {space.pk: number for number, space in enumerate(spaces)}
    return sorted(read_nodes(nodes_of_spaces(spaces, *kinds)), key=lambda node: order[node.space_id])


def read_nodes(queryset: QuerySet[Node]) -> list[Node]:
    """The nodes of a query; read together with others they are shared, and nobody may change them."""
    return read_each(queryset, _itself)


def _itself(node: Node) -> Node:
    return node


def nodes_of_spaces(spaces: Sequence[Space], *kinds: str) -> QuerySet[Node]:
    """The nodes of several spaces, of some kinds or all."""
    found = Node.objects.filter(space__in=[space.pk for space in spaces]).select_related("item")
    return found.filter(item__kind__in=kinds) if kinds else found


def links_in_order(spaces: Sequence[Space]) -> list[Link]:
    """The links of several spaces, those of the first space first; in one query."""
    order = {space.pk: number for number, space in enumerate(spaces)}
    return sorted(Link.objects.filter(space__in=order), key=lambda link: order[link.space_id])


def nodes_of_items(*items: Any) -> dict[int, Node]:
    """Item → what its own living space says of it, for items that live in one space only; the caller asks who reads."""
    return {node.item_id: node for node in read(reads_of_nodes(*items))}


def reads_of_nodes(*items: Any) -> QuerySet[Node]:
    """What `nodes_of_items` reads; each of `items` holds keys, or is a query of them."""
    met = reduce(or_, (Q(item__in=some) for some in items))
    return Node.objects.filter(met).select_related("item", "space")


def node_by_code(space: Space, code: str) -> Node | None:
    """The node of a space that bears a code."""
    return Node.objects.filter(space=space, code=code).select_related("item", "space").first()


def links_of(space: Space, *kinds: str) -> QuerySet[Link]:
    """The links of a space, of some kinds or all."""
    found = Link.objects.filter(space=space)
    return found.filter(kind__in=kinds) if kinds else found


def evidence_of(spaces: Iterable[Space], items: Iterable[int], with_links: bool = False) -> QuerySet[Evidence]:
    """What some items (and all links) rest on, in some spaces, with the pins' titles but not their payload."""
    met = Q(item__in=list(items)) | Q(link__isnull=False) if with_links else Q(item__in=list(items))
    found = Evidence.objects.filter(met, space__in=list(spaces))
    return found.select_related("pin").defer("pin__payload")


def evidence_of_link(link: Link) -> QuerySet[Evidence]:
    """What a link rests on."""
    found = Evidence.objects.filter(link=link)
    return found.select_related("pin").defer("pin__payload")


def contents_of(spaces: Iterable[Space]) -> tuple[list[Node], list[Link], list[Evidence]]:
    """All that some spaces say: elements, links, evidence with the pins' titles, not their payload; three queries."""
    here = [space.pk for space in spaces]
    nodes, links = Node.objects.filter(space__in=here), Link.objects.filter(space__in=here).order_by("pk")
    evidence = Evidence.objects.filter(space__in=here).order_by("pk").select_related("pin").defer("pin__payload")
    return list(nodes.select_related("item")), list(links), list(evidence)
