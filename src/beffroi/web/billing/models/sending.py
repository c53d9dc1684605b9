"""Invoices on their way, and payments online."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beffroi.web.billing.models.invoices import Invoice
from beffroi.web.billing.models.sellers import Seller


class Transmission(models.Model):
    """An invoice on its way to the buyer's books by a channel; sent once, however often it is tried."""

    class State(models.TextChoices):
        """How far it has come."""

        PENDING = "pending", pgettext_lazy("a transmission", "Waits to be sent")
        IN_FLIGHT = "in_flight", pgettext_lazy("a transmission", "Handed over")
        DELIVERED = "delivered", pgettext_lazy("a transmission", "Delivered")
        FAILED = "failed", pgettext_lazy("a transmission", "Not delivered")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="transmissions")
    channel = models.CharField(max_length=12)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    receipt = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("transmission")
        verbose_name_plural = _("transmissions")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=["invoice"], condition=~Q(state="failed"), name="an_invoice_is_sent_once"),
        )

    def __str__(self) -> str:
        return f"{self.invoice_id}: {self.state}"


class OnlinePayment(models.Model):
    """A payment asked for at the provider; `paid` is what its answers have said so far."""

    OPEN: ClassVar[tuple[str, ...]] = ("new", "open", "pending", "authorized")
    """In these states it may still be paid."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seller = models.ForeignKey(Seller, models.PROTECT, related_name="online_payments")
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="online_payments")
    provider_id = models.CharField(max_length=40, unique=True, null=True, blank=True)
    amount = models.DecimalField(max_digits=13, decimal_places=2)
    status = models.CharField(max_length=20, default="new")
    checkout = models.URLField(max_length=500, blank=True)
    paid = models.DecimalField(max_digits=13, decimal_places=2, default=0)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("payment online")
        verbose_name_plural = _("payments online")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.provider_id}: {self.status}"


class OnlineRefund(models.Model):
    """Money given back through the provider; one key, one refund."""

    payment = models.ForeignKey(OnlinePayment, models.PROTECT, related_name="refunds")
    provider_id = models.CharField(max_length=40, unique=True, null=True, blank=True)
    amount = models.DecimalField(max_digits=13, decimal_places=2)
    idempotency_key = models.CharField(max_length=100, unique=True)
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("refund online")
        verbose_name_plural = _("refunds online")
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(condition=Q(amount__gt=0), name="a_refund_moves_money"),)

    def __str__(self) -> str:
        return f"{self.provider_id}: {self.amount}"
