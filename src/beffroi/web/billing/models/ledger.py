"""The books: amounts that move from one account to another, so that their sum is always zero."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beffroi.web.billing.models.bank import BankLine
from beffroi.web.billing.models.invoices import Invoice
from beffroi.web.billing.models.sellers import Seller


class Posting(models.Model):
    """An amount on the debit of one account and the credit of another; never changed, only turned back by another.

    `invoice` is whose balance it moves where one side is what customers owe; a credit note moves that of the invoice
    that it corrects, and is named as the `document`. `line` is the movement at the bank that it comes from.
    """

    class Account(models.TextChoices):
        """Accounts, by what they hold; the numbers of the Belgian chart stand in the export."""

        CUSTOMERS = "customers", pgettext_lazy("an account", "Customers")
        REVENUE = "revenue", pgettext_lazy("an account", "Revenue")
        VAT = "vat", pgettext_lazy("an account", "VAT due")
        BANK = "bank", pgettext_lazy("an account", "Bank")
        ONLINE = "online", pgettext_lazy("an account", "Payments online")
        UNASSIGNED = "unassigned", pgettext_lazy("an account", "Bank, not assigned")
        OTHER = "other", pgettext_lazy("an account", "Other, outside of services")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seller = models.ForeignKey(Seller, models.PROTECT, related_name="postings")
    booked_on = models.DateField(_("day"))
    debit = models.CharField(max_length=10, choices=Account.choices)
    credit = models.CharField(max_length=10, choices=Account.choices)
    amount = models.DecimalField(max_digits=13, decimal_places=2)
    invoice = models.ForeignKey(Invoice, models.PROTECT, null=True, blank=True, related_name="postings")
    document = models.ForeignKey(Invoice, models.PROTECT, null=True, blank=True, related_name="+")
    line = models.ForeignKey(BankLine, models.PROTECT, null=True, blank=True, related_name="postings")
    words = models.CharField(max_length=200, blank=True)
    idempotency_key = models.CharField(max_length=120, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(amount__gt=0), name="an_amount_moves"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="from_one_account_to_another"),
            models.CheckConstraint(
                condition=Q(invoice__isnull=False) | (~Q(debit="customers") & ~Q(credit="customers")),
                name="customers_owe_by_invoice",
            ),
        )

    def __str__(self) -> str:
        return f"{self.debit} ← {self.credit}: {self.amount}"
