"""Organisations, and the people who act in their name."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Helix(models.TextChoices):
    """The four sides of an innovation system."""

    INDUSTRY = "industry", _("Industry")
    EDUCATION_AND_RESEARCH = "education_and_research", _("Education and research")
    GOVERNMENT = "government", _("Government")
    CIVIL_SOCIETY = "civil_society", _("Civil society")


class SizeClass(models.TextChoices):
    """Size by persons employed, as in the European definition of small and medium-sized enterprises."""

    MICRO = "micro", _("Micro: fewer than 10 persons")
    SMALL = "small", _("Small: 10 to 49 persons")
    MEDIUM = "medium", _("Medium: 50 to 249 persons")
    LARGE = "large", _("Large: 250 persons or more")


class Organisation(models.Model):
    """A firm, a school, a public body or an association; `merged_into` says which one replaced a duplicate."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    legal_name = models.CharField(_("legal name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, default="BE")
    enterprise_number = models.CharField(_("enterprise or VAT number"), max_length=20, blank=True)
    helix = models.CharField(_("kind of organisation"), max_length=30, choices=Helix.choices)
    size_class = models.CharField(_("size"), max_length=10, choices=SizeClass.choices, blank=True)
    nace = models.CharField(_("activity (NACE)"), max_length=5, blank=True)
    region = models.CharField(_("region (NUTS)"), max_length=5, blank=True)
    description = models.JSONField(_("description"), default=dict, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="duplicates")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("legal_name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["country", "enterprise_number"],
                condition=~Q(enterprise_number="") & Q(merged_into=None),
                name="one_organisation_a_number",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="not_merged_into_itself"),
        )

    def __str__(self) -> str:
        return self.legal_name

    @property
    def is_active(self) -> bool:
        """Whether it stands for itself: not replaced by another."""
        return self.merged_into_id is None


class Representation(models.Model):
    """A person acts for an organisation, from a day to a day, under a mandate that the organisation confirms."""

    class Mandate(models.TextChoices):
        """What the person may do."""

        LEAD = "lead", _("Leads: may change its details and confirm others")
        DELEGATE = "delegate", _("Delegate: acts in its name")

    class State(models.TextChoices):
        """How far a request has come."""

        REQUESTED = "requested", _("Requested")
        CONFIRMED = "confirmed", _("Confirmed")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="representations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="representations")
    mandate = models.CharField(_("mandate"), max_length=10, choices=Mandate.choices, default=Mandate.DELEGATE)
    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("representation")
        verbose_name_plural = _("representations")
        ordering = ("-starts", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="representation_dates"),
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(state="requested"), name="one_open_request"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} – {self.organisation}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer or was confirmed, and has not ended."""
        waits = self.state in {self.State.REQUESTED, self.State.CONFIRMED}
        return waits and (self.ends is None or self.ends >= timezone.localdate())


class OrganisationMerge(models.Model):
    """A duplicate was merged: all that moved, so that nothing is lost and the merge can be undone."""

    kept = models.ForeignKey(Organisation, models.PROTECT, related_name="merges")
    duplicate = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    moved = models.JSONField(default=list)

    class Meta:
        ordering = ("-merged_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["duplicate"], condition=Q(undone_at=None), name="a_duplicate_is_merged_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.duplicate} → {self.kept}"
