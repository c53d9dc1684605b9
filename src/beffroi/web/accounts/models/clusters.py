"""Clusters, their tiers of membership and their members."""

import uuid

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.web.accounts.models.organisations import Organisation


class Cluster(models.Model):
    """A network of organisations around a theme."""

    class Kind(models.TextChoices):
        """The two kinds that regional policy knows."""

        COMPETITIVENESS = "competitiveness", _("Competitiveness cluster")
        BUSINESS = "business", _("Business cluster")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=120, unique=True)
    theme = models.JSONField(_("theme"), default=dict)
    region = models.CharField(_("region (NUTS)"), max_length=5, blank=True)
    run_by = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="clusters_run")
    website = models.URLField(_("website"), blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")
        ordering = ("-kind", "name")

    def __str__(self) -> str:
        return self.name


class MembershipTier(models.Model):
    """One way of being a member, with its yearly fee in euro."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="tiers")
    name = models.CharField(_("name"), max_length=80)
    yearly_fee = models.DecimalField(
        _("yearly fee (euro)"), max_digits=9, decimal_places=2, validators=[MinValueValidator(0)]
    )
    is_open = models.BooleanField(_("open to new members"), default=True)

    class Meta:
        ordering = ("yearly_fee", "name")
        constraints = (
            models.UniqueConstraint(fields=["cluster", "name"], name="one_tier_a_name"),
            models.CheckConstraint(condition=Q(yearly_fee__gte=0), name="fee_is_not_negative"),
        )

    def __str__(self) -> str:
        return self.name


class ClusterMembership(models.Model):
    """An organisation is a member of a cluster, in a tier, from a day to a day; the cluster verifies it by evidence."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    tier = models.ForeignKey(MembershipTier, models.PROTECT, related_name="memberships")
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to"), null=True, blank=True)
    is_listed = models.BooleanField(_("the member agrees to be named in public"), default=False)
    evidence = models.CharField(
        _("evidence"), max_length=300, blank=True,
        help_text=_("What shows that it is a member: a signed form, a paid invoice, a decision of the board."),
    )  # fmt: skip
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    told_for = models.DateField(null=True, blank=True, editable=False)
    """The last day of which those concerned were told."""

    class Meta:
        verbose_name = _("membership of a cluster")
        verbose_name_plural = _("memberships of clusters")
        ordering = ("organisation__legal_name", "starts", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="membership_dates"),
            models.CheckConstraint(
                condition=Q(verified_by=None, verified_at=None)
                | Q(verified_by__isnull=False, verified_at__isnull=False),
                name="verified_by_somebody_at_a_time",
            ),
            models.UniqueConstraint(fields=["cluster", "organisation", "starts"], name="one_membership_a_start"),
        )

    def __str__(self) -> str:
        return f"{self.organisation} – {self.cluster}"

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.ends is not None and self.ends < timezone.localdate()
