"""The graph in memory: what completeness rules, walks and differences are computed on; no database."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A node with what rules ask of it; `evidence` counts what it rests on directly."""

    item: int
    key: str
    kind: str
    code: str
    title: Mapping[str, str]
    details: Mapping[str, Any]
    position: int
    evidence: int = 0
    needs_review: bool = False


@dataclass(frozen=True, slots=True)
class GraphLink:
    """A link between two items; `evidence` counts what the link itself rests on."""

    pk: int
    kind: str
    source: int
    target: int
    details: Mapping[str, Any]
    evidence: int = 0


@dataclass(frozen=True)
class Graph:
    """Nodes by item, and links by both ends; a link of which an end is missing dangles."""

    nodes: Mapping[int, GraphNode]
    links: tuple[GraphLink, ...]
    _down: dict[int, list[GraphLink]] = field(default_factory=lambda: defaultdict(list), repr=False)
    _up: dict[int, list[GraphLink]] = field(default_factory=lambda: defaultdict(list), repr=False)

    _by_kind: dict[str, list[GraphNode]] = field(default_factory=lambda: defaultdict(list), repr=False)

    def __post_init__(self) -> None:
        for node in self.nodes.values():
            self._by_kind[node.kind].append(node)
        for link in self.links:
            self._down[link.source].append(link)
            self._up[link.target].append(link)

    def of_kind(self, *kinds: str) -> Iterator[GraphNode]:
        """The nodes of some kinds, in their order."""
        found = [node for kind in kinds for node in self._by_kind.get(kind, ())]
        return iter(sorted(found, key=lambda node: node.position))

    def down(self, item: int, *kinds: str) -> list[GraphNode]:
        """What follows directly from an item, over links of some kinds (all, if none is named)."""
        return self._known([link.target for link in self._down.get(item, ()) if not kinds or link.kind in kinds])

    def up(self, item: int, *kinds: str) -> list[GraphNode]:
        """What an item follows from directly."""
        return self._known([link.source for link in self._up.get(item, ()) if not kinds or link.kind in kinds])

    def _known(self, items: Iterable[int]) -> list[GraphNode]:
        return [self.nodes[item] for item in items if item in self.nodes]

    def joining(self, source: int, target: int, kind: str) -> "GraphLink | None":
        """The link of a kind from one item to another."""
        found = (link for link in self._down.get(source, ()) if link.target == target and link.kind == kind)
        return next(found, None)

    @property
    def dangling(self) -> list[GraphLink]:
        """Links of which an end is no longer there."""
        return [link for link in self.links if link.source not in self.nodes or link.target not in self.nodes]


def depths(start: int, links: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Item → how many steps it is from the start along the links; each item once, cycles included."""
    steps: dict[int, list[int]] = defaultdict(list)
    for one, other in links:
        steps[one].append(other)
    found, waiting = {start: 0}, deque([start])
    while waiting:
        here = waiting.popleft()
        for there in steps[here]:
            if there not in found:
                found[there] = found[here] + 1
                waiting.append(there)
    return found


def is_above(links: Iterable[tuple[int, int]], above: int, below: int) -> bool:
    """Whether one item is reached from another along the links: a link back would close a cycle."""
    return below in depths(above, links)
