"""The search of the site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from beffroi.web.core.access import public
from beffroi.web.core.asked import words_asked
from beffroi.web.observatory.queries.figures_store import lang_of
from beffroi.web.observatory.queries.search import search as find
from beffroi.web.observatory.queries.search import suggestions


@public
def search(request: HttpRequest) -> HttpResponse:
    """What the words find, in groups."""
    words, lang = words_asked(request), lang_of(request)
    groups = find(words, lang)
    context = {"words": words, "groups": groups, "count": sum(len(group.hits) for group in groups)}
    if words and not groups:
        context["near"] = suggestions(words, lang)
    return render(request, "observatory/search.html", context)
