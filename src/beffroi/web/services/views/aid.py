"""De minimis aid of a pilot: who is granted what, the declaration, the register, the certificate."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from beffroi.web.core.access import requires
from beffroi.web.core.asking import carried_out
from beffroi.web.core.submission import once
from beffroi.web.services import actions
from beffroi.web.services.aid_words import aid_words, certificate
from beffroi.web.services.forms.aid import DeclarationForm, RegisterForm
from beffroi.web.services.models import AidGrant, Booking, Pilot
from beffroi.web.services.queries.aid import ceiling, reference_of, subsidised
from beffroi.web.services.views.pilots import pilot_form, the_pilot


@requires("services.change_pilot")
def index(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who is granted aid by a subsidised price, and is it registered?"""
    found = the_pilot(request, key)
    rows = subsidised(found)
    context = {
        "pilot": found, "rows": rows, "reference": reference_of(found), "ceiling": ceiling(), "answer": aid_words(rows),
    }  # fmt: skip
    return render(request, "services/pilots/aid.html", context)


@requires("services.change_pilot")
@once
def declare(request: HttpRequest, key: UUID, booking: UUID) -> HttpResponse:
    """Enter what the undertaking declared."""
    found = the_pilot(request, key)
    booked = Booking.objects.select_related("session", "quote").filter(session__offer=found.offer_id)
    one = get_object_or_404(booked, key=booking)
    form = DeclarationForm(request.POST or None, initial={"number": one.firm_number})
    act = lambda: actions.declare_aid(actor=request.user, pilot=found, booking=one, said=form.said())  # noqa: E731
    done = _("The declaration is entered, the aid granted; enter it in the register next.")
    if carried_out(request, form, act, done):
        return redirect("services:aid", key=key)
    return pilot_form(request, form, _("What does the undertaking declare? %(firm)s") % {"firm": one.firm_name}, found)


def _the_aid(pilot: Pilot, aid: UUID) -> AidGrant:
    known = AidGrant.objects.select_related("booking__session", "pilot__cluster")
    return get_object_or_404(known, pilot=pilot, key=aid)


@requires("services.change_pilot")
@once
def register(request: HttpRequest, key: UUID, aid: UUID) -> HttpResponse:
    """Enter the number in the central register."""
    found = the_pilot(request, key)
    one = _the_aid(found, aid)
    form = RegisterForm(request.POST or None)
    act = lambda: actions.register_aid(actor=request.user, aid=one, **form.cleaned_data)  # noqa: E731
    if carried_out(request, form, act, _("It is entered that the aid is registered.")):
        return redirect("services:aid", key=key)
    title = _("Under which number is it registered? %(firm)s") % {"firm": one.undertaking}
    return pilot_form(request, form, title, found)


@requires("services.change_pilot")
def paper(request: HttpRequest, key: UUID, aid: UUID) -> HttpResponse:
    """The certificate that the undertaking keeps."""
    one = _the_aid(the_pilot(request, key), aid)
    response = HttpResponse(certificate(one), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="de-minimis-{one.key}.pdf"'
    return response
