"""Invoices of a seller with how they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from beffroi.web.billing.models import Invoice, OnlinePayment, Seller
from beffroi.web.billing.queries.ledger import Balance, balance, balances


@dataclass(frozen=True)
class Standing:
    """An invoice or credit note with its balance (a credit note has none of its own)."""

    invoice: Invoice
    balance: Balance

    @property
    def is_paid(self) -> bool:
        """Whether nothing is left on either side."""
        return not self.invoice.is_credit and not self.balance.open


def invoices_of(seller: Seller) -> QuerySet[Invoice]:
    """The invoices of a seller, the newest first."""
    return seller.invoices.select_related("seller__cluster", "corrects").order_by("-pk")


def with_balances(invoices: Iterable[Invoice]) -> list[Standing]:
    """The same with how they stand, in one question more."""
    found = list(invoices)
    held = balances(one.pk for one in found)
    return [Standing(one, held[one.pk]) for one in found]


def invoices_about(about: UUID) -> list[Invoice]:
    """The invoices and credit notes for something, the oldest first."""
    return list(Invoice.objects.filter(about=about).select_related("seller__cluster", "corrects").order_by("pk"))


def invoice_about(about: UUID) -> Invoice | None:
    """The invoice that stands for something: the last that is not credited in full."""
    found = [one for one in invoices_about(about) if not one.is_credit]
    held = balances(one.pk for one in found)
    return next((one for one in reversed(found) if held[one.pk].billed > held[one.pk].credits), None)


def invoiced(abouts: Iterable[UUID]) -> frozenset[UUID]:
    """Of these, for which an invoice stands that is not credited in full."""
    found = Invoice.objects.filter(about__in=list(abouts), corrects=None).values_list("pk", "about")
    about = {pk: key for pk, key in found if key is not None}
    return frozenset(about[pk] for pk, held in balances(about).items() if held.billed > held.credits)


@dataclass(frozen=True)
class WaysOnline:
    """Whether an invoice can be paid online, and the page of a payment that was asked for."""

    is_open: bool = False
    checkout: str = ""


def ways_online(invoice: Invoice) -> WaysOnline:
    """How an invoice can be paid online now."""
    open_ = balance(invoice).open
    if open_ <= 0 or not invoice.seller.online_key:
        return WaysOnline()
    asked = invoice.online_payments.filter(status__in=OnlinePayment.OPEN, amount=open_).exclude(checkout="").first()
    return WaysOnline(is_open=True, checkout=asked.checkout if asked else "")


def net_about(abouts: Iterable[UUID]) -> dict[UUID, Decimal]:
    """For each of these what was invoiced before tax, less what was credited."""
    found = dict.fromkeys(abouts, Decimal("0.00"))
    rows = Invoice.objects.filter(about__in=list(found)).values_list("about", "kind", "net")
    for about, kind, net in rows:
        if about is not None:
            found[about] += -net if kind == Invoice.Kind.CREDIT_NOTE else net
    return found
