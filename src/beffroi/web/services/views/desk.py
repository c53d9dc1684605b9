"""The desk of a cluster: its portfolio, its offers with prices and sessions, and who comes."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.accounts.queries import my_clusters
from beffroi.web.core.access import fetch, permit, requires
from beffroi.web.core.asking import carried_out, tried
from beffroi.web.core.submission import once
from beffroi.web.services import actions
from beffroi.web.services.attendance_words import is_over
from beffroi.web.services.forms.offers import OfferForm, PriceForm, ReasonForm, ServiceForm, SessionForm
from beffroi.web.services.models import Attendee, Offer, Service, Session
from beffroi.web.services.queries import prices_of_today, visible_bookings, visible_services, visible_sessions
from beffroi.web.services.queries.desk import desk_of, portfolio, sessions_with_counts
from beffroi.web.services.queries.promotion import how_many_shown, networks, own_promotions
from beffroi.web.services.views.asking import the_offer

CHANGE = "services.change_offer"


def _form(request: HttpRequest, form: Any, title: str, **more: Any) -> HttpResponse:
    return render(
        request, "services/desk/form.html", {"form": form, "title": title, **more}, status=getattr(form, "status", 200)
    )


def _the_service(request: HttpRequest, key: UUID) -> Service:
    return fetch(request.user, CHANGE, visible_services(request.user), key=key)


def _the_session(request: HttpRequest, key: UUID) -> Session:
    return fetch(request.user, CHANGE, visible_sessions(request.user), key=key)


@requires("services.change_services")
def home(request: HttpRequest) -> HttpResponse:
    """What does my cluster offer, and to whom?"""
    permit(request.user, "services.change_services")
    own = list(portfolio(request.user))
    context = {"clusters": own, "promotions": own_promotions(request.user), "shown": how_many_shown(own)}
    return render(request, "services/desk/home.html", context)


@requires("services.change_services")
@once
def service(request: HttpRequest, slug: str = "", key: UUID | None = None) -> HttpResponse:
    """Enter a service of a cluster, or change it."""
    own = get_object_or_404(my_clusters(request.user), slug=slug) if slug else None
    found = _the_service(request, key) if key else Service(cluster=own)
    form = ServiceForm(request.POST or None, service=found)

    def act() -> None:
        seen = form.cleaned_data["seen"]
        actions.save_service(actor=request.user, service=found, said=form.said(), seen=seen)

    def fresh() -> ServiceForm:
        return ServiceForm(service=_the_service(request, found.key))

    if carried_out(request, form, act, _("The service is saved."), fresh):
        return redirect("services:desk")
    return _form(request, form, _("Which service?"))


@requires("services.change_offer")
@once
def add_offer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Open a service to others."""
    found = Offer(service=_the_service(request, key))
    form = OfferForm(request.POST or None, offer=found)

    def act() -> None:
        found.slug = form.cleaned_data["slug"]
        actions.save_offer(actor=request.user, offer=found, said=form.said(), shares=form.cleaned_data["shared_with"])

    if carried_out(request, form, act, _("The offer is saved; set prices and plan a session, then publish it.")):
        return redirect("services:manage", slug=found.slug)
    return _form(request, form, _("What do you offer, on which terms?"))


@requires("services.change_offer")
@once
def edit_offer(request: HttpRequest, slug: str) -> HttpResponse:
    """Change an offer; what was quoted stands."""
    found = the_offer(request, slug, CHANGE)
    form = OfferForm(request.POST or None, offer=found)

    def act() -> None:
        said = form.cleaned_data
        actions.save_offer(
            actor=request.user, offer=found, said=form.said(), shares=said["shared_with"], seen=said["seen"]
        )  # fmt: skip

    def fresh() -> OfferForm:
        return OfferForm(offer=the_offer(request, slug, CHANGE))

    if carried_out(request, form, act, _("The offer is saved."), fresh):
        return redirect("services:manage", slug=slug)
    return _form(request, form, _("What do you offer, on which terms?"), offer=found)


@requires("services.change_offer")
def manage(request: HttpRequest, slug: str) -> HttpResponse:
    """Is the offer complete, and how full are its sessions?"""
    found = the_offer(request, slug, CHANGE)
    context = {"offer": found, "prices": prices_of_today(found), "sessions": sessions_with_counts(found)}
    context["networks"] = networks(found)
    return render(request, "services/desk/offer.html", context)


