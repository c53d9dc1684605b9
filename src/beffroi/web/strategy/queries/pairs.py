"""Pairs of factors as an author decides on them: likely duplicates, pairings that may become directions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import get_language

from beffroi.web.chain import kinds
from beffroi.web.chain.queries import (
    Graph,
    GraphNode,
    evidence_of,
    in_language,
    kept_for,
    kept_graph,
    moves_of,
    node_by_key,
)
from beffroi.web.strategy import context as rules
from beffroi.web.strategy.kinds import PAIRINGS
from beffroi.web.strategy.models import SetAside, Strategy
from beffroi.web.strategy.queries.context import factor_line
from beffroi.web.strategy.queries.elements import Place

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node

MOST_DUPLICATES = 50
MOST_PAIRS = 8
"""Pairs that are suggested for one pairing; any two factors can be paired beside."""
MOST_SHARED = 4
"""What two factors share that a suggestion names."""
Pair = tuple[int, int]


def the_pair(place: Place, one: Any, other: Any) -> "tuple[Node, Node]":
    """Two factors of a version; 404 if one of them is none."""
    found = [node_by_key([place.version.space], key) for key in (one, other)]
    if any(node is None or node.item.kind != "factor" for node in found) or one == other:
        raise Http404
    return found[0], found[1]  # type: ignore[return-value]


def set_aside(strategy: Strategy, about: str) -> dict[Pair, SetAside]:
    """The pairs that an author set aside."""
    found = SetAside.objects.filter(strategy=strategy, about=about).select_related("decided_by")
    return {(one.one_id, one.other_id): one for one in found}


def aside_by_pk(strategy: Strategy, pk: int) -> SetAside:
    """A pair that was set aside; 404 if there is none."""
    found = SetAside.objects.filter(strategy=strategy, pk=pk).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Pairs:
    """Pairs to decide on, how many more there are, and those that were set aside."""

    shown: list[dict[str, Any]]
    more: int
    aside: list[dict[str, Any]]

    @property
    def many(self) -> int:
        """How many wait for a decision."""
        return len(self.shown) + self.more


def duplicates(place: Place) -> Pairs:
    """Likely duplicates of a version."""
    graph = kept_graph(place.spaces)
    found = kept_for(
        "duplicates", place.spaces, lambda: rules.duplicates(graph.of_kind("factor")), in_words=False
    )  # fmt: skip
    asides = set_aside(place.strategy, SetAside.About.DUPLICATE)
    left = [pair for pair in found if _ordered(pair.one.item, pair.other.item) not in asides]
    shown = [
        {
            "one": _factor(place, graph, pair.one),
            "other": _factor(place, graph, pair.other),
            "alike": round(pair.alike * 100),
        }
        for pair in left[:MOST_DUPLICATES]
    ]
    return Pairs(shown, len(left) - len(shown), _asides(place, graph, asides))


def _ordered(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _factor(place: Place, graph: Graph, node: GraphNode) -> dict[str, Any]:
    known = dict(field_choices("heading"))
    return factor_line(place, graph, node) | {"heading": known.get(str(node.details.get("heading")), "")}


def field_choices(name: str) -> tuple[tuple[str, Any], ...]:
    """The choices of a field of factors."""
    return next(field.choices for field in kinds.NODES["factor"].fields if field.name == name)


def _asides(place: Place, graph: Graph, asides: dict[Pair, SetAside]) -> list[dict[str, Any]]:
    """Pairs set aside of which both factors are still there."""
    return [
        {
            "of": one,
            "one": _factor(place, graph, graph.nodes[pair[0]]),
            "other": _factor(place, graph, graph.nodes[pair[1]]),
        }
        for pair, one in asides.items()
        if pair[0] in graph.nodes and pair[1] in graph.nodes
    ]


@dataclass(frozen=True)
class Preview:
    """What a merge would move, in words."""

    links: list[str]
    doubled: list[str]
    evidence: list[str]
    same: list[str]
    text: dict[str, str]
    source: dict[str, str]


def preview(place: Place, kept: "Node", duplicate: "Node") -> Preview:
    """What would come to the factor that is kept, and what it would say."""
    graph, moves = kept_graph(place.spaces), moves_of(kept, duplicate)
    text, details = rules.joined(kept, duplicate)

    def words(link: Any) -> str:
        known = kinds.LINKS[link.kind]
        is_source = link.source_id == duplicate.item_id
        node = graph.nodes.get(link.target_id if is_source else link.source_id)
        return f"{known.down if is_source else known.up} {_named(node) if node else '–'}"

    return Preview(
        links=[words(link) for link in moves.links],
        doubled=[words(link) for link, _held in moves.doubled],
        evidence=[str(one) for one in moves.evidence],
        same=[str(one) for one in moves.same],
        text=text,
        source=details.get("source") or {},
    )


def _named(node: GraphNode) -> str:
    return f"{node.code} {in_language(dict(node.title))}".strip()


@dataclass(frozen=True)
class Pairing:
    """One of the four fields of the matrix: its directions, and the pairs that are suggested."""

    name: str
    label: Any
    directions: list[dict[str, Any]]
    pairs: list[dict[str, Any]]
    more: int


def matrix(place: Place, *, with_suggestions: bool) -> list[Pairing]:
    """The four pairings, each with its directions; for authors also with the pairs that nobody decided on."""
    graph = kept_graph(place.spaces)
    found: dict[str, list[rules.Pair]] = {}
    decided: set[Pair] = set()
    if with_suggestions:
        found = kept_for("pairings", place.spaces, lambda: _suggested(place, graph))
        decided = _decided(graph) | set(set_aside(place.strategy, SetAside.About.PAIRING))
    fields = []
    for name, label in PAIRINGS:
        left = [pair for pair in found.get(name, ()) if (pair.inner.item, pair.outer.item) not in decided]
        pairs = [_pair(place, graph, pair) for pair in left[:MOST_PAIRS]]
        fields.append(Pairing(name, label, _directions(place, graph, name), pairs, len(left) - len(pairs)))
    return fields


def pairings_aside(place: Place) -> list[dict[str, Any]]:
    """The pairings that an author declined."""
    asides = set_aside(place.strategy, SetAside.About.PAIRING)
    return _asides(place, kept_graph(place.spaces), asides)


def sides(place: Place) -> dict[str, list[tuple[str, str]]]:
    """What can be paired by hand: (key, name) of what the region has, and of what it meets."""
    found: dict[str, list[tuple[str, str]]] = {"inner": [], "outer": []}
    for node in kept_graph(place.spaces).of_kind("factor"):
        if node.details.get("board") == "swot":
            side = "inner" if node.details.get("heading") in ("strength", "weakness") else "outer"
            found[side].append((node.key, _named(node)))
    return found


def _suggested(place: Place, graph: Graph) -> dict[str, list[rules.Pair]]:
    factors = list(graph.of_kind("factor"))
    traits: dict[int, set[rules.Trait]] = {node.item: set() for node in factors}
    for node in factors:
        traits[node.item] |= {
            rules.Trait("consultation", one.key, _named(one)) for one in graph.up(node.item, "heard_in")
        } | {rules.Trait("challenge", one.key, _named(one)) for one in graph.down(node.item, "grounds")}
    for one in evidence_of([place.version.space], traits):
        if one.item_id:
            traits[one.item_id].add(rules.Trait(one.kind, one.pin.key if one.pin else one.source, str(one)))
    return rules.suggestions(factors, traits, get_language() or "en")


def _decided(graph: Graph) -> set[Pair]:
    """The pairs of which an author made a direction."""
    found = set()
    for node in graph.of_kind("direction"):
        ends = graph.up(node.item, "pairs")
        found |= {
            (one.item, other.item) for one in ends for other in ends if rules.pairing_of(one.details, other.details)
        }
    return found


def _pair(place: Place, graph: Graph, pair: rules.Pair) -> dict[str, Any]:
    shared = [trait.label for trait in pair.shared]
    return {
        "inner": _factor(place, graph, pair.inner), "outer": _factor(place, graph, pair.outer),
        "shared": shared[:MOST_SHARED], "more_shared": max(0, len(shared) - MOST_SHARED),
    }  # fmt: skip


def _directions(place: Place, graph: Graph, pairing: str) -> list[dict[str, Any]]:
    return [
        factor_line(place, graph, node)
        | {
            "state": node.details.get("state"),
            "pairs": [factor_line(place, graph, one) for one in graph.up(node.item, "pairs")],
            "directs": [
                factor_line(place, graph, one) | {"page": place.page_of(one.kind, one.key)}
                for one in graph.down(node.item, "directs", "grounds")
            ],
        }
        for node in graph.of_kind("direction")
        if node.details.get("pairing") == pairing
    ]
