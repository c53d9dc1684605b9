"""The index of industrial change: ranking, comparison, what drives a score, what if another weight."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.reporting.profile.pictures.model import DataTable
from beffroi.web.core.access import public, requires
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import once
from beffroi.web.observatory.actions.index import ask_for_runs, run_index
from beffroi.web.observatory.forms.index import IndexCompareForm, IndexRankingForm, WhatIfForm, YearForm
from beffroi.web.observatory.queries.figures_store import fingerprint, language_of
from beffroi.web.observatory.queries.index import index_years, spec
from beffroi.web.observatory.queries.index_pages import (
    RankingPage,
    ScenarioPage,
    compare_page,
    ranking_page,
    region_page,
    scenario_page,
)
from beffroi.web.observatory.queries.index_tables import as_json
from beffroi.web.observatory.queries.index_words import method
from beffroi.web.observatory.queries.kept import kept, state_of_runs
from beffroi.web.observatory.queries.pins import pin_address
from beffroi.web.observatory.queries.profile import asked_for, region_named
from beffroi.web.observatory.rules.index import MOST_COMPARED
from beffroi.web.observatory.rules.profile import Asked, Refusal
from beffroi.web.observatory.views.answers import Moved, answering
from beffroi.web.observatory.views.kept_pages import kept_page

ON_A_PAGE = 50
SHOWN = {"q", "country", "sort", "year", "region"}


@public
@answering
@kept_page(state_of_runs)
def ranking(request: HttpRequest) -> HttpResponse:
    """All zones by their total or by one dimension."""
    (form, page), language = _ranked(request), language_of(request)
    listed = Paginator(page.zones, ON_A_PAGE).get_page(request.GET.get("page"))
    context = _context(request, form, page=page, listed=listed, rows=page.rows(list(listed), language))
    context |= {"query": _query(request, SHOWN), "carried": _query(request, SHOWN - {"sort"})}
    context |= {"eu": page.eu(language), "figure": _spread(request, page)}
    context["may_run"] = page.run is None and allows(request.user, "observatory.run_index")
    name = "partials/_index_list" if getattr(request, "htmx", False) else "index"
    return render(request, f"observatory/{name}.html", context, status=200 if form.is_valid() else 400)


@public
@answering
def ranking_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The ranking as CSV or JSON."""
    form, page = _ranked(request)
    return _file(page.table(language_of(request)), kind, form, index=spec().id, year=page.year)


@public
@answering
@kept_page(state_of_runs)
def compare(request: HttpRequest) -> HttpResponse:
    """Up to five regions side by side."""
    form, language = IndexCompareForm(request.GET), language_of(request)
    regions = form.given.get("regions") or []
    if form.is_valid() and form.given.get("add") is not None:
        return redirect(_compare_address([region.code for region in regions], form.given.get("year")))
    page = compare_page(form.chosen_year, regions, language)
    codes = [region.code for region in regions]
    without = {code: _compare_address([c for c in codes if c != code], form.given.get("year")) for code in codes}
    context = _context(request, form, page=page, codes=",".join(codes), is_full=len(codes) >= MOST_COMPARED)
    context |= {"listed": [(item, without[item.territory.code]) for item in page.regions], "codes_list": codes}
    context["query"] = "?" + _compare_address(codes, form.given.get("year")).partition("?")[2]
    return render(request, "observatory/index_compare.html", context)


@public
@answering
def compare_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The comparison as CSV or JSON."""
    form = IndexCompareForm(request.GET)
    page = compare_page(form.chosen_year, form.given.get("regions") or [], language_of(request))
    if form.is_valid() and page.picture is None:
        form.add_error("add", _("Name at least one region that is a zone of the scoreboard."))
    table = page.picture.table if page.picture else DataTable("", (), ())
    return _file(table, kind, form, index=spec().id, year=form.chosen_year)


@public
@answering
@kept_page(state_of_runs)
def region(request: HttpRequest, code: str) -> HttpResponse:
    """What drives the score of a region."""
    asked, year = _asked(request, code, "index_region")
    page = region_page(year, asked.territory, asked.peers, language_of(request))
    context = _context(request, None, page=page, asked=asked, years=index_years())
    return render(request, "observatory/index_region.html", context)


@public
@answering
def region_file(request: HttpRequest, code: str, picture: str, kind: str) -> HttpResponse:
    """A figure of the page of a region as CSV or JSON."""
    asked, year = _asked(request, code, "index_region_file", picture, kind)
    page = region_page(year, asked.territory, asked.peers, language_of(request))
    drawn = page.dimensions if picture == "dimensions" else page.drivers
    if drawn is None:
        raise Refusal(404, page.region.why_none)
    return _file(drawn.table, kind, None, index=spec().id, region=asked.territory.code, year=year)


@public
@answering
@kept_page(state_of_runs)
def what_if(request: HttpRequest) -> HttpResponse:
    """Another weight for each dimension, beside the official run; never stored."""
    form, page = _scenario(request)
    context = _context(request, form, page=page, query=_query(request), form_year=form.chosen_year)
    if page is not None:
        listed = Paginator(page.scenario.zones, ON_A_PAGE).get_page(request.GET.get("page"))
        language = language_of(request)
        context |= {"listed": listed, "rows": page.rows(list(listed), language)}
        context["picture"] = page.picture(language)
    return render(request, "observatory/index_what_if.html", context)


@public
@answering
def what_if_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The scenario as CSV or JSON."""
    form, page = _scenario(request)
    table = page.table(language_of(request)) if page else DataTable("", (), ())
    return _file(table, kind, form, index=spec().id, year=form.chosen_year, is_scenario=True, weights=form.weights)


