"""The seven criteria of the enabling condition as somebody sees them, and what can be named as proof."""

from collections import Counter
from typing import Any

from django.http import Http404

from beffroi.web.chain import kinds
from beffroi.web.chain.queries import GraphNode, in_language, kept_graph
from beffroi.web.strategy.enabling import Asked, Criterion, Proof, criteria
from beffroi.web.strategy.models import NamedProof, Strategy
from beffroi.web.strategy.queries.elements import Place

NAMEABLE = ("intervention", "action", "specific_objective", "direction", "priority_area", "niche", "consultation")
"""Kinds of elements that an author may name as proof."""


def seven(user: Any, place: Place) -> list[Criterion]:
    """The criteria with their proofs."""
    return criteria(Asked(user, place, kept_graph(place.spaces), _named(place)))


def counted(found: list[Criterion]) -> dict[str, int]:
    """How many criteria are in each state."""
    return dict(Counter(one.state for one in found))


def _named(place: Place) -> dict[int, list[Proof]]:
    """What authors named, as far as the version or the living work still has it."""
    nodes = kept_graph(place.spaces).nodes
    found: dict[int, list[Proof]] = {}
    for one in NamedProof.objects.filter(strategy=place.strategy):
        if node := nodes.get(one.item_id):
            proof = Proof(_words(node), place.page_of(node.kind, node.key), in_language(one.note), one.pk)
            found.setdefault(one.criterion, []).append(proof)
    return found


def _words(node: GraphNode) -> str:
    return f"{node.code} {in_language(dict(node.title))}".strip()


def nameable(place: Place) -> list[tuple[str, list[tuple[str, str]]]]:
    """The elements that may be named, by kind."""
    graph = kept_graph(place.spaces)
    found = [
        (str(kinds.NODES[kind].plural), [(node.key, _words(node)) for node in graph.of_kind(kind)])
        for kind in NAMEABLE if kind in kinds.NODES
    ]  # fmt: skip
    return [group for group in found if group[1]]


def item_of(place: Place, key: str) -> int:
    """The item of an element by its key."""
    found = (node.item for node in kept_graph(place.spaces).nodes.values() if node.key == key)
    item = next(found, None)
    if item is None:
        raise Http404
    return item


def proof_by_pk(strategy: Strategy, number: int, pk: int) -> NamedProof:
    """A proof that an author named; 404 if there is none."""
    found = NamedProof.objects.filter(strategy=strategy, criterion=number, pk=pk).first()
    if found is None:
        raise Http404
    return found
