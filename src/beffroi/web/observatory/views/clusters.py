"""The views of a cluster map: sectors, one sector across regions, its strength."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from beffroi.reporting.language import Language
from beffroi.web.core.access import public
from beffroi.web.core.asked import words_asked
from beffroi.web.observatory.forms.clusters import RankingForm
from beffroi.web.observatory.queries.clusters import find_sector, nearest_sectors, sector_table, years
from beffroi.web.observatory.queries.figures_store import language_of
from beffroi.web.observatory.queries.pins import pin_address
from beffroi.web.observatory.queries.sector_list import kept_sectors, largest_in_words, sector_list
from beffroi.web.observatory.queries.sector_words import Wanted, source_of_sectors
from beffroi.web.observatory.queries.sectors import rules_in_words, sector_page, strength_page
from beffroi.web.observatory.rules.profile import Refusal
from beffroi.web.observatory.views.answers import refused
from beffroi.web.observatory.views.kept_pages import kept_page

LONGEST = 100


@public
@kept_page()
def sectors(request: HttpRequest) -> HttpResponse:
    """All sectors: their size in the EU, and where each is strongest."""
    language, text, kind = language_of(request), words_asked(request), request.GET.get("kind", "")
    year = years()[-1]
    try:
        listed = sector_list(kept_sectors(text, kind, year, language), year, language)
    except Refusal as refusal:
        return refused(request, refusal)
    context = {"listed": listed, "text": text, "kind": kind, "year": year}
    context["answer"] = largest_in_words(listed, year)
    asked = urlencode({name: value for name, value in (("q", text), ("kind", kind)) if value})
    context["pin_target"] = request.path + (f"?{asked}" if asked else "")
    context |= {"rules": rules_in_words(sector_table(year), language), "source": source_of_sectors(language)}
    name = "partials/_sector_list" if getattr(request, "htmx", False) else "sectors"
    return render(request, f"observatory/{name}.html", context)


@public
@kept_page()
def sector(request: HttpRequest, code: str) -> HttpResponse:
    """One sector across regions."""
    return _sector_page(request, code, "sector")


@public
@kept_page()
def strength(request: HttpRequest, code: str) -> HttpResponse:
    """The stars of one sector across regions."""
    return _sector_page(request, code, "strength")


@public
def sector_csv(request: HttpRequest, code: str) -> HttpResponse:
    """All regions of a sector as CSV, as the page ranks them."""
    form, found = _asked(request), find_sector(code, years()[-1])
    if found is None:
        return _unknown(request, code)
    page = sector_page(found, form.wanted(), language_of(request))
    if not form.is_valid():
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return HttpResponse(said, status=400, content_type="text/plain; charset=utf-8")
    return csv_answer(page.table.csv(), f"{found.code}-{page.wanted.by}-{page.wanted.year}.csv")


def csv_answer(text: str, name: str) -> HttpResponse:
    """A table to be kept; its name holds a code and a year only."""
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _sector_page(request: HttpRequest, code: str, view: str) -> HttpResponse:
    found = find_sector(code, years()[-1])
    if found is None:
        return _unknown(request, code)
    if found.code != code:
        query = request.GET.urlencode()
        return redirect(reverse(f"observatory:{view}", args=[found.code]) + (f"?{query}" if query else ""))
    language, form = language_of(request), _asked(request)
    compose = strength_page if view == "strength" else sector_page
    page = compose(found, form.wanted(), language)
    links = _links(page.wanted, language)
    target = reverse(f"observatory:{view}", args=[found.code]) + links["csv_query"]
    context = {"page": page, "form": form, "name": found.name(language), **_pin_links(target), **links}
    return render(request, f"observatory/{view}.html", context, status=200 if form.is_valid() else 400)


def _asked(request: HttpRequest) -> RankingForm:
    return RankingForm(request.GET, language_of(request).lang)


def _links(wanted: Wanted, language: Language) -> dict[str, str]:
    """What links to other views of the same sector, and to its table as CSV, carry on."""
    asked = {"region": wanted.region.code} if wanted.region else {}
    full = {"by": wanted.by, "year": str(wanted.year), "country": wanted.country, **asked}
    return {
        "query": urlencode(asked),
        "csv_query": "?" + urlencode({name: value for name, value in full.items() if value}),
        "region_name": language.typeset(wanted.region.name(language.lang)) if wanted.region else "",
    }


def _pin_links(target: str) -> dict[str, str]:
    """The forms that pin the ranking and the map."""
    mapped = f"{target}{'&' if '?' in target else '?'}figure=map"
    return {"chart_pin": pin_address(target), "map_pin": pin_address(mapped)}


def _unknown(request: HttpRequest, code: str) -> HttpResponse:
    """No such sector, and what may have been meant."""
    language = language_of(request)
    near = [(item.code, item.name(language)) for item in nearest_sectors(code[:LONGEST], years()[-1])]
    return render(request, "observatory/sector_unknown.html", {"code": code[:LONGEST], "near": near}, status=404)
