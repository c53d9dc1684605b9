"""The policy timeline: which plans came before, and what each acted with."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from beffroi.web.core.access import permit, public, signed_in
from beffroi.web.core.csv_files import csv_answer
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import once
from beffroi.web.strategy import actions
from beffroi.web.strategy.forms.timeline import InstrumentForm, PlanForm, SpokenForm
from beffroi.web.strategy.models import Instrument, Plan
from beffroi.web.strategy.queries import elements
from beffroi.web.strategy.queries import timeline as queries
from beffroi.web.strategy.queries.elements import Place
from beffroi.web.strategy.views.drafting import status_of

WRITE = "strategy.change_strategy"


@public
def timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """Which plans came before, and what did each act with?"""
    place = elements.the_place(request.user, slug, request.GET.get("version"))
    may_write = allows(request.user, WRITE, place.strategy)
    found = queries.timeline(request.user, place.strategy)
    return render(request, "strategy/timeline.html", {"place": place, "found": found, "may_write": may_write})


@public
def policy_map(request: HttpRequest, slug: str) -> HttpResponse:
    """The policy map as CSV."""
    place = elements.the_place(request.user, slug)
    found = queries.timeline(request.user, place.strategy)
    head = ("plan", "from", "to", "aim", "instrument", "run_by", "for_whom", "money", "amount_eur", "source")
    return csv_answer(f"{slug}-policy-map.csv", head, queries.policy_map(found))


@signed_in
@once
def plan(request: HttpRequest, slug: str, code: str = "") -> HttpResponse:
    """Enter or change a plan."""
    place = _written(request, slug)
    held = queries.the_plan(request.user, place.strategy, code) if code else None
    of = held or Plan(strategy=place.strategy)
    form = PlanForm(request.POST or None, languages=place.languages, of=of)
    if _saved(form, lambda details, seen: actions.save_plan(
        actor=request.user, strategy=place.strategy, plan=held, details=details, seen=seen
    )):  # fmt: skip
        messages.success(request, _("The plan is saved."))
        return redirect(place.address("timeline"))
    context = {"place": place, "form": form, "plan": held}
    return render(request, "strategy/plan_form.html", context, status=status_of(form))


@signed_in
@once
def instrument(request: HttpRequest, slug: str, code: str, pk: int | None = None) -> HttpResponse:
    """Enter or change an instrument of a plan."""
    place = _written(request, slug)
    plan = queries.the_plan(request.user, place.strategy, code)
    held = queries.the_instrument(request.user, plan, pk) if pk else None
    form = InstrumentForm(request.POST or None, languages=place.languages, of=held or Instrument(plan=plan))
    if _saved(form, lambda details, seen: actions.save_instrument(
        actor=request.user, plan=plan, instrument=held, details=details, seen=seen
    )):  # fmt: skip
        messages.success(request, _("The instrument is saved."))
        return redirect(place.address("timeline"))
    context = {"place": place, "form": form, "plan": plan, "instrument": held}
    return render(request, "strategy/instrument_form.html", context, status=status_of(form))


@signed_in
@once
def remove(request: HttpRequest, slug: str, code: str, pk: int | None = None) -> HttpResponse:
    """Take a plan with its instruments, or one instrument, out."""
    place = _written(request, slug)
    plan = queries.the_plan(request.user, place.strategy, code)
    one = queries.the_instrument(request.user, plan, pk) if pk else None
    if request.method == "POST":
        if one is not None:
            actions.remove_instrument(actor=request.user, instrument=one)
        else:
            actions.remove_plan(actor=request.user, plan=plan)
        messages.success(request, _("It is removed from the timeline."))
        return redirect(place.address("timeline"))
    context = {"place": place, "plan": plan, "instrument": one, "instruments": plan.instruments.all()}
    return render(request, "strategy/plan_remove.html", context)


def _written(request: HttpRequest, slug: str) -> Place:
    """A strategy, for those who may write its timeline."""
    place = elements.the_place(request.user, slug)
    permit(request.user, WRITE, place.strategy)
    return place


def _saved(form: SpokenForm, write: Any) -> bool:
    """Whether what was sent is stored; what somebody else changed meanwhile is replaced only knowingly."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        write(form.details(), form.cleaned_data["seen"])
    except ValidationError as error:
        form.refuse(error)
        if form.of.pk:
            form.of.refresh_from_db()
            form.told(error, lambda: type(form)(languages=form.languages, of=form.of))
        return False
    return True
