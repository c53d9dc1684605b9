"""Who was helped: rows of agencies' files, never changed, only superseded or taken out by a later file."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Support(models.TextChoices):
    """In which form somebody was helped."""

    GRANT = "grant", _("Grant")
    INSTRUMENT = "instrument", _("Financial instrument")
    NON_FINANCIAL = "non_financial", _("Non-financial support")


class BeneficiaryFile(models.Model):
    """A file of an agency that was taken over, and why it changes what stood."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="beneficiary_files")
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="+", verbose_name=_("organisation that sent it")
    )
    name = models.CharField(_("file"), max_length=200)
    is_complete = models.BooleanField(_("it names every row that stands"), default=False)
    reason = models.CharField(_("why it changes what stood"), max_length=500, blank=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file of beneficiaries")
        verbose_name_plural = _("files of beneficiaries")
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(changed=0, withdrawn=0) | ~Q(reason=""), name="a_changing_file_has_its_reason"
            ),
        )

    def __str__(self) -> str:
        return self.name


class BeneficiaryRow(models.Model):
    """One help to one enterprise; `reference` is what the sender calls it, and stands once."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="beneficiary_rows")
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, related_name="+")
    file = models.ForeignKey(BeneficiaryFile, models.PROTECT, related_name="rows")
    reference = models.CharField(_("reference"), max_length=80)
    number = models.CharField(_("enterprise number"), max_length=20)
    name = models.CharField(_("name"), max_length=200, blank=True)
    item = models.ForeignKey("chain.Item", models.PROTECT, related_name="+", verbose_name=_("helped under"))
    support = models.CharField(_("form of support"), max_length=14, choices=Support.choices)
    amount = models.DecimalField(_("amount (euro)"), max_digits=14, decimal_places=2)
    on = models.DateField(_("day"))
    part = models.CharField(_("part"), max_length=80, blank=True)
    """A name of a breakdown, such as a size class."""
    is_withdrawn = models.BooleanField(default=False)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")

    class Meta:
        verbose_name = _("beneficiary row")
        verbose_name_plural = _("beneficiary rows")
        ordering = ("-on", "pk")
        indexes = (models.Index(fields=["strategy", "on"], name="beneficiaries_in_time"),)
        constraints = (
            models.UniqueConstraint(
                fields=["strategy", "organisation", "reference"], condition=Q(supersedes=None),
                name="a_reference_begins_once",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="an_amount_is_not_negative"),
            models.CheckConstraint(condition=~Q(number="") & ~Q(reference=""), name="a_row_names_its_enterprise"),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.reference}: {self.number}"
