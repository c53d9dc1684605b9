"""Bank files that were read, and the movements in them."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.web.billing.models.sellers import Seller


class BankFile(models.Model):
    """A file of the bank that was read; the same content is read once."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    seller = models.ForeignKey(Seller, models.PROTECT, related_name="bank_files")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=8, blank=True, default="")
    movements = models.PositiveIntegerField(default=0)
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=["seller", "digest"], name="a_bank_file_is_read_once"),)

    def __str__(self) -> str:
        return self.name


class BankLine(models.Model):
    """A movement on the account of a seller; what was assigned of it stands in the postings."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"counterparty", "counterparty_account", "words"})

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seller = models.ForeignKey(Seller, models.PROTECT, related_name="bank_lines")
    file = models.ForeignKey(BankFile, models.PROTECT, related_name="lines")
    digest = models.CharField(max_length=64)
    booked_on = models.DateField(_("day"))
    amount = models.DecimalField(_("amount"), max_digits=13, decimal_places=2)
    counterparty = models.CharField(_("from or to"), max_length=140, blank=True)
    counterparty_account = models.CharField(max_length=40, blank=True)
    communication = models.CharField(max_length=12, blank=True)
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("movement at the bank")
        verbose_name_plural = _("movements at the bank")
        ordering = ("-booked_on", "-pk")
        constraints = (models.UniqueConstraint(fields=["seller", "digest"], name="a_movement_is_read_once"),)

    def __str__(self) -> str:
        return f"{self.booked_on} {self.amount}"


class BankTwin(models.Model):
    """A movement that a file of the other kind told of again; it is not booked a second time."""

    line = models.OneToOneField(BankLine, models.PROTECT, related_name="twin")
    file = models.ForeignKey(BankFile, models.PROTECT, related_name="twins")
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.line} = {self.digest[:8]}"
