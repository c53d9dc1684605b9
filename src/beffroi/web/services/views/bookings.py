"""A booking behind its link: name who comes, confirm, give seats back, send somebody else; the waiting list."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.billing.queries import invoice_about
from beffroi.web.core.access import public, signed_in
from beffroi.web.core.asking import carried_out, tried
from beffroi.web.core.submission import once
from beffroi.web.services import actions
from beffroi.web.services.attendance_words import is_over
from beffroi.web.services.forms.booking import CancelForm, PeopleForm, SubstituteForm
from beffroi.web.services.models import Attendee, Booking
from beffroi.web.services.permissions import books
from beffroi.web.services.queries.catalogue import own_bookings, position_of
from beffroi.web.services.states import BookingState
from beffroi.web.services.views.asking import the_booking, the_entry
from beffroi.web.services.wording import booking_words, entry_words, refund_words

CHANGE = "services.change_booking"


def _actor(request: HttpRequest) -> Any:
    return request.user if request.user.is_authenticated else None


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """What has my organisation booked?"""
    return render(request, "services/mine.html", {"bookings": own_bookings(request.user)})


@public
@once
def booking(request: HttpRequest, token: str) -> HttpResponse:
    """Name who comes and confirm; later: how the booking stands."""
    found = the_booking(request, token)
    terms = refund_words(found.session, found.quote.refund_steps)
    form = PeopleForm(request.POST or None, seats=found.seats, terms=terms)

    def act() -> None:
        asked = form.cleaned_data["may_be_asked"]
        actions.confirm(actor=_actor(request), booking=found, attendees=form.people(), may_be_asked=asked)

    if carried_out(request, form, act, _("Your answers are saved.")):
        return redirect("services:booking", token=token)
    context = {"booking": found, "token": token, "terms": terms, "answer": booking_words(found), "form": form}
    return render(request, "services/booking.html", context | _of(request, found))


def _of(request: HttpRequest, found: Booking) -> dict[str, Any]:
    people = found.attendees.exclude(state=Attendee.State.REPLACED)
    is_held = found.state == BookingState.HELD
    return {
        "offer": found.session.offer,
        "people": people,
        "is_held": is_held,
        "is_invoiced": invoice_about(found.key) is not None,
        "is_over": is_over(found.session),
        "share": None if is_held else actions.share_now(found),
        "may_change": _actor(request) is None or books(request.user, found),
    }


@public
@once
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Give seats back, by the terms shown."""
    found = the_booking(request, token, CHANGE)
    people = found.attendees.filter(state=Attendee.State.EXPECTED)
    form = CancelForm(request.POST or None, attendees=people)

    def act() -> None:
        seats = [int(one) for one in form.cleaned_data["seats"]]
        actions.cancel(actor=_actor(request), booking=found, seats=seats)

    if carried_out(request, form, act, _("The seats are given back.")):
        return redirect("services:booking", token=token)
    terms = refund_words(found.session, found.quote.refund_steps)
    context = {"form": form, "title": _("Which seats do you give back?"), "lead": terms, "booking": found}
    return render(request, "services/form.html", context | {"token": token})


@public
@once
@require_POST
def let_go(request: HttpRequest, token: str) -> HttpResponse:
    """Give all held seats back before they are confirmed."""
    found = the_booking(request, token, CHANGE)
    act = lambda: actions.cancel(actor=_actor(request), booking=found)  # noqa: E731
    tried(request, act, _("The seats are given back."))
    return redirect("services:booking", token=token)


@public
@once
def substitute(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Send somebody else."""
    found = the_booking(request, token, CHANGE)
    attendee = get_object_or_404(found.attendees, pk=pk)
    form = SubstituteForm(request.POST or None)

    def act() -> None:
        actions.substitute(actor=_actor(request), attendee=attendee, **form.cleaned_data)

    if carried_out(request, form, act, _("The seat is passed on.")):
        return redirect("services:booking", token=token)
    context = {"form": form, "title": _("Who comes instead?"), "lead": attendee.name, "booking": found, "token": token}
    return render(request, "services/form.html", context)


@public
def entry(request: HttpRequest, token: str) -> HttpResponse:
    """Which place on the waiting list, or which seats are kept?"""
    found = the_entry(request, token)
    answer = entry_words(found, position_of(found))
    context = {"entry": found, "offer": found.session.offer, "token": token, "answer": answer}
    return render(request, "services/entry.html", context)


@public
@once
@require_POST
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Take the seats offered."""
    found = the_entry(request, token, CHANGE)
    made: list[Any] = []

    def act() -> None:
        made.extend(actions.accept(actor=_actor(request), entry=found))

    if not tried(request, act, _("The seats are held for you.")):
        return redirect("services:entry", token=token)
    booking, secret = made
    is_theirs = _actor(request) is not None and books(request.user, booking)
    return redirect("services:booking", token=str(booking.key) if is_theirs or not secret else secret)


@public
@once
@require_POST
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Wait no longer."""
    found = the_entry(request, token, CHANGE)
    act = lambda: actions.leave(actor=_actor(request), entry=found)  # noqa: E731
    tried(request, act, _("You are no longer on the waiting list."))
    return redirect("services:entry", token=token)