@require_POST
@requires("observatory.run_index")
@once
def run(request: HttpRequest) -> HttpResponse:
    """Make the official run of a year, or have all that are missing made in the background."""
    form = YearForm(request.POST)
    if "all" in request.POST:
        ask_for_runs(actor=request.user)
        messages.success(request, _("The runs that are missing will be made in the background."))
        return redirect("observatory:index")
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for error in form.errors["year"]))
        return redirect("observatory:index")
    made = run_index(actor=request.user, year=form.chosen_year)
    messages.success(request, _("The official run of %(year)s is stored.") % {"year": made.year})
    return redirect(f"{reverse('observatory:index')}?{urlencode({'year': made.year})}")


def _ranked(request: HttpRequest) -> tuple[IndexRankingForm, RankingPage]:
    language = language_of(request)
    form = IndexRankingForm(request.GET, language.lang)
    given = form.given
    wanted = (given.get("q") or "", given.get("country") or "")
    sort = given.get("sort") or spec().total
    return form, ranking_page(form.chosen_year, sort, wanted, given.get("region"), language)


def _spread(request: HttpRequest, page: RankingPage) -> str:
    """The picture of all zones with its table, kept for everybody who asks the same."""
    language = language_of(request)
    asked = "?" + urlencode({"year": page.year} | ({"region": page.zone.code} if page.zone else {}))
    parts = (fingerprint(), "index-spread", language.lang, asked, page.run.result_sha256 if page.run else "")

    def figure() -> str:
        address = f"{reverse('observatory:index_file', args=['csv'])}{asked}"
        context = {"picture": page.picture(language), "number": 1, "csv_url": address}
        context["pin_url"] = pin_address(reverse("observatory:index") + asked)
        return render_to_string("observatory/partials/_figure.html", context)

    return kept(parts, figure)


def _scenario(request: HttpRequest) -> tuple[WhatIfForm, ScenarioPage | None]:
    language = language_of(request)
    form = WhatIfForm(request.GET, language.lang)
    weights = form.weights if form.is_valid() else None
    if weights is None:
        return form, None
    return form, scenario_page(form.chosen_year, weights, form.given.get("region"), language)


def _asked(request: HttpRequest, code: str, view: str, *more: str) -> tuple[Asked, int]:
    """What the address asks for, elsewhere if the region has another code; and the year of the scoreboard."""
    asked = asked_for(region_named(code), request.GET)
    if asked.territory.code != code:
        raise Moved(reverse(f"observatory:{view}", args=[asked.territory.code, *more]) + asked.query)
    held = [year for year in index_years() if year <= (asked.year or year)]
    if not held:
        said = _("The scoreboard begins in %(first)s; choose that year or a later one.")
        raise Refusal(400, said % {"first": index_years()[0]})
    return asked, held[-1]


def _context(request: HttpRequest, form: YearForm | None, **more: Any) -> dict[str, Any]:
    return {"form": form, "method": method(language_of(request)), **more}


def _query(request: HttpRequest, names: set[str] | None = None) -> str:
    """The query of the address without its page and language (and only some names of it), with a question mark."""
    held = {name: values for name, values in request.GET.lists() if any(values) and name not in ("page", "lang")}
    kept = {name: values for name, values in held.items() if names is None or name in names}
    return "?" + urlencode(kept, doseq=True) if kept else "?"


def _compare_address(codes: list[str], year: str | None) -> str:
    """The permanent address of a comparison."""
    asked = {"regions": ",".join(codes)} | ({"year": year} if year else {})
    return f"{reverse('observatory:index_compare')}?{urlencode(asked, safe=',')}"


def _file(table: DataTable, kind: str, form: YearForm | None, **context: Any) -> HttpResponse:
    """A table to be kept; what was wrong is said in one sentence instead."""
    if form is not None and not form.is_valid():
        raise Refusal(400, " ".join(str(error) for errors in form.errors.values() for error in errors))
    if kind == "json":
        return JsonResponse(as_json(table, **context), json_dumps_params={"ensure_ascii": False, "indent": 2})
    disposition = f'attachment; filename="{table.file}"'
    return HttpResponse(table.csv(), "text/csv; charset=utf-8", headers={"Content-Disposition": disposition})
