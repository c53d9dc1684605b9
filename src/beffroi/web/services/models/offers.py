"""The portfolio of a cluster: services, the offers made of them, who provides, and at which price."""

import uuid
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beffroi.web.chain.queries import in_language
from beffroi.web.services.states import OfferStates


class Service(models.Model):
    """Something that a cluster does for its members; an offer opens it to others."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cluster = models.ForeignKey("accounts.Cluster", models.PROTECT, related_name="services")
    name = models.JSONField(_("name"), default=dict)
    summary = models.JSONField(_("summary"), default=dict, blank=True)
    is_in_remit = models.BooleanField(_("within the remit of the cluster"), default=True)
    is_illustrative = models.BooleanField(_("illustrative"), default=False)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ("cluster__name", "pk")

    def __str__(self) -> str:
        return in_language(self.name)


class Offer(OfferStates):
    """A service opened to others on terms that are shown before anybody books.

    `refund_steps` are [days before the session, share given back] from the earliest; `languages` are codes.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="offers")
    slug = models.SlugField(unique=True, max_length=80)
    title = models.JSONField(_("title"), default=dict)
    summary = models.JSONField(_("summary"), default=dict, blank=True)
    contents = models.JSONField(_("what you get"), default=dict, blank=True)
    refund_steps = models.JSONField(_("refund terms"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    access_notes = models.JSONField(_("accessibility"), default=dict, blank=True)
    is_reviewed = models.BooleanField(_("the organiser looks at each booking"), default=False)
    hold_minutes = models.PositiveSmallIntegerField(
        _("minutes for which seats are held"), default=20, validators=[MinValueValidator(5), MaxValueValidator(240)]
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours for which a freed seat is offered"), default=48,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
    )  # fmt: skip

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return in_language(self.title)

    def others(self) -> "list[Provider]":
        """The other clusters that provide it, with their shares."""
        providers = Provider.objects.filter(offer=self.pk).exclude(cluster=self.service.cluster)
        return list(providers.select_related("cluster"))

    @property
    def shared_with(self) -> str:
        """The other clusters that provide it, each with its percent of the revenue, a line each as the form asks."""
        return "\n".join(f"{one.cluster.name}: {float(one.share) * 100:g}" for one in self.others())


class Provider(models.Model):
    """A cluster that provides an offer, with its share of the revenue; the shares of an offer make one."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="providers")
    cluster = models.ForeignKey("accounts.Cluster", models.PROTECT, related_name="+")
    share = models.DecimalField(
        _("share of the revenue"), max_digits=5, decimal_places=4,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )  # fmt: skip

    class Meta:
        ordering = ("-share", "pk")
        constraints = (
            models.UniqueConstraint(fields=["offer", "cluster"], name="a_cluster_provides_once"),
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=1), name="share_of_revenue"),
        )

    def __str__(self) -> str:
        return f"{self.cluster}: {self.share}"


class PriceRule(models.Model):
    """What an audience pays a seat, before VAT; never changed: a new number replaces it from its day on.

    `rationale` is what the price was chosen on: the corridor of the day, in the form of the price appraisal, and words.
    """

    class Audience(models.TextChoices):
        """Who pays it."""

        MEMBER = "member", pgettext_lazy("pays", "Member of a cluster that provides it")
        OTHER_MEMBER = "other_member", pgettext_lazy("pays", "Member of another cluster")
        NON_MEMBER = "non_member", pgettext_lazy("pays", "Not a member")

    class Tax(models.TextChoices):
        """The categories of value-added tax that a European e-invoice knows (UNCL 5305)."""

        STANDARD = "S", _("Taxed at a rate")
        ZERO = "Z", _("Zero rate")
        EXEMPT = "E", _("Exempt")
        REVERSE = "AE", _("Reverse charge")
        OUTSIDE = "O", _("Outside the scope of the tax")

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="prices")
    number = models.PositiveIntegerField(_("version"))
    audience = models.CharField(_("audience"), max_length=12, choices=Audience.choices)
    helix = models.CharField(_("only"), max_length=30, blank=True)
    only_elsewhere = models.BooleanField(_("only for organisations of other regions"), default=False)
    amount = models.DecimalField(
        _("price a seat before VAT (euro)"), max_digits=9, decimal_places=2, validators=[MinValueValidator(0)]
    )
    tax = models.CharField(_("VAT category"), max_length=2, choices=Tax.choices, default=Tax.STANDARD)
    tax_rate = models.DecimalField(
        _("VAT rate (%)"), max_digits=4, decimal_places=2, default="21",
        validators=[MinValueValidator(0), MaxValueValidator(30)],
    )  # fmt: skip
    tax_reason = models.JSONField(_("why this VAT"), default=dict, blank=True)
    rationale = models.JSONField(_("why this price"), default=dict, blank=True)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        ordering = ("audience", "-number")
        constraints = (
            models.UniqueConstraint(fields=["offer", "number"], name="one_price_a_number"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="price_is_not_negative"),
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="price_dates"),
            models.CheckConstraint(
                condition=Q(tax="S", tax_rate__gt=0) | (~Q(tax="S") & Q(tax_rate=0)), name="rate_fits_tax"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_audience_display()}: {self.amount}"

    @property
    def narrowed(self) -> str:
        """To whom of its audience it is narrowed, in words; nothing where it holds for all of them."""
        parts = [str(dict(helices()).get(self.helix, self.helix))] if self.helix else []
        return ", ".join([*parts, str(_("of another region"))] if self.only_elsewhere else parts)


def helices() -> list[tuple[str, str]]:
    """The sides of the innovation system to which a price can be narrowed."""
    cluster: Any = Provider._meta.get_field("cluster").related_model
    organisation = cluster._meta.get_field("run_by").related_model
    return list(organisation._meta.get_field("helix").flatchoices)
