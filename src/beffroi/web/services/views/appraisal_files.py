"""Appraisals as files: the inputs taken in and given back as YAML, the data under the charts as CSV."""

from uuid import UUID

import yaml
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from beffroi.analytics.appraisal.price.reading import EXAMPLE
from beffroi.analytics.errors import InputError
from beffroi.web.core.access import requires
from beffroi.web.core.asking import carried_out
from beffroi.web.core.csv_files import csv_answer
from beffroi.web.core.refusals import in_the_language_of_the_reader
from beffroi.web.core.submission import once
from beffroi.web.services import actions
from beffroi.web.services.appraisal_words import CURVES, curve_rows, outcome_rows, spread_rows
from beffroi.web.services.forms.appraisals import PriceFileForm, TryForm
from beffroi.web.services.models import Pilot
from beffroi.web.services.queries.appraisals import Priced, as_text, newest, priced, weighed
from beffroi.web.services.views.pilots import VIEW, pilot_form, the_pilot


@requires("services.change_pilot")
@once
def price_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take the inputs of a price in from the file of the command line."""
    found = the_pilot(request, key)
    form = PriceFileForm(request.POST or None, request.FILES or None)

    def act() -> None:
        text = form.cleaned_data["file"].read().decode("utf-8-sig")
        actions.keep_appraisal(actor=request.user, pilot=found, kind="price", text=text)

    if carried_out(request, form, act, _("The inputs are kept; the corridor is computed from them.")):
        return redirect("services:corridor", key=key)
    return pilot_form(request, form, _("Which file holds the inputs of the price?"), found, sends_files=True)


@requires("services.view_pilot")
def price_yaml(request: HttpRequest, key: UUID) -> HttpResponse:
    """The inputs of the corridor as it is shown, with what is tried."""
    return _yaml("price", as_text(_tried(request, the_pilot(request, key, VIEW)).said))


@requires("services.view_pilot")
def curves_csv(request: HttpRequest, key: UUID) -> HttpResponse:
    """The curves of the survey."""
    shown = _tried(request, the_pilot(request, key, VIEW))
    return csv_answer("price-curves.csv", ("price_eur", *CURVES), curve_rows(shown))


@requires("services.view_pilot")
def costs_yaml(request: HttpRequest, key: UUID) -> HttpResponse:
    """The inputs of the costs and benefits."""
    return _yaml("cba", _costs(the_pilot(request, key, VIEW)))


@requires("services.view_pilot")
def outcomes_csv(request: HttpRequest, key: UUID) -> HttpResponse:
    """The data of the tornado chart."""
    rows = outcome_rows(weighed(_costs(the_pilot(request, key, VIEW))))
    return csv_answer("outcomes.csv", ("flow", "npv_economic_low_eur", "npv_economic_high_eur"), rows)


@requires("services.view_pilot")
def spread_csv(request: HttpRequest, key: UUID) -> HttpResponse:
    """The data of the histogram."""
    rows = spread_rows(weighed(_costs(the_pilot(request, key, VIEW))))
    return csv_answer("spread.csv", ("npv_economic_from_eur", "npv_economic_to_eur", "share_of_draws"), rows)


def _tried(request: HttpRequest, pilot: Pilot) -> Priced:
    study = newest(pilot, "price")
    text = study.text if study else EXAMPLE
    form = TryForm(request.GET or None, said=yaml.safe_load(text))
    if form.is_bound and not form.is_valid():
        raise BadRequest(" ".join(str(words) for errors in form.errors.values() for words in errors))
    try:
        with in_the_language_of_the_reader():
            return priced(text, form.tried() if form.is_bound else {})
    except InputError as error:
        raise BadRequest(str(error)) from None


def _costs(pilot: Pilot) -> str:
    study = newest(pilot, "costs")
    if study is None:
        raise Http404
    return study.text


def _yaml(name: str, text: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.yaml"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=headers)
