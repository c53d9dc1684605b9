"""A cluster as a seller."""

import uuid
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SERIES = RegexValidator(r"\A[A-Z][A-Z0-9]{0,7}\Z", _("Use one to eight capital letters and digits, a letter first."))


class Seller(models.Model):
    """Who invoices: the legal person behind a cluster, how it stands to value-added tax, where it is paid.

    `online_key` is the key of its account at the provider of payments online, sealed.
    """

    class Regime(models.TextChoices):
        """How the seller stands to value-added tax."""

        NORMAL = "normal", pgettext_lazy("a regime of VAT", "Charges VAT")
        SMALL = "small", pgettext_lazy("a regime of VAT", "Small enterprise: exempt by its turnover")
        EXEMPT = "exempt", pgettext_lazy("a regime of VAT", "Exempt by what it does")

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"online_key"})

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.OneToOneField("accounts.Cluster", models.PROTECT, related_name="seller")
    legal_name = models.CharField(_("legal name"), max_length=150)
    enterprise_number = models.CharField(_("enterprise number"), max_length=10)
    street = models.CharField(_("street and number"), max_length=150)
    postcode = models.CharField(_("postcode"), max_length=12)
    city = models.CharField(_("municipality"), max_length=80)
    email = models.EmailField(_("e-mail for invoices"))
    regime = models.CharField(_("VAT regime"), max_length=8, choices=Regime.choices, default=Regime.NORMAL)
    exemption = models.JSONField(_("why no VAT is charged"), default=dict, blank=True)
    iban = models.CharField(_("account (IBAN)"), max_length=34)
    bic = models.CharField(_("BIC"), max_length=11, blank=True)
    series = models.CharField(_("series of its invoices"), max_length=8, unique=True, validators=[SERIES])
    peppol = models.CharField(_("Peppol identifier (0208)"), max_length=10)
    payment_days = models.PositiveSmallIntegerField(
        _("days to pay"), default=30, validators=[MinValueValidator(0), MaxValueValidator(90)]
    )
    online_key = models.CharField(max_length=500, blank=True)
    is_illustrative = models.BooleanField(_("illustrative"), default=False)

    class Meta:
        verbose_name = _("seller")
        verbose_name_plural = _("sellers")
        ordering = ("legal_name", "pk")
        constraints = (models.CheckConstraint(condition=Q(payment_days__lte=90), name="days_to_pay"),)

    def __str__(self) -> str:
        return self.legal_name
