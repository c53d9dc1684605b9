"""Trees, costs, likeness and pairings, computed on the graph in memory; no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from beffroi.web.chain.queries import Graph, GraphNode

MOST_BELOW = 12
"""Branches of one way that an outline opens under an element; the page of the element shows all."""

PLAN = ("name", "aim", "first_year", "last_year", "source")
"""What is entered of a plan."""
DETAILS = ("title", "starts", "ends")
"""What is changed of a strategy as a whole."""
INSTRUMENT = ("name", "run_by", "for_whom", "money", "amount", "source")
"""What is entered of an instrument of a plan."""

Ways = Mapping[str, Sequence[str]]
PROBLEMS: Ways = {
    "challenge": ("up:causes", "down:leads_to"),
    "driver": ("up:causes",),
    "effect": ("down:leads_to",),
}
"""Kinds of the problem tree, and how it goes on from each; a trunk is a challenge, else what stands alone."""
OBJECTIVES: Ways = {
    "global_objective": ("down:broken_down",),
    "specific_objective": ("down:served_by",),
    "intervention": (),
}
"""The mirrored tree: from global objectives down to interventions."""


@dataclass(frozen=True)
class Branch:
    """An element of an outline; listed a second time (`again`) it does not open."""

    node: GraphNode
    limbs: "tuple[Limb, ...]" = ()
    again: bool = False
    later: bool = False
    """It only may serve later what it hangs on."""


@dataclass(frozen=True)
class Limb:
    """What hangs on an element in one way ("down:answered_by"), and how many more there are."""

    way: str
    branches: tuple[Branch, ...]
    more: int = 0


def tree(graph: Graph, ways: Ways, most: int | None = MOST_BELOW) -> list[Branch]:
    """Every element of the tree's kinds, each opened once, below its first trunk; at most so many on one way."""
    seen: set[int] = set()
    trunks = (node for kind in ways for node in graph.of_kind(kind) if node.item not in seen)
    return [_branch(graph, node, ways, seen, most) for node in trunks]


def _branch(graph: Graph, node: GraphNode, ways: Ways, seen: set[int], most: int | None, later: bool = False) -> Branch:
    if node.item in seen:
        return Branch(node, again=True, later=later)
    seen.add(node.item)
    limbs = []
    for way in ways[node.kind]:
        up, _colon, link = way.partition(":")
        ends = (graph.up if up == "up" else graph.down)(node.item, link)
        ends = sorted((one for one in ends if one.kind in ways), key=lambda one: (one.position, one.item))
        if ends:
            opened = tuple(
                _branch(graph, one, ways, seen, most, link == "served_by" and may_later(graph, node, one))
                for one in ends[:most]
            )
            limbs.append(Limb(way, opened, len(ends) - len(opened)))
    return Branch(node, tuple(limbs), later=later)


def may_later(graph: Graph, objective: GraphNode, intervention: GraphNode) -> bool:
    """Whether an intervention does not serve an objective yet, and only may later."""
    link = graph.joining(objective.item, intervention.item, "served_by")
    return link is not None and link.details.get("certainty") == "may_later"


def layers(graph: Graph, ways: Ways) -> dict[int, int]:
    """Item → row in a drawing of the tree: what leads to something stands below it, effects and aims on top."""
    kinds = list(ways)
    if "challenge" in ways:
        kinds = ["effect", "challenge", "driver"]
    found: dict[int, int] = {}
    row = 0
    for kind in kinds:
        height = _heights(
            graph, [node.item for node in graph.of_kind(kind)], "causes" if kind == "driver" else "leads_to"
        )
        deepest = max(height.values(), default=-1)
        for item, high in height.items():
            found[item] = row + (high if kind == "driver" else deepest - high)
        row += deepest + 1
    return found


def _heights(graph: Graph, items: Sequence[int], link: str) -> dict[int, int]:
    """How many steps each item is from where its links begin (for drivers: from where they end)."""
    here, height = set(items), dict.fromkeys(items, 0)
    for _round in items:
        changed = False
        for item in items:
            near = graph.down(item, link) if link == "causes" else graph.up(item, link)
            high = max((height[one.item] + 1 for one in near if one.item in here), default=0)
            if high > height[item]:
                height[item], changed = high, True
        if not changed:
            break
    return height


@dataclass(frozen=True)
class Range:
    """From a lowest to a highest amount."""

    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)

    def __add__(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.high + other.high)


@dataclass(frozen=True)
class Costs:
    """What some costs come to: once and per year are never added up; `unknown` says how many name no amount."""

    once: Range | None = None
    yearly: Range | None = None
    unknown: int = 0


def range_of(cost: GraphNode) -> Range | None:
    """The amounts of a cost, None where one is missing; a single amount is both ends."""
    try:
        amounts = [Decimal(str(cost.details[name])) for name in ("low", "high") if cost.details.get(name) is not None]
    except InvalidOperation:
        return None
    return Range(min(amounts), max(amounts)) if amounts else None


def costs_of(costs: Iterable[GraphNode]) -> Costs:
    """Costs added up, each once even where several interventions share it."""
    sums: dict[bool, Range] = {}
    unknown = 0
    for cost in {one.item: one for one in costs}.values():
        amount, yearly = range_of(cost), bool(cost.details.get("recurring"))
        if amount is None:
            unknown += 1
        else:
            sums[yearly] = sums.get(yearly, Range()) + amount
    return Costs(sums.get(False), sums.get(True), unknown)
