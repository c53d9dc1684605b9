"""Series that analysts add: what each is, its vintages, their observations, and uploads that wait to be confirmed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from beffroi.web.observatory.states import UploadStates


class Visibility(models.TextChoices):
    """Who sees a series."""

    OPEN = "open", _("Everybody")
    ORGANISATION = "organisation", _("My organisation")
    PRIVATE = "private", _("Only me")


class OwnSeries(models.Model):
    """A series of an analyst; `label` and `definition` by language; `latest` is the number of its newest vintage."""

    slug = models.SlugField(max_length=80, unique=True)
    label = models.JSONField()
    definition = models.JSONField()
    unit = models.CharField(max_length=60)
    polarity = models.SmallIntegerField(default=0)
    source = models.CharField(max_length=200)
    licence = models.CharField(max_length=200)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="own_series")
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="own_series"
    )
    visibility = models.CharField(max_length=12, choices=Visibility.choices, default=Visibility.PRIVATE)
    latest = models.PositiveIntegerField(default=0)
    added_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("own series")
        verbose_name_plural = _("own series")
        ordering = ("slug",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(visibility=Visibility.ORGANISATION) | Q(organisation__isnull=False),
                name="series_of_an_organisation_names_it",
            ),
            models.CheckConstraint(condition=Q(polarity__in=(-1, 0, 1)), name="series_polarity"),
        )

    def __str__(self) -> str:
        return self.label_in(get_language() or "en")

    def label_in(self, lang: str) -> str:
        """The label in a language, or in the one that there is."""
        return str(self.label.get(lang) or next(iter(self.label.values()), self.slug))

    def definition_in(self, lang: str) -> str:
        """The definition in a language, or in the one that there is."""
        return str(self.definition.get(lang) or next(iter(self.definition.values()), ""))

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("observatory:own_series", args=[self.slug])


class SeriesVintage(models.Model):
    """The values of a series as they were added at one time; never changed."""

    series = models.ForeignKey(OwnSeries, models.PROTECT, related_name="vintages")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=150)
    file_sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=500, blank=True)
    rows = models.PositiveIntegerField()
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    regions = models.PositiveIntegerField()
    covered = models.PositiveIntegerField()
    levels = models.JSONField(default=list)
    decimals = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["series", "number"], name="one_vintage_a_number"),)

    def __str__(self) -> str:
        return f"{self.series_id} {self.number}"


class Observation(models.Model):
    """One value of a vintage; None where the file gave none."""

    vintage = models.ForeignKey(SeriesVintage, models.CASCADE, related_name="observations")
    region = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    sector = models.CharField(max_length=20, blank=True)
    value = models.FloatField(null=True)
    flag = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["vintage", "region", "year", "sector"], name="one_value_a_vintage"),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.year}"


class SeriesUpload(UploadStates):
    """A file as read, for a new series (then `description` says what it is) or for a new vintage of one."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="series_uploads")
    series = models.ForeignKey(OwnSeries, models.PROTECT, null=True, blank=True, related_name="uploads")
    vintage = models.ForeignKey(SeriesVintage, models.PROTECT, null=True, blank=True, related_name="+")
    description = models.JSONField(default=dict, blank=True)
    note = models.CharField(max_length=500, blank=True)
    file_name = models.CharField(max_length=150)
    file_sha256 = models.CharField(max_length=64)
    report = models.JSONField()
    lines = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["state", "expires_at"]),)

    def __str__(self) -> str:
        return str(self.key)
