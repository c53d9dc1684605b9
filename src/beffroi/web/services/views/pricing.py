"""The price of a pilot: the corridor with sliders, its inputs, and a price taken from it into the offer."""

from typing import Any
from uuid import UUID

import yaml
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from beffroi.analytics.appraisal.price.reading import EXAMPLE
from beffroi.analytics.errors import InputError
from beffroi.web.core.access import requires
from beffroi.web.core.asking import carried_out
from beffroi.web.core.permissions import allows
from beffroi.web.core.refusals import in_the_language_of_the_reader
from beffroi.web.core.submission import once
from beffroi.web.services import actions
from beffroi.web.services.appraisal_words import (
    corridor_facts,
    corridor_words,
    curve_rows,
    curves_chart,
    demand_rows,
    price_reason,
)
from beffroi.web.services.forms.appraisals import PriceCaseForm, TryForm
from beffroi.web.services.forms.offers import PriceForm
from beffroi.web.services.models import Pilot
from beffroi.web.services.queries.appraisals import Priced, newest, priced
from beffroi.web.services.views.pilots import CHANGE, VIEW, pilot_form, the_pilot


def _inputs(pilot: Pilot) -> str:
    study = newest(pilot, "price")
    return study.text if study else EXAMPLE


@requires("services.view_pilot")
def corridor(request: HttpRequest, key: UUID) -> HttpResponse:
    """At which price is the service viable, are members kept and others won?"""
    found = the_pilot(request, key, VIEW)
    study = newest(found, "price")
    text = study.text if study else EXAMPLE
    form = TryForm(request.GET or None, said=yaml.safe_load(text))
    shown, refused = _tried(text, form)
    context: dict[str, Any] = {
        "pilot": found, "study": study, "form": form, "is_tried": bool(request.GET), "refused": refused,
        "may_change": allows(request.user, CHANGE, found) and not found.outcome, "priced": shown,
    }  # fmt: skip
    if shown:
        context |= {"answer": corridor_words(shown), "chart": curves_chart(shown), "facts": corridor_facts(shown)}
        context |= {"curves": curve_rows(shown), "demand": demand_rows(shown)}
    status = 400 if refused or (form.is_bound and form.errors) else 200
    return render(request, "services/pilots/corridor.html", context, status=status)


def _tried(text: str, form: TryForm) -> tuple[Priced | None, str]:
    """The corridor with what is tried, or why it cannot be found."""
    tried = form.tried() if form.is_bound and form.is_valid() else {}
    try:
        with in_the_language_of_the_reader():
            return priced(text, tried), ""
    except InputError as error:
        return None, str(error)


@requires("services.change_pilot")
@once
def inputs(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is the corridor found from?"""
    found = the_pilot(request, key)
    form = PriceCaseForm(request.POST or None, said=yaml.safe_load(_inputs(found)))
    act = lambda: actions.keep_appraisal(actor=request.user, pilot=found, kind="price", text=form.text())  # noqa: E731
    if carried_out(request, form, act, _("The inputs are kept; the corridor is computed from them.")):
        return redirect("services:corridor", key=key)
    return pilot_form(request, form, _("What is the price found from?"), found)


@requires("services.change_pilot")
@once
def take_price(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a price from the corridor into the offer."""
    found = the_pilot(request, key)
    study = newest(found, "price")
    start: dict[str, Any] = {"audience": "non_member"}
    if study:
        shown = priced(study.text)
        start |= price_reason(shown)
    form = PriceForm(request.POST or None, initial=start)
    act = lambda: actions.take_price(actor=request.user, pilot=found, said=form.said())  # noqa: E731
    if carried_out(request, form, act, _("The price is set, with the corridor that it was chosen on.")):
        return redirect("services:pilot", key=key)
    return pilot_form(request, form, _("Which price is taken into the offer, and why?"), found)
