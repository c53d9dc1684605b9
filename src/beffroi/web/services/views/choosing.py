"""Choosing the service of a pilot, fixing what it has to reach, deciding, and handing the dossier on."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.core.access import requires
from beffroi.web.core.asking import carried_out, tried
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import once
from beffroi.web.services import actions
from beffroi.web.services.forms.pilots import CandidateForm, CriteriaForm, DecideForm, TakeOverForm, WeightsForm
from beffroi.web.services.models import Candidate, Pilot, Service
from beffroi.web.services.pilot_words import compared_words
from beffroi.web.services.queries.pilots import compared, judged
from beffroi.web.services.views.pilots import CHANGE, DECIDE, VIEW, pilot_form, the_pilot


@requires("services.view_pilot")
def choose(request: HttpRequest, key: UUID) -> HttpResponse:
    """Which service of the cluster is the most unique?"""
    found = the_pilot(request, key, VIEW)
    rows = compared(found)
    context = {
        "pilot": found, "rows": rows, "answer": compared_words(rows),
        "may_change": allows(request.user, CHANGE, found) and not found.outcome,
    }  # fmt: skip
    return render(request, "services/pilots/choose.html", context)


def _candidate(pilot: Pilot, service: UUID) -> Candidate:
    of = get_object_or_404(Service, key=service, cluster=pilot.cluster_id)
    return pilot.candidates.filter(service=of).first() or Candidate(pilot=pilot, service=of)


@requires("services.change_pilot")
@once
def candidate(request: HttpRequest, key: UUID, service: UUID) -> HttpResponse:
    """Answer the criteria for a service."""
    found = the_pilot(request, key)
    one = _candidate(found, service)
    form = CandidateForm(request.POST or None, candidate=one)

    def act() -> None:
        asked = {"said": form.said(), "seen": form.cleaned_data["seen"]}
        actions.compare(actor=request.user, pilot=found, service=one.service, **asked)

    def fresh() -> CandidateForm:
        return CandidateForm(candidate=_candidate(the_pilot(request, key), service))

    if carried_out(request, form, act, _("The service is compared."), fresh):
        return redirect("services:choose", key=key)
    return pilot_form(request, form, _("How unique is it? %(service)s") % {"service": one.service}, found)


@requires("services.change_pilot")
@once
def weights(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say what each criterion weighs."""
    found = the_pilot(request, key)
    form = WeightsForm(request.POST or None, pilot=found)

    def act() -> None:
        actions.weigh(actor=request.user, pilot=found, weights=form.said(), seen=form.cleaned_data["seen"])

    def fresh() -> WeightsForm:
        return WeightsForm(pilot=the_pilot(request, key))

    if carried_out(request, form, act, _("The weights are saved."), fresh):
        return redirect("services:choose", key=key)
    return pilot_form(request, form, _("What does each criterion weigh?"), found)


@requires("services.change_pilot")
@once
@require_POST
def choose_service(request: HttpRequest, key: UUID, service: UUID) -> HttpResponse:
    """Choose the service that is opened to others."""
    found = the_pilot(request, key)
    of = get_object_or_404(Service, key=service, cluster=found.cluster_id)
    act = lambda: actions.choose_service(actor=request.user, pilot=found, service=of)  # noqa: E731
    tried(request, act, _("The service is chosen."))
    return redirect("services:choose", key=key)


@requires("services.change_pilot")
@once
def criteria(request: HttpRequest, key: UUID) -> HttpResponse:
    """Fix what the pilot has to reach."""
    found = the_pilot(request, key)
    form = CriteriaForm(request.POST or None, pilot=found)

    def act() -> None:
        actions.set_criteria(actor=request.user, pilot=found, least=form.said(), seen=form.cleaned_data["seen"])

    def fresh() -> CriteriaForm:
        return CriteriaForm(pilot=the_pilot(request, key))

    if carried_out(request, form, act, _("The criteria are set."), fresh):
        return redirect("services:pilot", key=key)
    return pilot_form(request, form, _("What does the pilot have to reach?"), found)


@requires("services.decide_pilot")
@once
def decide(request: HttpRequest, key: UUID) -> HttpResponse:
    """Replicate, adapt or stop?"""
    found = the_pilot(request, key, DECIDE)
    form = DecideForm(request.POST or None, user=request.user, pilot=found)
    act = lambda: actions.decide_pilot(actor=request.user, pilot=found, **form.said())  # noqa: E731
    if carried_out(request, form, act, _("It is decided.")):
        return redirect("services:pilot", key=key)
    return pilot_form(request, form, _("Replicate, adapt or stop?"), found, judged=judged(found))


@requires("services.decide_pilot")
@once
def take_over(request: HttpRequest, key: UUID) -> HttpResponse:
    """Begin the next pilot with this dossier."""
    found = the_pilot(request, key, DECIDE)
    form = TakeOverForm(request.POST or None, pilot=found)
    made: list[Pilot] = []

    def act() -> None:
        made.append(actions.take_over(actor=request.user, pilot=found, cluster=form.cleaned_data["cluster"]))

    if carried_out(request, form, act, _("The next pilot begins with this dossier and its lessons.")):
        return redirect("services:pilot", key=made[0].key)
    return pilot_form(request, form, _("Which cluster takes the dossier over?"), found)
