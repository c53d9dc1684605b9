"""Money: what is budgeted, committed and paid, for what and from which source; a ledger that is only added to."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _

from beffroi.web.chain.queries import in_language


class FundingSource(models.Model):
    """Where money comes from."""

    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="funding_sources")
    code = models.SlugField(_("code"), max_length=20)
    name = models.JSONField(_("name"), default=dict)

    class Meta:
        verbose_name = _("funding source")
        verbose_name_plural = _("funding sources")
        ordering = ("code",)
        constraints = (models.UniqueConstraint(fields=["strategy", "code"], name="one_funding_source_a_code"),)

    def __str__(self) -> str:
        return in_language(self.name) or self.code


class LedgerEntry(models.Model):
    """One amount of the ledger: never changed, only reversed by another one."""

    class Kind(models.TextChoices):
        """How far the money has come."""

        BUDGET = "budget", _("Budgeted")
        COMMITTED = "committed", _("Committed")
        PAID = "paid", _("Paid")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="ledger")
    item = models.ForeignKey("chain.Item", models.PROTECT, related_name="+")
    source = models.ForeignKey(FundingSource, models.PROTECT, related_name="entries", verbose_name=_("source"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    on = models.DateField(_("day"))
    amount = models.DecimalField(_("amount (euro)"), max_digits=14, decimal_places=2)
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ("-on", "-pk")
        indexes = (models.Index(fields=["strategy", "on"], name="ledger_by_day"),)
        constraints = (
            models.CheckConstraint(condition=~Q(amount=0), name="ledger_amount_is_some"),
            models.UniqueConstraint(
                fields=["strategy", "kind", "reference"], condition=~Q(reference=""), name="one_entry_a_reference"
            ),
        )

    def __str__(self) -> str:
        return f"{date_format(self.on, 'j F Y')}, {number_format(self.amount, 2)}"


class PeriodClosing(models.Model):
    """The books are closed up to a day: nothing dated so early is entered any more; the database refuses it too."""

    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="closings")
    until = models.DateField(_("up to and including"))
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("closing of a period")
        verbose_name_plural = _("closings of periods")
        ordering = ("-until",)
        constraints = (models.UniqueConstraint(fields=["strategy", "until"], name="one_closing_a_day"),)

    def __str__(self) -> str:
        return str(self.until)
