"""The context of a version: PEST and SWOT as boards of factors, and the consultations with who was reached."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from beffroi.web.chain.queries import Graph, GraphNode, kept_for, kept_graph
from beffroi.web.strategy.kinds import BOARDS, HELICES, METHODS
from beffroi.web.strategy.queries.elements import Place
from beffroi.web.strategy.queries.words import as_day, said_in

MOST_FACTORS = 60
"""Factors that one field of a board opens; the list of factors has all."""
MOST_CONSULTATIONS = 100


@dataclass(frozen=True)
class Quadrant:
    """One field of a board: its factors, and how many more there are."""

    heading: str
    label: Any
    factors: list[dict[str, Any]]
    more: int

    @property
    def many(self) -> int:
        """How many factors it has."""
        return len(self.factors) + self.more


@dataclass(frozen=True)
class Board:
    """PEST or SWOT."""

    name: str
    quadrants: list[Quadrant]

    @property
    def many(self) -> int:
        """How many factors it has."""
        return sum(one.many for one in self.quadrants)


@dataclass(frozen=True)
class Context:
    """What a strategy starts from; `unplaced` are factors under no heading of their analysis."""

    boards: list[Board]
    unplaced: list[dict[str, Any]]
    consultations: list[dict[str, Any]]
    reached: dict[str, int]
    more_consultations: int

    @property
    def consulted(self) -> int:
        """How many consultations there are."""
        return len(self.consultations) + self.more_consultations

    @property
    def many(self) -> int:
        """How many factors there are."""
        return sum(board.many for board in self.boards) + len(self.unplaced)


def context(place: Place) -> Context:
    """The context, kept until the version or the living work changes."""
    return kept_for(f"context-{place.query}", place.spaces, lambda: _context(place, kept_graph(place.spaces)))


def _context(place: Place, graph: Graph) -> Context:
    fields: dict[tuple[Any, Any], list[GraphNode]] = {}
    unplaced = []
    for node in graph.of_kind("factor"):
        board, heading = node.details.get("board"), node.details.get("heading")
        if heading in dict(BOARDS.get(str(board), ())):
            fields.setdefault((board, heading), []).append(node)
        else:
            unplaced.append(factor_line(place, graph, node))
    held = list(graph.of_kind("consultation"))
    return Context(
        boards=[
            Board(name, [_quadrant(place, graph, one, fields.get((name, one[0]), [])) for one in headings])
            for name, headings in BOARDS.items()
        ],
        unplaced=unplaced,
        consultations=[_consultation(place, graph, node) for node in held[:MOST_CONSULTATIONS]],
        reached=reached_of(node.details for node in held),
        more_consultations=max(0, len(held) - MOST_CONSULTATIONS),
    )


def _quadrant(place: Place, graph: Graph, field: tuple[str, Any], nodes: list[GraphNode]) -> Quadrant:
    lines = [factor_line(place, graph, node) for node in nodes[:MOST_FACTORS]]
    return Quadrant(field[0], field[1], lines, len(nodes) - len(lines))


def factor_line(place: Place, graph: Graph, node: GraphNode) -> dict[str, Any]:
    """A factor with its source, how much it rests on and where it was heard."""
    language, title = said_in(node.title)
    source_language, source = _source(node.details.get("source"))
    return {
        "key": node.key, "code": node.code, "title": title, "lang": language, "review": node.needs_review,
        "page": place.page_of(node.kind, node.key), "source": source, "source_lang": source_language,
        "evidence": node.evidence, "heard_in": len(graph.up(node.item, "heard_in")),
    }  # fmt: skip


def _source(held: Any) -> tuple[str, Any]:
    return said_in(held) if isinstance(held, Mapping) else ("", held or "")


def _consultation(place: Place, graph: Graph, node: GraphNode) -> dict[str, Any]:
    language, title = said_in(node.title)
    return {
        "code": node.code, "title": title, "lang": language, "page": place.page_of(node.kind, node.key),
        "method": dict(METHODS).get(str(node.details.get("method")), ""),
        "day": as_day(node.details.get("held_on")),
        "review": node.needs_review,
        "reached": node.details.get("reached"),
        "helices": [node.details.get(name) for name in HELICES],
        "heard": len(graph.down(node.item, "heard_in")),
    }  # fmt: skip


def reached_of(said: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many people consultations reached, in all and of each helix; one that gives only helices counts their sum."""
    sums = dict.fromkeys(("reached", *HELICES, "unknown"), 0)
    for details in said:
        parts = [_whole(details.get(name)) for name in HELICES]
        reached = max(_whole(details.get("reached")), sum(parts))
        for name, many in zip(HELICES, parts, strict=True):
            sums[name] += many
        sums["reached"] += reached
        sums["unknown"] += reached - sum(parts)
    return sums


def _whole(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
