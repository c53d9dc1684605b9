"""Indicators of a strategy and what was measured: the sheet of an indicator, and values that are only added to."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beffroi.web.chain.queries import in_language
from beffroi.web.monitoring.models.beneficiaries import Support


class Indicator(models.Model):
    """What is measured at a step of the results chain; its node carries code, name and definition.

    The step is the link `measured_by` of the chain. Months are stored as their first day. `texts` holds, by name and
    language: unit, formula, source, verification, limits.
    """

    class Kind(models.TextChoices):
        """Where its values come from."""

        VALUE = "value", _("Entered value")
        COMMON = "common", _("EU common indicator")
        CONTEXT = "context", _("Figure of the observatory")
        PLATFORM = "platform", _("Counted by the platform")
        QUALITATIVE = "qualitative", _("Judged by a rubric")

    class Polarity(models.TextChoices):
        """Which way is good."""

        UP = "up", _("High is good")
        DOWN = "down", _("Low is good")

    class Frequency(models.TextChoices):
        """How often it is measured."""

        MONTH = "month", _("every month")
        QUARTER = "quarter", _("every quarter")
        HALF_YEAR = "half_year", _("every half-year")
        YEAR = "year", _("every year")

    class Rule(models.TextChoices):
        """How a whole is put together from its parts."""

        SUM = "sum", _("Sum")
        WEIGHTED_MEAN = "weighted_mean", _("Weighted mean")
        LAST = "last", _("Last value")
        DISTINCT = "distinct", _("Distinct beneficiaries, each once")
        NONE = "none", _("Not put together")

    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="indicators")
    item = models.OneToOneField("chain.Item", models.PROTECT, related_name="indicator")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.VALUE)
    common_code = models.CharField(_("EU common indicator"), max_length=8, blank=True)
    series = models.CharField(_("series of the observatory"), max_length=80, blank=True)
    region = models.CharField(_("region"), max_length=200, blank=True)
    peers = models.JSONField(_("peer regions"), default=list, blank=True)
    counted = models.CharField(_("what the platform counts"), max_length=30, blank=True)
    texts = models.JSONField(_("sheet"), default=dict, blank=True)
    polarity = models.CharField(_("which way is good"), max_length=4, choices=Polarity.choices, default=Polarity.UP)
    frequency = models.CharField(_("frequency"), max_length=10, choices=Frequency.choices, default=Frequency.YEAR)
    reporter_organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("organisation that reports"),
    )  # fmt: skip
    reporter_body = models.ForeignKey(
        "piloting.Body", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body that reports")
    )
    baseline_on = models.DateField(_("month of the baseline"), null=True, blank=True)
    baseline_value = models.DecimalField(_("baseline"), max_digits=18, decimal_places=4, null=True, blank=True)
    milestones = models.JSONField(_("milestones"), default=list, blank=True)
    """[month as text, value], in the order of time."""
    target_on = models.DateField(_("month of the target"), null=True, blank=True)
    target_value = models.DecimalField(_("target"), max_digits=18, decimal_places=4, null=True, blank=True)
    band = models.DecimalField(
        _("acceptable band"), max_digits=4, decimal_places=3, default="0.1",
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )  # fmt: skip
    least = models.DecimalField(_("least possible value"), max_digits=18, decimal_places=4, null=True, blank=True)
    most = models.DecimalField(_("greatest possible value"), max_digits=18, decimal_places=4, null=True, blank=True)
    rule = models.CharField(_("aggregation"), max_length=14, choices=Rule.choices, default=Rule.LAST)
    breakdown = models.JSONField(_("broken down by"), default=list, blank=True)
    """The names of its parts, such as sizes of enterprises."""
    rubric = models.JSONField(_("rubric"), default=list, blank=True)
    """Its levels from the lowest, each by language; the first is level 1."""
    rows_of = models.JSONField(_("counts who was helped under"), default=list, blank=True)
    """Keys of interventions and priorities whose beneficiary rows it counts; empty: all of the strategy."""
    support = models.CharField(_("form of support"), max_length=14, choices=Support.choices, blank=True)
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    weight = models.DecimalField(
        _("weight in the whole"), max_digits=18, decimal_places=4, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    part_weights = models.JSONField(_("weights of the parts"), default=dict, blank=True)
    """Name of a part of the breakdown → what it weighs in a mean."""

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ("item__pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(target_on=None) | Q(baseline_on=None) | Q(target_on__gt=F("baseline_on")),
                name="target_after_baseline",
            ),
            models.CheckConstraint(
                condition=(~Q(kind="context") | ~Q(series=""))
                & (~Q(kind="platform") | ~Q(counted=""))
                & (~Q(kind="common") | ~Q(common_code="")),
                name="indicator_has_its_origin",
            ),
        )

    def __str__(self) -> str:
        return str(self.item_id)

    def said(self, name: str) -> str:
        """A text of the sheet in the language of the page."""
        return in_language(self.texts.get(name) or {})

    @property
    def is_entered(self) -> bool:
        """Whether somebody types its values; the others come by themselves."""
        return self.kind not in {self.Kind.CONTEXT, self.Kind.PLATFORM} and not self.counts_rows

    @property
    def counts_rows(self) -> bool:
        """Whether it counts the enterprises of beneficiary rows, each once."""
        return self.rule == self.Rule.DISTINCT and self.kind in {self.Kind.VALUE, self.Kind.COMMON}


class Measurement(models.Model):
    """One value for one month: never changed, only superseded by a correction with its reason.

    `part` is a name of the breakdown; the empty one is the whole. The value of a rubric is the number of its level.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="measurements")
    period = models.DateField(_("month"))
    part = models.CharField(_("part"), max_length=80, blank=True)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    note = models.CharField(_("note"), max_length=500, blank=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    reason = models.CharField(_("why it was corrected"), max_length=500, blank=True)
    entry = models.ForeignKey(
        "monitoring.Entry", models.PROTECT, null=True, blank=True, related_name="measurements", editable=False
    )
    """What was reported, checked and published; without one the site itself took the value over."""
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ("period", "pk")
        indexes = (models.Index(fields=["indicator", "part", "period"], name="measurements_in_time"),)
        constraints = (
            models.UniqueConstraint(
                fields=["indicator", "period", "part"], condition=Q(supersedes=None), name="one_first_measurement"
            ),
            models.CheckConstraint(condition=Q(supersedes=None) | ~Q(reason=""), name="a_correction_has_its_reason"),
        )

    def __str__(self) -> str:
        return f"{self.period:%Y-%m}: {self.value}"
