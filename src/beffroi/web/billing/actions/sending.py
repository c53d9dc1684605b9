"""Invoices leave for the books of the buyer: asked for once, tried again with pauses, each state on record."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.billing.models import Invoice, Transmission
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.core.work import submit

State = Transmission.State
KIND = "billing.send"


@action
def send(*, actor: Any, invoice: Invoice, channel: str) -> Transmission:
    """Ask for an invoice to be sent; one that is under way or has arrived is not sent again."""
    if actor is not None:
        permit(actor, "billing.keep_money", invoice)
    lock(invoice.seller)
    if held := invoice.transmissions.exclude(state=State.FAILED).first():
        record(actor, "asked again", held)
        return held
    if not invoice.buyer["endpoint"]:
        raise ValidationError(
            _("The buyer cannot be reached in the network: the invoice holds no valid enterprise or VAT number.")
        )
    made = Transmission(invoice=invoice, channel=channel)
    with audited(actor, "asked to be sent", made):
        made.save()
    submit(kind=KIND, arguments={"transmission": made.pk})
    return made


@action
def note_sending(
    *, actor: Any, transmission: Transmission, state: str, receipt: str = "", reason: str = "", is_attempt: bool = False
) -> Transmission:
    """Note what came of an attempt to send, or of asking how it stands; what has ended stays so."""
    transmission = lock(transmission)
    if transmission.state in {State.DELIVERED, State.FAILED}:
        record(actor, "asked again", transmission)
        return transmission
    with audited(actor, "sent", transmission):
        transmission.state, transmission.reason = state, reason[:300]
        transmission.receipt = receipt or transmission.receipt
        transmission.attempts += is_attempt
        if state in {State.DELIVERED, State.FAILED}:
            transmission.ended_at = timezone.now()
        transmission.save()
    return transmission
