"""Payments online in the books: what the provider tells of is booked once, however often it is told."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.billing.models import Invoice, OnlinePayment, OnlineRefund, Posting
from beffroi.web.billing.mollie import Told
from beffroi.web.billing.queries import balance
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record

A = Posting.Account


@action
def begin_payment(*, actor: Any, invoice: Invoice) -> OnlinePayment:
    """Somebody wants to pay online what is open; one payment is open at a time for an amount."""
    lock(invoice.seller)
    open_ = balance(invoice).open
    if invoice.is_credit or open_ <= 0:
        raise ValidationError(_("Nothing is left to pay."))
    if not invoice.seller.online_key:
        raise ValidationError(_("This seller takes no payments online; pay by transfer."))
    if held := invoice.online_payments.filter(status__in=OnlinePayment.OPEN, amount=open_).first():
        record(actor, "asked again", held)
        return held
    made = OnlinePayment(seller=invoice.seller, invoice=invoice, amount=open_)
    with audited(actor, "created", made):
        made.save()
    return made


@action
def note_payment(*, actor: Any, payment: OnlinePayment, told: Told) -> OnlinePayment:
    """Book what the provider tells of a payment; told again, nothing is booked again."""
    lock(payment.seller)
    payment = lock(payment)
    with audited(actor, "heard of the payment", payment):
        payment.provider_id, payment.status = told.provider_id, told.status
        payment.checkout = told.checkout or payment.checkout
        if told.paid and not payment.paid:
            payment.paid = told.paid
            _post(actor, payment, A.ONLINE, A.CUSTOMERS, told.paid, f"online-{told.provider_id}")
        payment.save()
    for provider_id, (amount, counts) in told.refunds.items():
        _note_refund(actor, payment, provider_id, amount, counts=counts)
    return payment


def _note_refund(actor: Any, payment: OnlinePayment, provider_id: str, amount: Decimal, *, counts: bool) -> None:
    key = f"online-{payment.provider_id}-{provider_id}"
    was_booked = Posting.objects.filter(idempotency_key=key).exists()
    if counts and not was_booked:
        _post(actor, payment, A.CUSTOMERS, A.ONLINE, amount, key)
    if not counts and was_booked:
        _post(actor, payment, A.ONLINE, A.CUSTOMERS, amount, f"{key}-failed")


def _post(actor: Any, payment: OnlinePayment, debit: str, credit: str, amount: Decimal, key: str) -> None:
    Posting.objects.get_or_create(
        idempotency_key=key,
        defaults={
            "seller": payment.seller, "booked_on": timezone.localdate(), "debit": debit, "credit": credit,
            "amount": amount, "invoice": payment.invoice, "words": payment.provider_id or "", "made_by": actor,
        },
    )  # fmt: skip


@action
def begin_refund(*, actor: Any, payment: OnlinePayment, amount: Decimal, key: str) -> OnlineRefund:
    """So much of a payment is to be given back: at most what is due back, and what was paid; one key, one refund."""
    if actor is not None:
        permit(actor, "billing.keep_money", payment.invoice)
    lock(payment.seller)
    if held := OnlineRefund.objects.filter(idempotency_key=key).first():
        record(actor, "asked again", held)
        return held
    payment = lock(payment)
    back = sum((one.amount for one in payment.refunds.all()), Decimal(0))
    waiting = sum((one.amount for one in payment.refunds.filter(provider_id=None)), Decimal(0))
    due = min(-balance(payment.invoice).open - waiting, payment.paid - back)
    if not Decimal(0) < amount <= due:
        raise ValidationError({"amount": _("This is more than is to be given back; credit the invoice first.")})
    made = OnlineRefund(payment=payment, amount=amount, idempotency_key=key)
    with audited(actor, "created", made):
        made.save()
    return made


@action
def note_refund(*, actor: Any, refund: OnlineRefund, provider_id: str) -> OnlineRefund:
    """The provider gives the money back: book it once."""
    lock(refund.payment.seller)
    refund = lock(refund)
    with audited(actor, "gave back", refund):
        refund.provider_id = provider_id
        refund.save()
    _note_refund(actor, refund.payment, provider_id, refund.amount, counts=True)
    return refund
