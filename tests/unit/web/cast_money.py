"""Money for tests, made by the real actions: a seller for GreenWin, an invoice for its booking."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from tests.unit.web import cast, cast_services

from beffroi.web.billing.actions import Bill, Buyer, LineSaid, issue, save_seller
from beffroi.web.billing.models import BankFile, BankLine, Invoice, OnlinePayment, Seller
from beffroi.web.services.actions import Terms, invoice_booking

SELLER = {
    "legal_name": "GreenWin asbl", "enterprise_number": "0403.091.220", "street": "Rue de Namur 1", "postcode": "5000",
    "city": "Namur", "email": "money@greenwin.example", "regime": "normal", "iban": "BE71 0961 2345 6769",
    "bic": "GKCCBEBB", "series": "GW", "payment_days": 30,
}  # fmt: skip
BUYER = Buyer("Toits & Fils SRL", "BE", "1000.000.021", "Rue Haute 2", "4000", "Liège")


def seller(of: Any = None, **more: Any) -> Seller:
    """A seller, GreenWin's unless another cluster is given; the same cluster gives the same one."""
    of = of or cast.cluster()
    held = Seller.objects.filter(cluster=of).first()
    return held or save_seller(actor=None, seller=Seller(cluster=of), said=SELLER | more)


def line(price: str = "200.00", quantity: str = "1", **more: Any) -> LineSaid:
    """A line of an invoice."""
    words = {"en": "Mission, a seat", "fr": "Mission, une place"}
    return LineSaid(words, Decimal(quantity), Decimal(price), **more)


def invoice(key: str = "one", *lines: LineSaid, of: Seller | None = None, buyer: Buyer = BUYER, **more: Any) -> Invoice:
    """An invoice of 242 euro, unless other lines are given; the same key gives the same one."""
    said = {"supplied_on": timezone.localdate(), "reference": "PO 7", "language": "en"} | more
    bill = Bill(lines=lines or [line()], key=key, **said)
    return issue(actor=None, seller=of or seller(), buyer=buyer, bill=bill)


def of_booking(booking: Any) -> Invoice:
    """The invoice of a booking."""
    seller()
    return invoice_booking(actor=None, booking=booking, terms=Terms(BUYER))


def all_of_it() -> SimpleNamespace:
    """One of each thing that an address of money speaks of."""
    firm = cast.organisation()
    booked = cast_services.Booking.objects.filter(state="confirmed", organisation=firm).first()
    made = of_booking(booked or cast_services.booked(organisation=firm))
    file = BankFile.objects.create(seller=made.seller, name="bank.xml", digest="x")
    came = {"digest": "x", "booked_on": made.issued_on, "amount": Decimal(5), "counterparty": "Unknown"}
    return SimpleNamespace(
        seller=made.seller,
        invoice=made,
        line=BankLine.objects.create(seller=made.seller, file=file, **came),
        payment=OnlinePayment.objects.create(
            seller=made.seller, invoice=made, amount=made.gross, provider_id="tr_cast"
        ),
    )
