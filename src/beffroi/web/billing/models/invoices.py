"""Invoices and credit notes, and the series that number them."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beffroi.web.billing.models.sellers import Seller


class Series(models.Model):
    """The last number that a series gave in a year; who takes the next holds the row until its invoice is written."""

    seller = models.ForeignKey(Seller, models.PROTECT, related_name="numbered")
    code = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("seller", "code", "year")
        constraints = (models.UniqueConstraint(fields=["seller", "code", "year"], name="one_series_a_year"),)

    def __str__(self) -> str:
        return f"{self.code}-{self.year}"


class Invoice(models.Model):
    """An invoice or credit note, as it was issued; the database keeps it as it is.

    Seller, buyer and lines stand in it as they were on the day, not as links: `lines` are texts by language, quantity,
    price, category of tax, rate and reason, amounts as text. `about` is the key of what it is for (a booking).
    """

    class Kind(models.TextChoices):
        """What it is."""

        INVOICE = "invoice", pgettext_lazy("a document", "Invoice")
        CREDIT_NOTE = "credit_note", pgettext_lazy("a document", "Credit note")

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"buyer"})

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=11, choices=Kind.choices)
    seller = models.ForeignKey(Seller, models.PROTECT, related_name="invoices")
    series = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    number = models.CharField(_("number"), max_length=24, unique=True)
    issued_on = models.DateField(_("issued on"))
    due_on = models.DateField(_("to pay by"))
    supplied_on = models.DateField(_("day of the supply"))
    language = models.CharField(max_length=2, default="fr")
    sold_by = models.JSONField()
    buyer = models.JSONField()
    lines = models.JSONField()
    net = models.DecimalField(max_digits=13, decimal_places=2)
    tax = models.DecimalField(max_digits=13, decimal_places=2)
    gross = models.DecimalField(max_digits=13, decimal_places=2)
    communication = models.CharField(max_length=12, blank=True)
    buyer_reference = models.CharField(max_length=60)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="credit_notes")
    reason = models.CharField(_("why"), max_length=300, blank=True)
    about = models.UUIDField(null=True, blank=True, db_index=True)
    idempotency_key = models.CharField(max_length=100, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=["seller", "series", "year", "sequence"], name="a_number_is_given_once"),
            models.UniqueConstraint(
                fields=["communication"], condition=~Q(communication=""), name="a_communication_is_given_once"
            ),
            models.CheckConstraint(condition=Q(net__gte=0, tax__gte=0), name="an_invoice_is_not_negative"),
            models.CheckConstraint(
                condition=Q(kind="invoice", corrects=None) | Q(kind="credit_note", corrects__isnull=False),
                name="a_credit_note_corrects",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def is_credit(self) -> bool:
        """Whether it is a credit note."""
        return self.kind == self.Kind.CREDIT_NOTE
