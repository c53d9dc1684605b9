"""The logic of a version: two outlines, two drawings, interventions with what they bring, cost and risk."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from beffroi.reporting.diagrams.layered import Box, Diagram, Line, draw
from beffroi.web.chain import kinds
from beffroi.web.chain.queries import Graph, GraphNode, in_language, kept_for, kept_graph
from beffroi.web.core.permissions import allows
from beffroi.web.strategy import rules
from beffroi.web.strategy.queries.elements import WRITE, Place, element_address
from beffroi.web.strategy.queries.words import said_in

TRUNKS_A_PAGE = 20
MOST_DRAWN = 60
TREES = {"problems": rules.PROBLEMS, "objectives": rules.OBJECTIVES}
BELOW = {
    "challenge": ("up:causes:driver", "down:leads_to:effect", "down:answered_by:specific_objective"),
    "driver": ("up:causes:driver",),
    "effect": ("down:leads_to:effect", "down:mirrored_by:global_objective"),
    "global_objective": ("down:broken_down:specific_objective",),
    "specific_objective": ("down:served_by:intervention",),
    "intervention": ("down:costs:cost",),
}
"""What can be entered beside an element from the outline: way, link, kind."""


@dataclass(frozen=True)
class Logic:
    """One page of the logic."""

    trees: dict[str, list[dict[str, Any]]]
    interventions: list[dict[str, Any]]
    costs: rules.Costs
    without_cost: int
    counts: dict[str, int]
    pages: int
    drawn_whole: dict[str, bool]
    """By tree whether its drawing holds all of it."""


def logic(place: Place, page: int) -> Logic:
    """A page of the logic, kept until the version or the living work changes."""
    return kept_for(f"logic-{place.query}-{page}", place.spaces, lambda: _logic(place, page))


def _logic(place: Place, page: int) -> Logic:
    graph = kept_graph(place.spaces)
    trees = {name: rules.tree(graph, ways) for name, ways in TREES.items()}
    ours = list(graph.of_kind("intervention"))
    part = slice((page - 1) * TRUNKS_A_PAGE, page * TRUNKS_A_PAGE)
    longest = max(len(ours), *(len(trunks) for trunks in trees.values()))
    costs = {one.item: graph.down(one.item, "costs") for one in ours}
    return Logic(
        trees={name: [_shown(place, one) for one in trunks[part]] for name, trunks in trees.items()},
        interventions=[_intervention(place, graph, one, costs[one.item]) for one in ours[part]],
        costs=rules.costs_of(cost for some in costs.values() for cost in some),
        without_cost=sum(not some for some in costs.values()),
        counts={kind: len(list(graph.of_kind(kind))) for kind in BELOW},
        pages=max(1, -(-longest // TRUNKS_A_PAGE)),
        drawn_whole={name: len(rules.layers(graph, ways)) <= MOST_DRAWN for name, ways in TREES.items()},
    )


def _end(place: Place, node: GraphNode) -> dict[str, Any]:
    language, title = said_in(node.title)
    return {
        "key": node.key, "code": node.code, "title": title, "lang": language, "kind": kinds.NODES[node.kind].label,
        "page": place.page_of(node.kind, node.key), "review": node.needs_review,
    }  # fmt: skip


def _shown(place: Place, branch: rules.Branch) -> dict[str, Any]:
    limbs = []
    for limb in branch.limbs:
        way, _colon, name = limb.way.partition(":")
        words = kinds.LINKS[name].up if way == "up" else kinds.LINKS[name].down
        limbs.append({"words": words, "more": limb.more, "branches": [_shown(place, one) for one in limb.branches]})
    adding = [] if branch.again else _adding(branch.node)
    return {
        **_end(place, branch.node), "again": branch.again, "later": branch.later, "limbs": limbs, "adding": adding,
        "move": element_address("element_move", place.strategy.slug, branch.node.key),
        "below": element_address("element_below", place.strategy.slug, branch.node.key),
    }  # fmt: skip


def _adding(node: GraphNode) -> list[dict[str, Any]]:
    found = []
    for one in BELOW.get(node.kind, ()):
        way, link, kind = one.split(":")
        found.append({"query": f"?kind={kind}&relation={link}&way={way}", "label": kinds.NODES[kind].label})
    return found


def _intervention(place: Place, graph: Graph, node: GraphNode, costs: list[GraphNode]) -> dict[str, Any]:
    benefits, effort = said_in(node.details.get("benefits") or {}), said_in(node.details.get("effort") or {})
    return {
        **_end(place, node),
        "benefits": benefits[1] or [], "benefits_lang": benefits[0],
        "effort": effort[1], "effort_lang": effort[0],
        "serves": [
            _end(place, one) | {"later": rules.may_later(graph, one, node)} for one in graph.up(node.item, "served_by")
        ],
        "costs": [
            _end(place, one) | {"owner": one.details.get("owner"), "sum": rules.costs_of([one])} for one in costs
        ],
        "total": rules.costs_of(costs) if len(costs) > 1 else None,
        "risks": [_end(place, one) for one in graph.down(node.item, "threatened_by")],
    }  # fmt: skip


def may_write_version(user: Any, place: Place) -> bool:
    """Whether the person may change what this page shows."""
    return not place.version.space.is_frozen and allows(user, WRITE, place.version.space)


def drawing(place: Place, name: str, *, alone: bool = False) -> str:
    """One of the two trees as a layered drawing, its boxes links; `alone` for a file."""
    kept = f"logic-{name}-{place.query}-{alone}"
    return kept_for(kept, place.spaces, lambda: _drawn(place, name, kept_graph(place.spaces), alone=alone))


def _drawn(place: Place, name: str, graph: Graph, *, alone: bool) -> str:
    found, _whole = diagram(graph, name, None if alone else place)
    return draw(found, alone=alone) if found.boxes else ""


def diagram(graph: Graph, name: str, place: Place | None = None) -> tuple[Diagram, bool]:
    """One of the two trees, its boxes links where a place is given; and whether all of it is in it."""
    rows = rules.layers(graph, TREES[name])
    shown = _fair([graph.nodes[item] for item in rows])
    boxes = tuple(
        Box(str(one.item), rows[one.item], f"{one.code} {in_language(dict(one.title))}".strip(),
            str(kinds.NODES[one.kind].label), place.page_of(one.kind, one.key) if place else "",
            "review" if one.needs_review else "")
        for one in shown
    )  # fmt: skip
    met = {one.item for one in shown}
    lines = tuple(
        Line(str(link.source), str(link.target), str(kinds.LINKS[link.kind].down))
        for link in graph.links
        if link.source in met and link.target in met
    )
    titles = {"problems": _("Problem tree"), "objectives": _("Objective tree")}
    return Diagram(titles[name], boxes, lines), len(shown) == len(rows)


def _fair(nodes: list[GraphNode]) -> list[GraphNode]:
    """All; of too many as many of each kind: a drawing of more cannot be read, the outline has all."""
    if len(nodes) <= MOST_DRAWN:
        return nodes
    by_kind: dict[str, list[GraphNode]] = {}
    for node in nodes:
        by_kind.setdefault(node.kind, []).append(node)
    share = MOST_DRAWN // len(by_kind)
    return [node for some in by_kind.values() for node in sorted(some, key=lambda one: one.position)[:share]]
