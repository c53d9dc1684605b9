"""Earlier and neighbouring plans of a region, and the instruments of each: its policy map."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beffroi.web.chain.queries import in_language

YEARS = (MinValueValidator(1945), MaxValueValidator(2100))


class Plan(models.Model):
    """A plan or programme of a region, from a year to a year as far as they are known."""

    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="plans")
    code = models.SlugField(max_length=60)
    name = models.JSONField(_("name"), default=dict)
    aim = models.JSONField(_("aim"), default=dict, blank=True)
    first_year = models.PositiveSmallIntegerField(_("from"), null=True, blank=True, validators=YEARS)
    last_year = models.PositiveSmallIntegerField(_("to"), null=True, blank=True, validators=YEARS)
    source = models.CharField(_("source"), max_length=500, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ("first_year", "position", "pk")
        constraints = (
            models.UniqueConstraint(fields=["strategy", "code"], name="one_plan_a_code"),
            models.CheckConstraint(
                condition=Q(first_year=None) | Q(last_year=None) | Q(last_year__gte=F("first_year")), name="plan_years"
            ),
        )

    def __str__(self) -> str:
        return in_language(self.name)


class Instrument(models.Model):
    """What a plan acts with: who runs it, for whom, with which money."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="instruments")
    name = models.JSONField(_("name"), default=dict)
    run_by = models.CharField(_("run by"), max_length=200, blank=True)
    for_whom = models.JSONField(_("for whom"), default=dict, blank=True)
    money = models.JSONField(_("money"), default=dict, blank=True)
    amount = models.DecimalField(_("amount (euro)"), max_digits=14, decimal_places=2, null=True, blank=True)
    source = models.CharField(_("source"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        ordering = ("pk",)

    def __str__(self) -> str:
        return in_language(self.name)
