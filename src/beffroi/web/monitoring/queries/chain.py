"""The results chain of a strategy: its steps, what leads to what and why, as an outline and as a drawing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.reporting.diagrams.layered import Box, Diagram, Line, draw
from beffroi.web.chain import kinds
from beffroi.web.chain.queries import in_language, links_of, nodes_in_order, nodes_of, nodes_of_spaces, read_nodes
from beffroi.web.core.together import read, together
from beffroi.web.monitoring.rules import ORDER, STEPS
from beffroi.web.strategy.queries import spaces_at_work

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from beffroi.web.chain.models import Link, Node, Space
    from beffroi.web.strategy.models import Strategy

MOST_DRAWN = 60
TOPS = ("intervention", "specific_objective", "global_objective")


@dataclass(frozen=True)
class Chain:
    """Steps by item in the order of the chain; links between them; under which interventions they stand."""

    steps: dict[int, "Node"]
    links: "tuple[Link, ...]"
    measured: dict[int, int]
    """Item of an indicator → item of the step that it measures: the first, if links name several."""
    over: dict[int, list[int]]
    """Item of an intervention or objective → the steps that it is meant to bring about."""
    tops: dict[int, "Node"]
    indicators: dict[int, "Node"]

    def kind_of(self, item: int) -> str:
        """What a step is in a results chain."""
        return STEPS[self.steps[item].item.kind]

    def after(self) -> "dict[int, list[Link]]":
        """Item → the links to what it leads to."""
        found: dict[int, list[Link]] = defaultdict(list)
        for link in self.links:
            found[link.source_id].append(link)
        return found


@dataclass(frozen=True)
class Rung:
    """A step in an outline: why it follows, what it assumes, its indicators, and what it leads to."""

    node: "Node"
    kind: Any
    why: str
    assumptions: Sequence[str]
    indicators: Sequence[Any]
    below: "tuple[Rung, ...]" = ()
    again: bool = False


def chain_of(strategy: "Strategy", spaces: "Sequence[Space] | None" = None) -> Chain:
    """The chain in at most two queries; an action of the roadmap is part of it once a link of the chain names it."""
    living = strategy.living
    if living is None:
        return Chain({}, (), {}, {}, {}, {})
    spaces = spaces_at_work(strategy) if spaces is None else spaces
    with together(*reads_of_chain(strategy, spaces)):
        links, nodes = read(_links(living)), read_nodes(_steps(living))
        above = nodes_in_order(spaces, *TOPS)
    leading = [link for link in links if link.kind == "results_in"]
    steps = sorted((node for node in nodes if node.item.kind in STEPS), key=lambda node: ORDER.index(node.item.kind))
    held = {node.item_id: node for node in steps}
    measured: dict[int, int] = {}
    over: dict[int, list[int]] = defaultdict(list)
    for link in links:
        if link.kind == "measured_by" and link.source_id in held:
            measured.setdefault(link.target_id, link.source_id)
        elif link.kind == "expects" and link.target_id in held:
            over[link.source_id].append(link.target_id)
    return Chain(
        held, tuple(link for link in leading if link.source_id in held and link.target_id in held), measured,
        dict(over), _tops(above, over), {node.item_id: node for node in nodes if node.item.kind == "indicator"},
    )  # fmt: skip


def reads_of_chain(strategy: "Strategy", spaces: "Sequence[Space]") -> "tuple[QuerySet[Any, Any], ...]":
    """The queries of the chain: its links, its steps and indicators, what they stand under."""
    living = strategy.living
    if living is None:
        return ()
    above = nodes_of_spaces(spaces, *TOPS)
    return (_links(living), _steps(living), above)


def _steps(living: "Space") -> "QuerySet[Node]":
    """The steps and their indicators; of the actions, of which there are many, those that a link of the chain names."""
    ends = [_links(living).order_by().values(end) for end in ("source", "target")]
    is_named = Q(item__in=ends[0]) | Q(item__in=ends[1])
    return nodes_of(living, *ORDER, "indicator").filter(~Q(item__kind="action") | is_named)


def _links(living: "Space") -> "QuerySet[Link]":
    return links_of(living, "results_in", "expects", "measured_by")


def _tops(found: "Sequence[Node]", over: Mapping[int, object]) -> "dict[int, Node]":
    """The interventions of the version at work, and the objectives that a chain serves."""
    return {
        node.item_id: node
        for node in reversed(found)
        if node.item.kind == "intervention" or node.item_id in over
    }  # fmt: skip


def outline_of(chain: Chain, indicators: Mapping[int, Sequence[Any]]) -> list[tuple["Node | None", tuple[Rung, ...]]]:
    """For each intervention the steps from inputs to impact; at the end what stands under none."""
    after = chain.after()
    before: dict[int, list[int]] = defaultdict(list)
    for link in chain.links:
        before[link.target_id].append(link.source_id)
    parts: list[tuple[Node | None, tuple[Rung, ...]]] = []
    shown: set[int] = set()
    for item, node in sorted(chain.tops.items(), key=lambda pair: pair[1].position):
        inside = _joined(chain.over.get(item, ()), after, before)
        shown |= inside
        parts.append((node, _rungs(chain, inside, before, after, indicators)))
    rest = chain.steps.keys() - shown
    if rest:
        parts.append((None, _rungs(chain, rest, before, after, indicators)))
    return parts


def steps_under(chain: Chain, tops: Iterable[int]) -> set[int]:
    """The steps of some interventions or objectives: what they bring about, what follows, and what leads to that."""
    before: dict[int, list[int]] = defaultdict(list)
    for link in chain.links:
        before[link.target_id].append(link.source_id)
    return _joined([step for item in tops for step in chain.over.get(item, ())], chain.after(), before)


def _joined(starts: Iterable[int], after: "Mapping[int, list[Link]]", before: Mapping[int, list[int]]) -> set[int]:
    """All steps that follow from some, and all that lead to these first ones."""
    found, waiting = set(starts), list(starts)
    while waiting:
        for link in after.get(waiting.pop(), ()):
            if link.target_id not in found:
                found.add(link.target_id)
                waiting.append(link.target_id)
    waiting = list(starts)
    while waiting:
        for item in before.get(waiting.pop(), ()):
            if item not in found:
                found.add(item)
                waiting.append(item)
    return found


def _rungs(
    chain: Chain,
    inside: Iterable[int],
    before: Mapping[int, list[int]],
    after: "Mapping[int, list[Link]]",
    indicators: Mapping[int, Sequence[Any]],
) -> tuple[Rung, ...]:
    """A forest of some steps, each opened once, below what leads to it first."""
    within, seen = set(inside), set[int]()

    def rung(item: int, why: str) -> Rung:
        node = chain.steps[item]
        kind, said = kinds.NODES[node.item.kind].label, in_language(node.details.get("assumptions") or {})
        if item in seen:
            return Rung(node, kind, why, (), (), again=True)
        seen.add(item)
        below = tuple(
            rung(link.target_id, in_language(link.rationale))
            for link in after.get(item, ())
            if link.target_id in within
        )
        return Rung(node, kind, why, said or (), indicators.get(item, ()), below)

    roots = [item for item in chain.steps if item in within and not within & set(before.get(item, ()))]
    return tuple(rung(item, "") for item in roots)


def layers(chain: Chain) -> dict[int, tuple[int, int]]:
    """Item → its row: by its kind, and among steps of one kind after those that lead to it."""
    depth = dict.fromkeys(chain.steps, 0)
    for _round in chain.steps:
        changed = False
        for link in chain.links:
            one, other = link.source_id, link.target_id
            if chain.kind_of(one) == chain.kind_of(other) and depth[other] <= depth[one]:
                depth[other], changed = depth[one] + 1, True
        if not changed:
            break
    return {item: (ORDER.index(node.item.kind), depth[item]) for item, node in chain.steps.items()}


def drawing_of(
    strategy: "Strategy", chain: Chain, marks: Mapping[int, str] | None = None, paths: Iterable[tuple[int, int]] = ()
) -> str:
    """The chain from inputs down to impact, its boxes links to their pages; the first sixty steps.

    `marks` are classes of steps by item; `paths` are the links that stand out, by their ends.
    """
    marks, walked = marks or {}, set(paths)
    rows = layers(chain)
    place = {row: number for number, row in enumerate(sorted(set(rows.values())))}
    shown = list(chain.steps.items())[:MOST_DRAWN]
    boxes = tuple(
        Box(
            str(item), place[rows[item]], f"{node.code} {in_language(node.title)}".strip(),
            str(kinds.NODES[node.item.kind].label), page_of(strategy, node), marks.get(item, ""),
        )
        for item, node in shown
    )  # fmt: skip
    met = {item for item, _node in shown}
    words = str(kinds.LINKS["results_in"].down)
    lines = tuple(
        Line(
            str(link.source_id), str(link.target_id), words,
            "path" if (link.source_id, link.target_id) in walked else "",
        )
        for link in chain.links
        if link.source_id in met and link.target_id in met
    )  # fmt: skip
    return draw(Diagram(_("Results chain"), boxes, lines)) if boxes else ""


def page_of(strategy: "Strategy", node: "Node") -> str:
    """The page of a step: that of its element, or of its action in the roadmap."""
    view = "piloting:action" if node.item.kind == "action" else "strategy:element"
    return reverse(view, kwargs={"slug": strategy.slug, "key": node.item.key})


def steps_and_actions(strategy: "Strategy", chain: Chain | None = None) -> "list[Node]":
    """Everything at which something can be measured: the steps of the chain, and all actions of the roadmap."""
    chain = chain or chain_of(strategy)
    others = nodes_of(strategy.living, "action") if strategy.living else []
    return [*chain.steps.values(), *(node for node in others if node.item_id not in chain.steps)]
