"""Risks as they are rated, with their history, and issues: risks that happened.

The node of the living space carries code, title and text of a risk; a risk without a row here was not rated yet.
"""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

RATING = (MinValueValidator(1), MaxValueValidator(5))


class Risk(models.Model):
    """How likely a risk is and how much it would harm, before and after what is done about it."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("Open")
        HAPPENED = "happened", _("Happened")
        CLOSED = "closed", _("Closed")

    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="risks")
    item = models.OneToOneField("chain.Item", models.PROTECT, related_name="risk")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    mitigation = models.JSONField(_("what is done about it"), default=dict, blank=True)
    owner = models.ForeignKey(
        "piloting.Body", models.PROTECT, null=True, blank=True, related_name="risks", verbose_name=_("owner")
    )
    review_on = models.DateField(_("to be looked at again on"), null=True, blank=True)
    likelihood = models.PositiveSmallIntegerField(_("likelihood"), null=True, blank=True, validators=RATING)
    impact = models.PositiveSmallIntegerField(_("impact"), null=True, blank=True, validators=RATING)
    likelihood_after = models.PositiveSmallIntegerField(
        _("likelihood after mitigation"), null=True, blank=True, validators=RATING
    )
    impact_after = models.PositiveSmallIntegerField(
        _("impact after mitigation"), null=True, blank=True, validators=RATING
    )

    class Meta:
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(likelihood=None, impact=None) | Q(likelihood__range=(1, 5), impact__range=(1, 5)),
                name="risk_rated_whole",
            ),
            models.CheckConstraint(
                condition=Q(likelihood_after=None, impact_after=None)
                | Q(likelihood_after__range=(1, 5), impact_after__range=(1, 5)),
                name="risk_rated_whole_after",
            ),
        )

    def __str__(self) -> str:
        return str(self.item_id)


class RiskRating(models.Model):
    """One rating of a risk as it was given; never changed."""

    risk = models.ForeignKey(Risk, models.CASCADE, related_name="ratings")
    likelihood = models.PositiveSmallIntegerField(validators=RATING)
    impact = models.PositiveSmallIntegerField(validators=RATING)
    likelihood_after = models.PositiveSmallIntegerField(null=True, blank=True, validators=RATING)
    impact_after = models.PositiveSmallIntegerField(null=True, blank=True, validators=RATING)
    note = models.JSONField(default=dict, blank=True)
    rated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("rating of a risk")
        verbose_name_plural = _("ratings of risks")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.likelihood} × {self.impact}"


class Issue(models.Model):
    """A risk that happened: open until somebody says how it ended. The node carries title and text."""

    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="issues")
    item = models.OneToOneField("chain.Item", models.PROTECT, related_name="issue")
    opened_on = models.DateField(_("since"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    outcome = models.JSONField(_("how it ended"), default=dict, blank=True)

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering = ("closed_on", "opened_on", "pk")

    def __str__(self) -> str:
        return str(self.item_id)
