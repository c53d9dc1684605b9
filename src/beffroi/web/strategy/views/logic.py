"""The logic of a strategy: problem tree and objective tree as outlines and drawings, what interventions cost."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from beffroi.web.core.access import public
from beffroi.web.strategy.queries import elements, logic_paper
from beffroi.web.strategy.queries import logic as queries


@public
def logic(request: HttpRequest, slug: str) -> HttpResponse:
    """Why does the strategy do what it does?"""
    place = elements.the_place(request.user, slug, request.GET.get("version"))
    number = request.GET.get("page", "1")
    found = queries.logic(place, int(number) if number.isascii() and number.isdigit() and 0 < len(number) < 5 else 1)
    context = {
        "place": place,
        "logic": found,
        "rows": Paginator(range(found.pages), 1).get_page(number),
        "drawings": {name: queries.drawing(place, name) for name in queries.TREES},
        "most_drawn": queries.MOST_DRAWN,
        "may_write": queries.may_write_version(request.user, place),
        "open": elements.open_place(request.user, place),
    }
    return render(request, "strategy/logic.html", context)


@public
def logic_svg(request: HttpRequest, slug: str, tree: str) -> HttpResponse:
    """One of the two trees as a file."""
    place = elements.the_place(request.user, slug, request.GET.get("version"))
    drawn = queries.drawing(place, tree, alone=True)
    if not drawn:
        raise Http404
    named: dict[str, Any] = {"Content-Disposition": f'attachment; filename="{slug}-{tree}.svg"'}
    return HttpResponse(drawn, content_type="image/svg+xml", headers=named)


@public
def logic_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Both trees and the interventions on paper."""
    place = elements.the_place(request.user, slug, request.GET.get("version"))
    content = logic_paper.logic_pdf(place, timezone.localdate())
    name = f"{slug}-logic-{place.version.number}-{get_language() or 'en'}.pdf"
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=named)
