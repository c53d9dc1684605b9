"""Pilots: the list, one dossier, its steps, and the way from one step to the next."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.core.access import fetch, permit, requires, signed_in
from beffroi.web.core.asking import carried_out, tried
from beffroi.web.core.permissions import allows
from beffroi.web.core.submission import once
from beffroi.web.services import actions
from beffroi.web.services.forms.pilots import DocumentForm, PilotForm, StartForm, StepForm
from beffroi.web.services.models import Pilot, PilotStep
from beffroi.web.services.pilot_words import answer_words, list_words
from beffroi.web.services.queries import visible_pilots
from beffroi.web.services.queries.pilots import dossier_of, pilots_of

CHANGE, VIEW, DECIDE = "services.change_pilot", "services.view_pilot", "services.decide_pilot"


def the_pilot(request: HttpRequest, key: UUID, permission: str = CHANGE) -> Pilot:
    """The pilot of an address."""
    return fetch(request.user, permission, visible_pilots(request.user), key=key)


def pilot_form(request: HttpRequest, form: Any, title: str, pilot: Pilot | None = None, **more: Any) -> HttpResponse:
    """A form of a dossier as a page."""
    status = max(400 if form.errors else 200, getattr(form, "status", 200))
    context = {"form": form, "title": title, "pilot": pilot, **more}
    return render(request, "services/pilots/form.html", context, status=status)


@signed_in
def index(request: HttpRequest) -> HttpResponse:
    """Which services are being tried out, and how far are they?"""
    found = list(pilots_of(request.user))
    context = {"pilots": found, "answer": list_words(found), "may_start": allows(request.user, "services.start_pilot")}
    return render(request, "services/pilots/index.html", context)


@requires("services.start_pilot")
@once
def start(request: HttpRequest) -> HttpResponse:
    """Begin a pilot."""
    permit(request.user, "services.start_pilot")
    form = StartForm(request.POST or None, user=request.user)
    made: list[Pilot] = []
    act = lambda: made.append(actions.start_pilot(actor=request.user, pilot=form.pilot()))  # noqa: E731
    if carried_out(request, form, act, _("The pilot has begun; name who is responsible for its first step.")):
        return redirect("services:pilot", key=made[0].key)
    return pilot_form(request, form, _("Which service on demand is tried out?"))


@requires("services.view_pilot")
def pilot(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far is the pilot, and what is missing?"""
    found = the_pilot(request, key, VIEW)
    dossier = dossier_of(found)
    context = {
        "pilot": found, "dossier": dossier, "answer": answer_words(dossier),
        "may_change": allows(request.user, CHANGE, found) and not found.outcome,
        "may_decide": allows(request.user, DECIDE, found),
        "followers": found.followers.select_related("cluster"),
    }  # fmt: skip
    return render(request, "services/pilots/pilot.html", context)


@requires("services.change_pilot")
@once
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change what the dossier says as a whole."""
    found = the_pilot(request, key)
    form = PilotForm(request.POST or None, user=request.user, pilot=found)

    def act() -> None:
        actions.save_pilot(actor=request.user, pilot=found, said=form.said(), seen=form.cleaned_data["seen"])

    def fresh() -> PilotForm:
        return PilotForm(user=request.user, pilot=the_pilot(request, key))

    if carried_out(request, form, act, _("The dossier is saved."), fresh):
        return redirect("services:pilot", key=key)
    return pilot_form(request, form, _("What does the dossier say?"), found)


def _the_step(request: HttpRequest, key: UUID, name: str) -> PilotStep:
    steps = PilotStep.objects.select_related("pilot__strategy__living", "person", "action")
    return get_object_or_404(steps, pilot=the_pilot(request, key), step=name)


@requires("services.change_pilot")
@once
def step(request: HttpRequest, key: UUID, name: str) -> HttpResponse:
    """Say who is responsible for a step, and when."""
    found = _the_step(request, key, name)
    form = StepForm(request.POST or None, user=request.user, step=found)

    def act() -> None:
        actions.save_step(actor=request.user, step=found, said=form.said(), seen=form.cleaned_data["seen"])

    def fresh() -> StepForm:
        return StepForm(user=request.user, step=_the_step(request, key, name))

    if carried_out(request, form, act, _("The step is saved."), fresh):
        return redirect("services:pilot", key=key)
    title = _("Who carries this step, and when? %(step)s") % {"step": found.get_step_display()}
    return pilot_form(request, form, title, found.pilot)


@requires("services.change_pilot")
@once
def document(request: HttpRequest, key: UUID, name: str) -> HttpResponse:
    """Put a document into the dossier."""
    found = _the_step(request, key, name)
    form = DocumentForm(request.POST or None, request.FILES or None)

    def act() -> None:
        actions.add_document(actor=request.user, step=found, upload=form.cleaned_data["file"])

    if carried_out(request, form, act, _("The document is in the dossier.")):
        return redirect("services:pilot", key=key)
    title = _("Which document belongs to this step? %(step)s") % {"step": found.get_step_display()}
    return pilot_form(request, form, title, found.pilot, sends_files=True)


@requires("services.change_pilot")
@once
@require_POST
def advance(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take the next step."""
    found, at = the_pilot(request, key), request.POST.get("step", "")
    act = lambda: actions.advance(actor=request.user, pilot=found, step=at)  # noqa: E731
    tried(request, act, _("The next step has begun."))
    return redirect("services:pilot", key=key)
