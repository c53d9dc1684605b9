"""The first page of the observatory: choose a region."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from beffroi.web.core.access import public
from beffroi.web.core.asked import words_asked
from beffroi.web.observatory.queries.figures_store import fingerprint, lang_of
from beffroi.web.observatory.queries.kept import kept
from beffroi.web.observatory.queries.region_list import country_lists, listed, pilot_list
from beffroi.web.observatory.queries.search import industries
from beffroi.web.observatory.queries.territories import nearest, search_territories
from beffroi.web.observatory.views.answers import answering


@public
@answering
def home(request: HttpRequest) -> HttpResponse:
    """Where does each region stand? Search by name or code; the pilot regions; every country."""
    lang, words = lang_of(request), words_asked(request)
    found = search_territories(words)
    context = {"words": words, "found": listed(found, lang), "industries": industries(words, lang)}
    if words and not found:
        context["near"] = listed(nearest(words), lang)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "observatory/partials/_found_regions.html", context)
    context["choose"] = kept((fingerprint(), lang, "home"), lambda: _choose(lang))
    return render(request, "observatory/home.html", context)


def _choose(lang: str) -> str:
    """Pilot regions and countries, the same for everybody."""
    context = {"pilots": pilot_list(lang), "countries": country_lists(lang)}
    return render_to_string("observatory/partials/_choose_region.html", context)
