"""Why, and what for: pages, drawings and JSON."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from beffroi.web.chain import kinds
from beffroi.web.chain.queries import MOST_DRAWN, Walk, sentences, walk_as_json, walk_drawing, what_for, why
from beffroi.web.core.access import public
from beffroi.web.strategy.queries import elements as queries
from beffroi.web.strategy.queries.elements import Place

if TYPE_CHECKING:
    from beffroi.web.chain.models import Node


def _walked(request: HttpRequest, slug: str, key: UUID, way: str) -> "tuple[Place, Node, Walk]":
    place, node = queries.the_element(request.user, slug, key, request.GET.get("version"))
    return place, node, (why if way == "why" else what_for)(place.spaces, node.item)


def _page(request: HttpRequest, slug: str, key: UUID, way: str) -> HttpResponse:
    place, node, walk = _walked(request, slug, key, way)
    steps = [
        {"step": step, "kind": kinds.NODES[step.node.item.kind].label, "address": _address(place, step.node)}
        for step in walk.steps[1:]
    ]
    paths, untold = sentences(walk)
    told = [[(words, one, _address(place, one)) for words, one in path] for path in paths]
    context = {
        "place": place, "node": node, "walk": walk, "way": way, "steps": steps, "told": told,
        "untold": untold, "undrawn": max(0, len(walk.steps) - MOST_DRAWN), "most_drawn": MOST_DRAWN,
        "kind": kinds.NODES[node.item.kind],
        "drawing": walk_drawing(walk, lambda one: _address(place, one)) if steps else "",
        "svg": place.address(f"{way}_svg", key), "json": place.address(f"{way}_json", key),
    }  # fmt: skip
    return render(request, "strategy/walk.html", context)


def _svg(request: HttpRequest, slug: str, key: UUID, way: str) -> HttpResponse:
    place, node, walk = _walked(request, slug, key, way)
    named = {"Content-Disposition": f'attachment; filename="{way}-{node.code or "element"}.svg"'}
    drawing = walk_drawing(walk, lambda one: _address(place, one), alone=True)
    return HttpResponse(drawing, content_type="image/svg+xml", headers=named)


def _json(request: HttpRequest, slug: str, key: UUID, way: str) -> HttpResponse:
    return JsonResponse(walk_as_json(_walked(request, slug, key, way)[2]), json_dumps_params={"ensure_ascii": False})


def _address(place: Place, node: "Node") -> str:
    return place.page_of(node.item.kind, node.item.key)


@public
def why_page(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Why is this here? Up to the evidence."""
    return _page(request, slug, key, "why")


@public
def why_svg(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """The same as a drawing."""
    return _svg(request, slug, key, "why")


@public
def why_json(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """The same as JSON."""
    return _json(request, slug, key, "why")


@public
def what_for_page(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """What is this for? Down to what depends on it."""
    return _page(request, slug, key, "what_for")


@public
def what_for_svg(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """The same as a drawing."""
    return _svg(request, slug, key, "what_for")


@public
def what_for_json(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """The same as JSON."""
    return _json(request, slug, key, "what_for")
