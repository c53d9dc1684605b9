"""Own series: a file, its preview, confirmed or discarded; the page of a series, its files and its vintages."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.reporting.charts.fluid import scene_to_html
from beffroi.web.core.access import fetch, permit, public, requires
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import once
from beffroi.web.observatory.actions import series as actions
from beffroi.web.observatory.exports.citation import Citation, cite
from beffroi.web.observatory.exports.csv_table import to_csv
from beffroi.web.observatory.exports.dataset import Dataset
from beffroi.web.observatory.exports.json_table import to_json
from beffroi.web.observatory.exports.sdmx_csv import to_sdmx_csv
from beffroi.web.observatory.forms.pins import WithdrawForm
from beffroi.web.observatory.forms.series import CompareForm, FileForm, NewSeriesForm, OwnSeriesForm, VintageForm
from beffroi.web.observatory.models import OwnSeries, SeriesVintage, Visibility
from beffroi.web.observatory.queries import own_series_page, series_page
from beffroi.web.observatory.queries.figures_store import language_of
from beffroi.web.observatory.queries.own_series_page import Held
from beffroi.web.observatory.queries.series import (
    compared,
    organisations_of,
    uploads_of,
    vintages_of,
    visible_to,
    waiting_uploads,
)
from beffroi.web.observatory.reading.model import report_of
from beffroi.web.observatory.reading.words import ROLES, SEPARATORS, said, warned

ROWS_A_PAGE = 50
DIFFERENCES_SHOWN = 200


@requires("observatory.add_series")
@once
def new(request: HttpRequest) -> HttpResponse:
    """Which series do you add?"""
    permit(request.user, "observatory.add_series")
    form = NewSeriesForm(
        request.POST or None,
        request.FILES or None,
        organisations=organisations_of(request.user),
        language=language_of(request),
    )
    if request.method == "POST" and form.is_valid():
        answered = _proposed(request, form, description=form.description())
        if answered is not None:
            return answered
    context = {"form": form, "waiting": waiting_uploads(request.user)}
    return render(request, "observatory/own_series_new.html", context)


@requires("observatory.add_vintage")
@once
def vintage_new(request: HttpRequest, slug: str) -> HttpResponse:
    """What is the new vintage of this series?"""
    found = fetch(request.user, "observatory.add_vintage", visible_to(request.user), slug=slug)
    form = VintageForm(request.POST or None, request.FILES or None, series=found)
    if request.method == "POST" and form.is_valid():
        answered = _proposed(request, form, series=found)
        if answered is not None:
            return answered
    context = {"form": form, "series": found}
    return render(request, "observatory/own_series_vintage.html", context)


@requires("observatory.view_upload")
def upload(request: HttpRequest, key: UUID) -> HttpResponse:
    """What will be read?"""
    rows = uploads_of(request.user).defer("lines")
    found = fetch(request.user, "observatory.view_upload", rows, key=key)
    report = report_of(found.report)
    context = {
        "upload": found,
        "report": report,
        "roles": [(ROLES[role], heading) for role, heading in report.columns],
        "separator": SEPARATORS.get(report.told.get("separator", ""), ""),
        "problems": [(problem.row, problem.column, *said(problem)) for problem in report.problems],
        "unlisted": report.problem_count - len(report.problems),
        "warnings": [warned(problem) for problem in report.warnings],
        "is_open": found.state == "read" and found.expires_at > timezone.now(),
        "may_confirm": allows(request.user, "observatory.confirm_upload", found),
    }
    return render(request, "observatory/own_series_upload.html", context)


@requires("observatory.confirm_upload")
@once
@require_POST
def confirm(request: HttpRequest, key: UUID) -> HttpResponse:
    """Import what was read."""
    found = fetch(request.user, "observatory.confirm_upload", uploads_of(request.user), key=key)
    try:
        made = actions.confirm_upload(actor=request.user, upload=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("observatory:own_series_upload", key=key)
    messages.success(request, _("Vintage %(number)s is imported.") % {"number": made.number})
    return redirect("observatory:own_series", slug=made.series.slug)


@requires("observatory.discard_upload")
@once
@require_POST
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Throw away what was read."""
    found = fetch(request.user, "observatory.discard_upload", uploads_of(request.user), key=key)
    try:
        actions.discard_upload(actor=request.user, upload=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("observatory:own_series_upload", key=key)
    messages.success(request, _("The file is discarded; nothing was imported."))
    return redirect("observatory:own_series_new")


@public
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """What is this series, and where does each region stand?"""
    held = _held(request, slug)
    form = OwnSeriesForm(request.GET, held)
    view = own_series_page.view_of(held, form.choice(), language_of(request))
    rows = Paginator(view.rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    drawn = own_series_page.chart(view)
    context = {
        "form": form,
        "view": view,
        "page": rows,
        "chart": scene_to_html(drawn.scene()) if drawn else "",
        "drawn_table": series_page.chart_table(view, with_eu=False),
        "drawn_query": series_page.drawn_query(view, _asked(request, held)),
        "noted": series_page.table(view, tuple(rows.object_list), with_eu=False),
        "answer": series_page.answer(view),
        "finding": series_page.finding(view),
        "subtitle": series_page.subtitle(view),
        "covered": series_page.covered(view),
        **_about(request, held, view),
    }
    return render(request, "observatory/own_series.html", context)


@public
def csv_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The values asked for as CSV."""
    return _file(to_csv(_dataset(request, slug)), "text/csv", f"{slug}.csv")


@public
def json_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The values asked for as JSON."""
    return JsonResponse(to_json(_dataset(request, slug)), json_dumps_params={"ensure_ascii": False})


@public
def sdmx_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The values asked for as SDMX-CSV 2.0."""
    return _file(to_sdmx_csv(_dataset(request, slug)), "text/csv", f"{slug}.sdmx.csv")


@public
def bibtex(request: HttpRequest, slug: str) -> HttpResponse:
    """How to cite the series, as BibTeX."""
    return _file(_citation(request, _held(request, slug)).bibtex, "application/x-bibtex", f"{slug}.bib")


@public
def csl(request: HttpRequest, slug: str) -> HttpResponse:
    """How to cite the series, as CSL-JSON."""
    cited = _citation(request, _held(request, slug))
    return JsonResponse([cited.csl], safe=False, json_dumps_params={"ensure_ascii": False})


@public
def differences(request: HttpRequest, slug: str) -> HttpResponse:
    """What differs between two vintages?"""
    found = get_object_or_404(visible_to(request.user), slug=slug)
    form = CompareForm(request.GET, found.latest)
    context: dict[str, Any] = {"series": found, "form": form}
    if form.is_valid():
        before, after = (get_object_or_404(vintages_of(found), number=form.cleaned_data[n]) for n in form.fields)
        comparison = compared(before, after)
        context |= {
            "comparison": comparison,
            "counts": comparison.counts,
            "decimals": max(before.decimals, after.decimals),
        }
        context |= {"shown": comparison.found[:DIFFERENCES_SHOWN], "rest": len(comparison.found) - DIFFERENCES_SHOWN}
    return render(request, "observatory/own_series_differences.html", context)


@requires("observatory.withdraw_series")
@once
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Shall this series be withdrawn?"""
    found = fetch(request.user, "observatory.withdraw_series", visible_to(request.user), slug=slug)
    form = WithdrawForm(request.POST or None)
    form.fields["because"].help_text = _("You and the administrators will read it.")
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_series(actor=request.user, series=found, because=form.cleaned_data["because"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The series is withdrawn; others no longer find it."))
            return redirect("observatory:own_series", slug=slug)
    context = {"series": found, "form": form}
    return render(request, "observatory/own_series_withdraw.html", context)


def _proposed(request: HttpRequest, form: FileForm, **of: Any) -> HttpResponse | None:
    """Keep the file for its preview, or say at the form why not."""
    given = form.cleaned_data
    try:
        made = actions.propose_series(
            actor=request.user, reading=given["reading"], content=form.content, note=given["note"], **of
        )
    except ValidationError as error:
        form.add_error(None, error)
        return None
    return redirect("observatory:own_series_upload", key=made.key)


def _held(request: HttpRequest, slug: str) -> Held:
    """The series if the reader sees it, in the vintage asked for."""
    found = get_object_or_404(visible_to(request.user), slug=slug)
    return own_series_page.held(found, _vintage(request, found))


def _vintage(request: HttpRequest, found: OwnSeries) -> SeriesVintage:
    asked = request.GET.get("vintage") or str(found.latest)
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    vintage = vintages_of(found).filter(number=number).first()
    if vintage is None:
        raise Http404(_("The series has no vintage “%(asked)s”.") % {"asked": asked[:20]})
    return vintage


def _dataset(request: HttpRequest, slug: str) -> Dataset:
    """What a file holds; a filter that is wrong is refused."""
    held = _held(request, slug)
    form = OwnSeriesForm(request.GET, held)
    if not form.is_valid():
        name, told = next(iter(form.errors.items()))
        raise BadRequest(f"{form[name].label}: {' '.join(map(str, told))}")
    return own_series_page.dataset(held, form.choice(), language_of(request))


def _citation(request: HttpRequest, held: Held) -> Citation:
    return cite(own_series_page.about(held, language_of(request)), timezone.localdate())


def _asked(request: HttpRequest, held: Held) -> QueryDict:
    """What was asked for, of the vintage that is shown, whichever becomes the newest."""
    query = request.GET.copy()
    for name in ("page", "lang"):
        query.pop(name, None)
    query["vintage"] = str(held.vintage.number)
    return query


def _about(request: HttpRequest, held: Held, view: series_page.SeriesView) -> dict[str, Any]:
    """What stands beside the values: how to cite them, the vintages, and what the reader may do."""
    query, user, found = _asked(request, held), request.user, held.series
    pinned = query.copy()
    if held.vintage.number == found.latest:
        pinned.pop("vintage")  # so that the pin says when a newer one revises what was seen
    return {
        "series": found,
        "vintage": held.vintage,
        "vintages": vintages_of(found),
        "is_newest": held.vintage.number == found.latest,
        "polarity": {1: _("higher is better"), -1: _("lower is better"), 0: _("neither high nor low is better")}[
            found.polarity
        ],
        "citation": _citation(request, held),
        "query": f"?{query.urlencode()}",
        "pin_target": f"{request.path}?{pinned.urlencode()}" if pinned else request.path,
        "may_pin": found.visibility == Visibility.OPEN and found.withdrawn_at is None,
        "may_add": allows(user, "observatory.add_vintage", found),
        "may_withdraw": found.withdrawn_at is None and allows(user, "observatory.withdraw_series", found),
    }


def _file(content: str, media: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=f"{media}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"},
    )