@requires("services.change_offer")
@once
@require_POST
def step_offer(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish an offer, or take it off."""
    found, step = the_offer(request, slug, CHANGE), request.POST.get("step", "")
    act = lambda: actions.step_offer(actor=request.user, offer=found, step=step)  # noqa: E731
    tried(request, act, _("It is published.") if step == "publish" else _("It is taken off."))
    return redirect("services:manage", slug=slug)


@requires("services.change_offer")
@once
def price(request: HttpRequest, slug: str) -> HttpResponse:
    """Set a price, with what it was chosen on."""
    found = the_offer(request, slug, CHANGE)
    form = PriceForm(request.POST or None)
    act = lambda: actions.set_price(actor=request.user, offer=found, said=form.said())  # noqa: E731
    if carried_out(request, form, act, _("The price is set.")):
        return redirect("services:manage", slug=slug)
    return _form(request, form, _("Who pays what, and why?"), offer=found)


@requires("services.change_offer")
@once
def session(request: HttpRequest, slug: str = "", key: UUID | None = None) -> HttpResponse:
    """Plan a session, or change it."""
    found = _the_session(request, key) if key else Session(offer=the_offer(request, slug, CHANGE))
    form = SessionForm(request.POST or None, session=found)

    def act() -> None:
        asked = {"said": form.said(), "quotas": form.quotas(), "seen": form.cleaned_data["seen"]}
        actions.save_session(actor=request.user, session=found, **asked)

    def fresh() -> SessionForm:
        return SessionForm(session=_the_session(request, found.key))

    if carried_out(request, form, act, _("The session is saved."), fresh):
        return redirect("services:manage", slug=found.offer.slug)
    return _form(request, form, _("When, where and for how many?"), offer=found.offer)


@requires("services.change_offer")
def door(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who comes, who waits, who brought them?"""
    found = _the_session(request, key)
    context = {"desk": desk_of(found), "session": found, "offer": found.offer, "is_over": is_over(found)}
    return render(request, "services/desk/door.html", context)


@requires("services.change_offer")
@once
@require_POST
def step_session(request: HttpRequest, key: UUID) -> HttpResponse:
    """Decide that it takes place, or enter that it was held."""
    found, step = _the_session(request, key), request.POST.get("step", "")
    act = lambda: actions.step_session(actor=request.user, session=found, step=step)  # noqa: E731
    tried(request, act, _("It takes place.") if step == "go_ahead" else _("It is entered that it was held."))
    return redirect("services:door", key=key)


@requires("services.change_offer")
@once
def call_off(request: HttpRequest, key: UUID) -> HttpResponse:
    """Call a session off."""
    found = _the_session(request, key)
    form = ReasonForm(request.POST or None)
    act = lambda: actions.call_off(actor=request.user, session=found, **form.cleaned_data)  # noqa: E731
    if carried_out(request, form, act, _("It is called off; everybody who booked is told.")):
        return redirect("services:door", key=key)
    return _form(request, form, _("Why is it called off?"), offer=found.offer)


@requires("services.see_bookings")
@once
@require_POST
def check_in(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """Enter at the door that somebody came."""
    found = fetch(request.user, "services.see_bookings", visible_sessions(request.user), key=key)
    attendee = get_object_or_404(Attendee, booking__session=found, pk=pk)
    came = request.POST.get("came") == "1"
    act = lambda: actions.check_in(actor=request.user, attendee=attendee, came=came)  # noqa: E731
    tried(request, act, _("Checked in.") if came else _("The check-in is taken back."))
    return redirect("services:door", key=key)


@requires("services.see_bookings")
@once
@require_POST
def admit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Admit a booking."""
    found = fetch(request.user, "services.see_bookings", visible_bookings(request.user), key=key)
    tried(request, lambda: actions.review(actor=request.user, booking=found, admit=True), _("It is admitted."))
    return redirect("services:door", key=found.session.key)


@requires("services.see_bookings")
@once
def refuse(request: HttpRequest, key: UUID) -> HttpResponse:
    """Do not admit a booking, and say why."""
    found = fetch(request.user, "services.see_bookings", visible_bookings(request.user), key=key)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.review(actor=request.user, booking=found, admit=False, reason=form.cleaned_data["reason"])

    if carried_out(request, form, act, _("It is not admitted; the organisation is told.")):
        return redirect("services:door", key=found.session.key)
    return _form(request, form, _("Why is it not admitted?"), offer=found.session.offer)
