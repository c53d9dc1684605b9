"""An invoice is sent; what was paid online is given back; the provider of payments tells of something."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from beffroi.web.billing import actions, online
from beffroi.web.billing.channels import channel
from beffroi.web.billing.forms.invoices import RefundForm
from beffroi.web.billing.models import OnlinePayment
from beffroi.web.billing.queries import balance, visible_payments
from beffroi.web.billing.views.asking import KEEP, form_page, the_invoice
from beffroi.web.core.access import fetch, public, requires
from beffroi.web.core.asking import carried_out, tried
from beffroi.web.core.submission import once


@requires(KEEP)
@once
@require_POST
def send(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send an invoice to the books of the buyer."""
    found = the_invoice(request, key)
    act = lambda: actions.send(actor=request.user, invoice=found, channel=channel().name)  # noqa: E731
    tried(request, act, _("It is on its way; how it stands is said here."))
    return redirect("billing:invoice", key=key)


@requires(KEEP)
def refund(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give back what was paid online."""
    found: OnlinePayment = fetch(request.user, KEEP, visible_payments(request.user), key=key)
    due = max(-balance(found.invoice).open, 0)
    form = RefundForm(request.POST or None, initial={"amount": due})

    def act() -> None:
        said = request.POST.get("one_time_key", "") or str(found.refunds.count())
        online.give_back(request.user, found, form.cleaned_data["amount"], f"{found.key.hex}-{said}"[:100])

    if carried_out(request, form, act, _("The provider gives the money back.")):
        return redirect("billing:invoice", key=found.invoice.key)
    return form_page(request, form, _("How much is given back?"), invoice=found.invoice)


@csrf_exempt
@public
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """Something happened to a payment; what, the provider is asked itself. Whoever else calls learns nothing."""
    try:
        online.hear(request.POST.get("id", "")[:40])
    except ValidationError:
        return HttpResponse(status=503)
    return HttpResponse(status=200)
