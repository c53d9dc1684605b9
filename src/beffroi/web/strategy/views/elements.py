"""The page of an element, and what is missing in a strategy."""

from collections import Counter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from beffroi.web.chain import kinds
from beffroi.web.chain.queries import evidence_of, neighbours
from beffroi.web.core import files
from beffroi.web.core.access import public
from beffroi.web.strategy.queries import elements as queries
from beffroi.web.strategy.queries.elements import Place
from beffroi.web.strategy.queries.words import facts_of, gap_lines

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node

GAPS_A_PAGE = 100


@public
def element(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """What is this element, what does it rest on, and what rests on it?"""
    place, node = queries.the_element(request.user, slug, key, request.GET.get("version"))
    up, down = neighbours(place.spaces, node.item)
    comments, requests = queries.heard_on(request.user, place, node.item_id)
    context = {
        "up": [_end(place, key, one) for one in up],
        "down": [_end(place, key, one) for one in down],
        "facts": facts_of(node),
        "evidence": _evidence(place, node),
        "gaps": gap_lines(place, queries.gaps_by_element(place).get(str(key), [])),
        "comments": comments,
        "requests": requests,
        **_writing(request.user, place, node),
    }
    return render(request, "strategy/element.html", {"place": place, "node": node, "kind": _kind(node), **context})


@public
def check(request: HttpRequest, slug: str) -> HttpResponse:
    """What is missing in the strategy?"""
    place = queries.the_place(request.user, slug, request.GET.get("version"))
    found = queries.gaps(place)
    page = Paginator(found, GAPS_A_PAGE).get_page(request.GET.get("page"))
    groups: dict[str, list[dict[str, Any]]] = {}
    for line in gap_lines(place, list(page.object_list)):
        groups.setdefault(line["what"], []).append(line)
    context = {
        "place": place,
        "groups": groups.items(),
        "counts": Counter(gap.what for gap in found).items(),
        "page": page,
        "count": len(found),
        "written": queries.kinds_written(request.user, place),
        "open": queries.open_place(request.user, place),
    }
    return render(request, "strategy/check.html", context)


def _kind(node: "Node") -> Any:
    return kinds.NODES[node.item.kind]


def _end(place: Place, key: UUID, one: Any) -> dict[str, Any]:
    known = one.node and kinds.NODES.get(one.node.item.kind)
    return {
        "words": one.words,
        "node": one.node,
        "link": one.link,
        "evidence": one.evidence,
        "page": place.address("link", key, pk=one.link.pk),
        "kind": known.label if known else "",
        "address": place.page_of(one.node.item.kind, one.node.item.key) if one.node else "",
    }


def _evidence(place: Place, node: "Node") -> list[dict[str, Any]]:
    found = list(evidence_of([node.space], [node.item_id]))
    held = files.of_all(one for one in found if one.kind == "document")
    return [{"of": one, "files": held.get(one.pk, [])} for one in found]


def _writing(user: Any, place: Place, node: "Node") -> dict[str, Any]:
    """What the person may do here, or the reason why nothing can be changed on this page."""
    may = queries.may_write(user, node)
    if not may or not node.space.is_frozen:
        return {"may_write": may, "relations": queries.relations_of(node.item.kind) if may else []}
    found = queries.open_node(user, place, node)
    return {"may_write": False, "is_frozen": True, "draft": found[0].address("element", node.item.key) if found else ""}
