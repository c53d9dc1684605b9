"""A booking is invoiced at the desk; whoever booked sees the invoice behind the link of the booking."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.billing.online import pay
from beffroi.web.billing.queries import invoice_about, paper_of, pdf_of, seller_of, ways_online
from beffroi.web.core.access import fetch, public, requires
from beffroi.web.core.asking import carried_out, tried
from beffroi.web.core.submission import once
from beffroi.web.services import actions
from beffroi.web.services.forms.invoicing import InvoiceForm
from beffroi.web.services.queries import visible_bookings
from beffroi.web.services.views.asking import the_booking


@requires("services.see_bookings")
@once
def invoice(request: HttpRequest, key: UUID) -> HttpResponse:
    """To whom, and taxed how?"""
    found = fetch(request.user, "services.see_bookings", visible_bookings(request.user), key=key)
    seller = seller_of(found.session.offer.service.cluster)
    if seller is None:
        return redirect("billing:seller", slug=found.session.offer.service.cluster.slug)
    form, made = InvoiceForm(request.POST or None, booking=found, seller=seller), list[Any]()

    def act() -> None:
        made.append(actions.invoice_booking(actor=request.user, booking=found, terms=form.terms()))

    if carried_out(request, form, act, _("The invoice is issued.")):
        return redirect("billing:invoice", key=made[0].key)
    context = {"form": form, "title": _("To whom is it invoiced, and taxed how?"), "offer": found.session.offer}
    status = 400 if form.errors else 200
    return render(request, "services/desk/form.html", context | {"booking": found}, status=status)


def _the_invoice(request: HttpRequest, token: str) -> tuple[Any, Any]:
    booking = the_booking(request, token)
    found = invoice_about(booking.key)
    if found is None:
        raise Http404
    return booking, found


@public
def booking_invoice(request: HttpRequest, token: str) -> HttpResponse:
    """What is to pay, and how?"""
    booking, found = _the_invoice(request, token)
    paper = paper_of(found, getattr(request, "LANGUAGE_CODE", "en"))
    context = {"booking": booking, "token": token, "paper": paper, "offer": booking.session.offer}
    context |= {"online": ways_online(found)}
    return render(request, "services/invoice.html", context)


@public
@require_POST
def pay_online(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the provider for a payment; its page is linked on the invoice. Asked twice, the same payment is meant."""
    _booking, found = _the_invoice(request, token)
    back = f"{settings.SITE_URL}{reverse('services:booking_invoice', kwargs={'token': token})}"
    tried(request, lambda: pay(found, back), _("The payment is ready: follow the link to pay."))
    return redirect("services:booking_invoice", token=token)


@public
def booking_invoice_pdf(request: HttpRequest, token: str) -> HttpResponse:
    """The invoice as a file to keep."""
    _booking, found = _the_invoice(request, token)
    headers = {"Content-Disposition": f'attachment; filename="{found.number}.pdf"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(pdf_of(found), content_type="application/pdf", headers=headers)
