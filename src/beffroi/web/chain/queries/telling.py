"""A walk as a reader gets it: sentences, a drawing, JSON."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.reporting.diagrams.layered import Box, Diagram, Line, draw
from beffroi.web.chain import kinds
from beffroi.web.chain.models import Evidence, Link, Node, in_language
from beffroi.web.chain.queries.walks import Walk

MOST_SENTENCES = 12
MOST_DRAWN = 60
"""A drawing of more elements than this cannot be read; the list shows all."""

Address = Callable[[Node], str]


def sentences(walk: Walk) -> tuple[list[list[tuple[str, Node]]], int]:
    """The nearest way to each of the nearest ends of a walk, as (words, element) pairs: ("", A3), ("carries out", GOV),
    …; and how many ends there are besides.
    """
    if walk.start is None:
        return [], 0
    nodes = {step.node.item_id: step.node for step in walk.steps}
    far = {step.node.item_id: step.depth for step in walk.steps}
    came: dict[int, Link] = {}
    for step in walk.steps[1:]:
        nearer = [link for link in step.links if far.get(_near(walk, link)) == step.depth - 1]
        if nearer:
            came[step.node.item_id] = nearer[0]
    passed = {_near(walk, link) for link in came.values()}
    ends = [step.node for step in walk.steps[1:] if step.node.item_id not in passed]
    return [_path(walk, nodes, came, end) for end in ends[:MOST_SENTENCES]], max(0, len(ends) - MOST_SENTENCES)


def _path(walk: Walk, nodes: dict[int, Node], came: dict[int, Link], end: Node) -> list[tuple[str, Node]]:
    path: list[tuple[str, Node]] = []
    here = end.item_id
    while here in came:
        path.append((words_of(walk, came[here]), nodes[here]))
        here = _near(walk, came[here])
    return [("", nodes[here]), *reversed(path)]


def _near(walk: Walk, link: Link) -> int:
    return link.target_id if walk.way == "up" else link.source_id


def words_of(walk: Walk, link: Link) -> str:
    """How a link reads in the direction of the walk."""
    kind = kinds.LINKS[link.kind]
    return str(kind.up if walk.way == "up" else kind.down)


def walk_drawing(walk: Walk, address: Address, *, alone: bool = False) -> str:
    """The walk as a layered diagram in SVG, its boxes links; `alone` brings its own style, for a file."""
    shown = walk.steps[:MOST_DRAWN]
    met = {step.node.item_id for step in shown}
    boxes = [
        Box(
            str(step.node.item_id), step.depth, f"{step.node.code} {in_language(step.node.title)}".strip(),
            str(kinds.NODES[step.node.item.kind].label), "" if alone else address(step.node),
            "start" if not step.depth else ("review" if step.node.review_since else ""),
        )
        for step in shown
    ]  # fmt: skip
    lines = [
        Line(str(one), str(other), words_of(walk, link))
        for link in walk.links
        for one, other in [(link.target_id, link.source_id) if walk.way == "up" else (link.source_id, link.target_id)]
        if one in met and other in met
    ]
    title = _("Why: what it rests on") if walk.way == "up" else _("What for: what depends on it")
    return draw(Diagram(title, tuple(boxes), tuple(lines), across=True), alone=alone)


def walk_as_json(walk: Walk) -> dict[str, Any]:
    """The walk as plain values."""
    keys = {step.node.item_id: str(step.node.item.key) for step in walk.steps}
    resting: dict[int, list[Evidence]] = {}
    for one in (one for step in walk.steps for one in step.on_links):
        resting.setdefault(one.link_id or 0, []).append(one)
    return {
        "way": "why" if walk.way == "up" else "what for",
        "language": get_language(),
        "elements": [
            {
                "key": keys[step.node.item_id],
                "kind": step.node.item.kind,
                "code": step.node.code,
                "title": step.node.title,
                "distance": step.depth,
                "to_be_reviewed": step.node.review_since is not None,
                "evidence": [_as_json(one) for one in step.evidence],
            }
            for step in walk.steps
        ],
        "links": [
            {
                "kind": link.kind,
                "reason": keys[link.source_id],
                "follows": keys[link.target_id],
                "evidence": [_as_json(one) for one in resting.get(link.pk, ())],
            }
            for link in walk.links
            if link.source_id in keys and link.target_id in keys
        ],
    }


def _as_json(one: Evidence) -> dict[str, Any]:
    return {"kind": one.kind, "pin": one.pin.key if one.pin else None, "source": str(one), "state": one.state}
