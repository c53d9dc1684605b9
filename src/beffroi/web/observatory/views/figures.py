"""The catalogue of figures, the page of a series, and its files."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.reporting.charts.fluid import scene_to_html
from beffroi.web.core.access import public
from beffroi.web.core.permissions import allows
from beffroi.web.observatory.exports.citation import Citation, cite
from beffroi.web.observatory.exports.csv_table import to_csv
from beffroi.web.observatory.exports.dataset import Dataset
from beffroi.web.observatory.exports.json_table import to_json
from beffroi.web.observatory.exports.sdmx_csv import to_sdmx_csv
from beffroi.web.observatory.forms.figures import CatalogueForm, SeriesForm
from beffroi.web.observatory.queries import series_page
from beffroi.web.observatory.queries.catalogue import dataset, described, entries, found, near
from beffroi.web.observatory.queries.figures_store import figures as official_figures
from beffroi.web.observatory.queries.figures_store import language_of
from beffroi.web.observatory.queries.kept import state_of_open_series
from beffroi.web.observatory.queries.observations import coverage, missing, reporting
from beffroi.web.observatory.queries.recipes import has_numerator, recipe
from beffroi.web.observatory.queries.search import industries
from beffroi.web.observatory.views.kept_pages import kept_page

ENTRIES_A_PAGE = 60
ROWS_A_PAGE = 50


@public
@kept_page(state_of_open_series)
def figures(request: HttpRequest) -> HttpResponse:
    """Which figures are held? Searched and filtered; htmx gets the list alone."""
    listed = entries(request.user, language_of(request))
    form = CatalogueForm(request.GET, listed)
    form.is_valid()
    kept = found(form.kept(), form.cleaned_data.get("q", ""))
    held = [entry for entry in listed if entry.last]
    context = {
        "form": form,
        "page": Paginator(kept, ENTRIES_A_PAGE).get_page(request.GET.get("page")),
        "count": len(kept),
        "industries": industries(form.cleaned_data.get("q", ""), language_of(request).lang),
        "absent": sum(not entry.last for entry in kept),
        "may_add": allows(request.user, "observatory.add_series"),
        "total": len(held),
        "sources": len({entry.publisher for entry in held}),
        "first": min((entry.first for entry in held if entry.first), default=None),
        "last": max((entry.last for entry in held if entry.last), default=None),
    }
    template = "observatory/partials/_series_list.html" if request.htmx else "observatory/figures.html"  # type: ignore[attr-defined]
    return render(request, template, context, status=200 if form.is_valid() else 400)


@public
@kept_page()
def series(request: HttpRequest, series: str) -> HttpResponse:
    """What is this figure, and where does each region stand?"""
    form = _form(request, series)
    view = series_page.series_view(form.wanted(), language_of(request))
    page = Paginator(view.rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    drawn = series_page.chart(view)
    context = {
        "form": form,
        "view": view,
        "page": page,
        "chart": scene_to_html(drawn.scene()) if drawn else "",
        "noted": series_page.table(view, tuple(page.object_list), with_eu=page.number == 1),
        "answer": series_page.answer(view),
        "finding": series_page.finding(view),
        "drawn_table": series_page.chart_table(view),
        "drawn_query": series_page.drawn_query(view, request.GET),
        "selection": series_page.selection(view),
        "subtitle": series_page.subtitle(view),
        "covered": series_page.covered(view),
        **_about(request, view),
    }
    return render(request, "observatory/series.html", context)


@public
def series_csv(request: HttpRequest, series: str) -> HttpResponse:
    """The values asked for as CSV."""
    return _file(to_csv(_dataset(request, series)), "text/csv", f"{series}.csv")


@public
def series_json(request: HttpRequest, series: str) -> HttpResponse:
    """The values asked for as JSON."""
    return JsonResponse(to_json(_dataset(request, series)), json_dumps_params={"ensure_ascii": False})


@public
def series_sdmx_csv(request: HttpRequest, series: str) -> HttpResponse:
    """The values asked for as SDMX-CSV 2.0."""
    return _file(to_sdmx_csv(_dataset(request, series)), "text/csv", f"{series}.sdmx.csv")


@public
def series_bibtex(request: HttpRequest, series: str) -> HttpResponse:
    """How to cite the series, as BibTeX."""
    return _file(_citation(request, series).bibtex, "application/x-bibtex", f"{series}.bib")


@public
def series_csl(request: HttpRequest, series: str) -> HttpResponse:
    """How to cite the series, as CSL-JSON."""
    return JsonResponse([_citation(request, series).csl], safe=False, json_dumps_params={"ensure_ascii": False})


def _form(request: HttpRequest, series: str) -> SeriesForm:
    """The form of a series that exists; the nearest names where it does not."""
    if series not in official_figures().series:
        said = _("There is no series “%(name)s”.") % {"name": series}
        close = near(series)
        raise Http404(said + (" " + _("Did you mean %(names)s?") % {"names": ", ".join(close)} if close else ""))
    return SeriesForm(request.GET, series, language_of(request))


def _dataset(request: HttpRequest, series: str) -> Dataset:
    """What a file holds; a filter that is wrong is refused, so that nobody takes one thing for another."""
    form = _form(request, series)
    if not form.is_valid():
        name, said = next(iter(form.errors.items()))
        raise BadRequest(
            f"{form[name].label}: {' '.join(map(str, said))}" if name in form.fields else " ".join(map(str, said))
        )
    wanted = form.wanted()
    if wanted.region is not None and not wanted.regions:
        # A file has no mark: who names one region gets that region. The links of the page name none.
        wanted = replace(wanted, regions=(wanted.region,))
    return dataset(wanted, language_of(request))


def _citation(request: HttpRequest, series: str) -> Citation:
    _form(request, series)
    return cite(described(series, language_of(request)), timezone.localdate())


def _about(request: HttpRequest, view: series_page.SeriesView) -> dict[str, Any]:
    """What stands below the table: how the series is made, what it covers, how to cite it."""
    name, language = view.about.id, view.language
    query = request.GET.copy()
    query.pop("page", None)
    query.pop("lang", None)
    target = f"{request.path}?{query.urlencode()}" if query else request.path
    if not query.get("regions"):
        query.pop("region", None)
    return {
        "recipe": recipe(name, language),
        "has_numerator": has_numerator(name),
        "why_absent": series_page.why_absent(name, language),
        "polarity": {1: _("higher is better"), -1: _("lower is better"), 0: _("neither high nor low is better")}[
            view.about.polarity
        ],
        "coverage": coverage(view.wanted),
        "missing": missing(view.wanted, language),
        "reporting": reporting(name),
        "citation": cite(view.about, timezone.localdate()),
        "query": f"?{query.urlencode()}" if query else "",
        "pin_target": target,
    }


def _file(content: str, media: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=f"{media}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )
