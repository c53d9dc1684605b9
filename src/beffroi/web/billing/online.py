"""Paying online: what is wanted is written before the provider is asked, so that a lost answer loses nothing."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse

from beffroi.web.billing import mollie
from beffroi.web.billing.actions.online import begin_payment, begin_refund, note_payment, note_refund
from beffroi.web.billing.actions.sellers import PURPOSE
from beffroi.web.billing.models import Invoice, OnlinePayment, OnlineRefund, Seller
from beffroi.web.core.ciphers import cipher


def key_of(seller: Seller) -> str:
    """The key of a seller at the provider."""
    return cipher(PURPOSE).decrypt(seller.online_key.encode()).decode()


def pay(invoice: Invoice, back: str) -> OnlinePayment:
    """Ask the provider for a payment of what is open; `back` is the page to which it leads afterwards."""
    payment = begin_payment(actor=None, invoice=invoice)
    if payment.provider_id:
        return payment
    hook = f"{settings.SITE_URL}{reverse('billing:webhook')}"
    told = mollie.ask_payment(
        key_of(payment.seller), amount=payment.amount, words=invoice.number, back=back, hook=hook,
        once=str(payment.key),
    )  # fmt: skip
    return note_payment(actor=None, payment=payment, told=told)


def hear(provider_id: str) -> None:
    """The provider says that something happened to a payment: ask it what, and book that."""
    payment = OnlinePayment.objects.select_related("seller", "invoice").filter(provider_id=provider_id).first()
    if payment is not None:
        note_payment(actor=None, payment=payment, told=mollie.read_payment(key_of(payment.seller), provider_id))


def give_back(actor: Any, payment: OnlinePayment, amount: Decimal, key: str) -> OnlineRefund:
    """Give back so much of a payment."""
    refund = begin_refund(actor=actor, payment=payment, amount=amount, key=key)
    if refund.provider_id or payment.provider_id is None:
        return refund
    words = f"{payment.invoice.number}"
    provider_id = mollie.ask_refund(key_of(payment.seller), payment.provider_id, amount=amount, words=words, once=key)
    return note_refund(actor=actor, refund=refund, provider_id=provider_id)
