"""An element as its page shows it: where it stands, what is around it, and what may be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.web.chain import kinds
from beffroi.web.chain.completeness import Gap, gaps_of
from beffroi.web.chain.permissions import reads_space
from beffroi.web.chain.queries import kept_for, kept_graph, node_by_key, nodes_of
from beffroi.web.core.permissions import allows
from beffroi.web.core.together import read, together
from beffroi.web.strategy.models import ChangeRequest, Comment, Strategy, Version
from beffroi.web.strategy.queries.strategies import (
    draft_of,
    spaces_of,
    the_version,
    visible_changerequests,
    visible_comments,
    visible_strategies,
)

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node, Space

WRITE = "strategy.change_version"
NOBODY = str(UUID(int=0))
"""The key of no element."""


@dataclass(frozen=True)
class Place:
    """A version of a strategy as somebody reads it; `asked` is whether its number stands in the address."""

    strategy: Strategy
    version: Version
    spaces: "tuple[Space, ...]"
    asked: bool = False

    @property
    def query(self) -> str:
        """What an address needs after it so that the same version is shown."""
        return f"?{urlencode({'version': self.version.number})}" if self.asked else ""

    @property
    def reads_living(self) -> bool:
        """Whether the person also reads the living work: the roadmap and its risks."""
        return self.strategy.living in self.spaces

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the strategy."""
        return tuple(self.strategy.languages) or ("en",)

    def address(self, view: str, key: Any = None, **more: Any) -> str:
        """An address of this strategy, of an element if one is given."""
        if key and not more:
            return element_address(view, self.strategy.slug, key) + self.query
        named = {"slug": self.strategy.slug, **({"key": key} if key else {}), **more}
        return reverse(f"strategy:{view}", kwargs=named) + self.query

    def page_of(self, kind: str, key: Any) -> str:
        """The page of an element."""
        known = kinds.NODES.get(kind)
        return known.address(str(key)) if known and known.address else self.address("element", key)


def element_address(view: str, slug: str, key: object) -> str:
    """An address of an element: a page names hundreds of them, so that only the first is asked of Django."""
    return _address(view, slug).replace(NOBODY, str(key))


@lru_cache(maxsize=256)
def _address(view: str, slug: str) -> str:
    return reverse(f"strategy:{view}", kwargs={"slug": slug, "key": NOBODY})


def the_place(user: Any, slug: str, number: str | None = None) -> Place:
    """The version of an address that a person may read; 404 otherwise."""
    strategy = visible_strategies(user).filter(slug=slug).first()
    if number and not (number.isascii() and number.isdigit() and len(number) < 9):
        raise Http404(_("There is no such version: a version is called by its number."))
    wanted = int(number) if number else None
    version = the_version(user, strategy, wanted) if strategy else None
    if strategy is None or version is None:
        raise Http404
    return Place(strategy, version, _read(user, version), wanted is not None)


def place_for(user: Any, strategy: Strategy) -> Place | None:
    """The version of a strategy that a person reads: that in force, else the newest; None if they read none."""
    version = the_version(user, strategy)
    return Place(strategy, version, _read(user, version)) if version else None


def _read(user: Any, version: Version) -> "tuple[Space, ...]":
    return tuple(space for space in spaces_of(version) if reads_space(user, space))


def the_element(user: Any, slug: str, key: Any, number: str | None = None) -> "tuple[Place, Node]":
    """An element in the version of an address; without a number also one that only the draft has."""
    place = the_place(user, slug, number)
    node = node_by_key(place.spaces, key)
    draft = draft_of(place.strategy) if node is None and not place.asked else None
    if draft is not None and reads_space(user, draft.space):
        draft.strategy = place.strategy
        place = Place(place.strategy, draft, _read(user, draft), True)
        node = node_by_key(place.spaces, key)
    if node is None:
        raise Http404
    return place, node


def open_place(user: Any, place: Place) -> Place | None:
    """The draft of the same strategy, if there is one that the person reads."""
    if place.version.status == Version.Status.DRAFT:
        return Place(place.strategy, place.version, place.spaces, True)
    draft = draft_of(place.strategy)
    if draft is None or not reads_space(user, draft.space):
        return None
    draft.strategy = place.strategy
    return Place(place.strategy, draft, _read(user, draft), True)


def open_node(user: Any, place: Place, node: "Node") -> "tuple[Place, Node] | None":
    """What the draft, or the living work, says of the same element: that is what can be changed."""
    draft = open_place(user, place)
    if draft is None:
        return (place, node) if not node.space.is_frozen else None
    found = node_by_key(draft.spaces, node.item.key)
    return (draft, found) if found is not None and not found.space.is_frozen else None


def may_write(user: Any, node: "Node") -> bool:
    """Whether a person may write elements of the kind in that space."""
    known = kinds.NODES.get(node.item.kind)
    return known is not None and allows(user, known.permission, node.space)


def kinds_written(user: Any, place: Place) -> set[str]:
    """The kinds of elements that a person may write where the page stands: those of a published version nobody."""
    is_frozen = place.version.space.is_frozen
    return {
        name
        for name, kind in kinds.NODES.items()
        if allows(user, kind.permission, place.strategy) and not (is_frozen and kind.permission == WRITE)
    }


def gaps(place: Place) -> list[Gap]:
    """What is missing in a version, computed once for each state of it."""
    parts = "check-" + "-".join(place.languages)
    seen = place.reads_living
    return kept_for(
        f"{parts}-{seen}", place.spaces, lambda: gaps_of(kept_graph(place.spaces), place.languages, with_living=seen)
    )


def gaps_by_element(place: Place) -> dict[str, list[Gap]]:
    """Key of an element → what is missing in it."""

    def sort() -> dict[str, list[Gap]]:
        found: dict[str, list[Gap]] = {}
        for gap in gaps(place):
            found.setdefault(gap.node.key, []).append(gap)
        return found

    return kept_for(f"gaps-by-element-{place.reads_living}-" + "-".join(place.languages), place.spaces, sort)


@dataclass(frozen=True)
class Relation:
    """A way in which an element may be linked: value of the form, and how it reads."""

    value: str
    words: Any
    kinds: frozenset[str]


def relations_of(kind: str) -> list[Relation]:
    """How an element of a kind can be linked, upwards and downwards."""
    found = []
    for link in kinds.LINKS.values():
        if kind in link.targets:
            found.append(Relation(f"up:{link.name}", link.up, link.sources))
        if kind in link.sources:
            found.append(Relation(f"down:{link.name}", link.down, link.targets))
    return found


def candidates(place: Place, relation: Relation, but: "Node") -> list[tuple[str, list[tuple[str, str]]]]:
    """Elements that may stand at the other end, by kind."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for space in place.spaces:
        for node in nodes_of(space, *relation.kinds):
            if node.item_id != but.item_id:
                label = f"{node.code} {node}".strip()
                groups.setdefault(str(kinds.NODES[node.item.kind].plural), []).append((str(node.item.key), label))
    return list(groups.items())


def heard_on(user: Any, place: Place, item: int) -> tuple[Sequence[Comment], Sequence[ChangeRequest]]:
    """What was said and what was asked of an element, as far as the person hears it; in one query."""
    about = {"strategy": place.strategy, "item": item}
    comments = visible_comments(user).filter(**about).select_related("author")
    requests = visible_changerequests(user).filter(**about).select_related("author", "decided_by")
    with together(comments, requests):
        return read(comments), read(requests)
