"""What a region specialises in: its cluster portfolio."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from beffroi.reporting.language import Language
from beffroi.web.core.access import public
from beffroi.web.observatory.queries.figures_store import lang_of
from beffroi.web.observatory.queries.kept import kept
from beffroi.web.observatory.queries.portfolio import address_of, portfolio_page, title_of
from beffroi.web.observatory.queries.profile import asked_for, composed, key_of, region_named
from beffroi.web.observatory.rules.profile import Asked
from beffroi.web.observatory.views.answers import Moved, answering
from beffroi.web.observatory.views.kept_pages import kept_page


@public
@answering
@kept_page()
def portfolio(request: HttpRequest, code: str) -> HttpResponse:
    """The cluster portfolio of a region, its body kept for everybody who asks the same."""
    asked, lang = _asked(request, code), lang_of(request)
    language, name = Language(lang), asked.territory.name(lang)

    def body() -> str:
        page = portfolio_page(asked, composed(asked, lang))
        return render_to_string("observatory/portfolio_body.html", {"page": page, "asked": asked})

    text = kept((key_of(asked, lang), asked.query, "portfolio"), body)
    context = {"title": title_of(name, language), "region": language.typeset(name), "asked": asked, "body": text}
    return render(request, "observatory/portfolio.html", context)


def _asked(request: HttpRequest, code: str) -> Asked:
    """What the address asks for; elsewhere, if the region has another code or peers were written by hand."""
    region, query = region_named(code), request.GET.copy()
    if others := query.get("others", "").strip():
        query["peers"] = others
    asked = asked_for(region, query)
    if region.code != code or others:
        raise Moved(address_of(asked))
    return asked
