"""Why, and what for: one recursive query each way, then one for the nodes and one for the evidence met."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.db import connection

from beffroi.web.chain import kinds
from beffroi.web.chain.models import Evidence, Item, Link, Node, Space
from beffroi.web.chain.queries.nodes import evidence_of
from beffroi.web.chain.rules import depths

Way = Literal["up", "down"]

WALK = """
WITH RECURSIVE met(item) AS (
    SELECT CAST(%s AS bigint)
    UNION
    SELECT l.{there}_id FROM chain_link l JOIN met ON l.{here}_id = met.item
    WHERE +l.space_id IN ({spaces}) AND l.kind || '' IN ({kinds})
)
SELECT l.id, l.kind, l.source_id, l.target_id FROM chain_link l JOIN met ON l.{here}_id = met.item
WHERE +l.space_id IN ({spaces}) AND l.kind || '' IN ({kinds})
"""
"""Spaces and kinds are written so that no index serves them: the one that finds few rows is that of the link's end."""


@dataclass(frozen=True)
class Step:
    """One element met on a walk: how far from the start, over which links, and what it and those links rest on."""

    node: Node
    depth: int
    links: tuple[Link, ...]
    evidence: tuple[Evidence, ...]
    on_links: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Walk:
    """Everything met, the nearest first; `links` are all the links walked over."""

    way: Way
    start: Node | None
    steps: tuple[Step, ...]
    links: tuple[Link, ...]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All evidence met, the nearest first."""
        return tuple(one for step in self.steps for one in (*step.evidence, *step.on_links))


def why(spaces: Sequence[Space], item: Item) -> Walk:
    """From an element up to what it rests on."""
    return _walk("up", spaces, item)


def what_for(spaces: Sequence[Space], item: Item) -> Walk:
    """From an element down to what depends on it."""
    return _walk("down", spaces, item)


def _walk(way: Way, spaces: Sequence[Space], item: Item) -> Walk:
    links = _links(way, spaces, item)
    far = depths(item.pk, (_towards(way, link) for link in links))
    order = {space.pk: number for number, space in enumerate(spaces)}
    nodes: dict[int, Node] = {}
    for node in Node.objects.filter(space__in=spaces, item__in=far).select_related("item"):
        held = nodes.get(node.item_id)
        if held is None or order[node.space_id] < order[held.space_id]:
            nodes[node.item_id] = node
    resting: dict[int, list[Evidence]] = {}
    borne: dict[int, list[Evidence]] = {}
    for one in evidence_of(spaces, nodes, with_links=True):
        if one.link_id is None:
            resting.setdefault(one.item_id or 0, []).append(one)
        else:
            borne.setdefault(one.link_id, []).append(one)
    over: dict[int, list[Link]] = {}
    for link in links:
        over.setdefault(_towards(way, link)[1], []).append(link)
    steps = [
        Step(
            nodes[met],
            far[met],
            tuple(over.get(met, ())),
            tuple(resting.get(met, ())),
            tuple(one for link in over.get(met, ()) for one in borne.get(link.pk, ())),
        )
        for met in sorted(nodes, key=lambda met: (far[met], nodes[met].position))
    ]
    return Walk(way, nodes.get(item.pk), tuple(steps), tuple(links))


def _towards(way: Way, link: Link) -> tuple[int, int]:
    return (link.target_id, link.source_id) if way == "up" else (link.source_id, link.target_id)


def _links(way: Way, spaces: Sequence[Space], item: Item) -> list[Link]:
    """The links walked over, by one recursive query."""
    names = [kind.name for kind in kinds.LINKS.values() if (kind.walks_up if way == "up" else kind.walks_down)]
    if not names or not spaces:
        return []
    here, there = ("target", "source") if way == "up" else ("source", "target")
    numbers = [space.pk for space in spaces]
    places = {"spaces": ", ".join(["%s"] * len(numbers)), "kinds": ", ".join(["%s"] * len(names))}
    with connection.cursor() as cursor:
        cursor.execute(WALK.format(here=here, there=there, **places), [item.pk, *numbers, *names, *numbers, *names])
        return [Link(pk=pk, kind=kind, source_id=source, target_id=target) for pk, kind, source, target in cursor]
