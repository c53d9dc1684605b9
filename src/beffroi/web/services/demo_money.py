"""Invoices of the demonstration: one paid by transfer, one credited in part; all of it is invented."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from beffroi.analytics.invoicing.bank import Movement
from beffroi.web.billing.actions import Buyer, LineSaid, credit, read_bank_file
from beffroi.web.services import actions
from beffroi.web.services.models import Session


def load_demo_money(session: Session, invoices: list[dict[str, Any]]) -> None:
    """Invoice bookings of a session; what is said to be paid comes in by the bank, what is credited has its reason."""
    for said in invoices:
        booking = session.bookings.get(firm_name=said["firm"])
        buyer = Buyer(said["firm"], "BE", said["number"], said["street"], said["postcode"], said["city"])
        invoice = actions.invoice_booking(actor=None, booking=booking, terms=actions.Terms(buyer))
        if said.get("paid"):
            _paid(invoice, said)
        if less := said.get("credited"):
            line = LineSaid(less["words"], Decimal(1), Decimal(less["amount"]))
            credit(actor=None, invoice=invoice, reason=less["reason"], key=f"demo-{invoice.key.hex}", lines=[line])


def _paid(invoice: Any, said: dict[str, Any]) -> None:
    came = Movement(
        account=invoice.sold_by["iban"], booked_on=timezone.localdate(), amount=invoice.gross,
        counterparty=said["firm"], communication=invoice.communication,
    )  # fmt: skip
    content = f"demo {invoice.number}".encode()
    read_bank_file(actor=None, seller=invoice.seller, name="demo.xml", content=content, movements=[came])
