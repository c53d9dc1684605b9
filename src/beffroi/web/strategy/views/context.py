"""What a strategy starts from: the context analysis and the consultations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from beffroi.web.core.access import public
from beffroi.web.strategy.queries import context as queries
from beffroi.web.strategy.queries import elements
from beffroi.web.strategy.queries.logic import may_write_version


@public
def context(request: HttpRequest, slug: str) -> HttpResponse:
    """What does the strategy start from?"""
    place = elements.the_place(request.user, slug, request.GET.get("version"))
    context = {
        "place": place,
        "context": queries.context(place),
        "may_write": may_write_version(request.user, place),
        "open": elements.open_place(request.user, place),
    }
    return render(request, "strategy/context.html", context)
