"""Strategies of a region, and their versions."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beffroi.web.chain.queries import in_language


class Strategy(models.Model):
    """A strategy of a region; `living` is the space of what goes on under every version: roadmap, risks, results."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(unique=True)
    region = models.CharField(_("region (NUTS)"), max_length=5)
    title = models.JSONField(_("title"), default=dict)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to"), null=True, blank=True)
    languages = models.JSONField(_("languages"), default=list)
    living = models.OneToOneField("chain.Space", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")
        ordering = ("-starts", "slug")
        constraints = (
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="strategy_dates"),
        )

    def __str__(self) -> str:
        return in_language(self.title) or self.slug


class Version(models.Model):
    """What a strategy says: a draft that is worked on, or a published text that never changes."""

    class Status(models.TextChoices):
        """How far it has come."""

        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("In force")
        SUPERSEDED = "superseded", _("Superseded")

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    space = models.OneToOneField("chain.Space", models.PROTECT, related_name="+")
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.JSONField(_("what changed"), default=dict, blank=True)
    title = models.JSONField(_("title when published"), null=True, blank=True)
    starts = models.DateField(_("from, when published"), null=True, blank=True)
    ends = models.DateField(_("to, when published"), null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["strategy", "number"], name="one_version_a_number"),
            models.UniqueConstraint(fields=["strategy"], condition=Q(status="draft"), name="one_draft_a_strategy"),
            models.UniqueConstraint(fields=["strategy"], condition=Q(status="published"), name="one_version_in_force"),
            models.CheckConstraint(
                condition=Q(status="draft", published_at=None) | (~Q(status="draft") & Q(published_at__isnull=False)),
                name="published_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{in_language(self.title) if self.title else self.strategy} – {self.number}"

    @property
    def was_called_otherwise(self) -> bool:
        """Whether the strategy got another title or period after this version was published."""
        of = self.strategy
        return self.title is not None and (self.title, self.starts, self.ends) != (of.title, of.starts, of.ends)
