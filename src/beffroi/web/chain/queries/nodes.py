"""Spaces, nodes, links and evidence as a person may read them."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet

from beffroi.web.chain.models import Evidence, Item, Link, Node, Space
from beffroi.web.chain.permissions import readable

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


def node_by_code(space: Space, code: str) -> Node | None:
    """The node of a space that bears a code."""
    return Node.objects.filter(space=space, code=code).select_related("item", "space").first()


def links_of(space: Space, *kinds: str) -> QuerySet[Link]:
    """The links of a space, of some kinds or all."""
    found = Link.objects.filter(space=space)
    return found.filter(kind__in=kinds) if kinds else found


def evidence_of(spaces: Iterable[Space], items: Iterable[int]) -> QuerySet[Evidence]:
    """What some items rest on directly, in some spaces, with the pins' titles but not their payload."""
    found = Evidence.objects.filter(space__in=list(spaces), item__in=list(items))
    return found.select_related("pin").defer("pin__payload")
