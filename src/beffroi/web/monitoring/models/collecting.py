"""Collecting: periods of a strategy, requests to reporters, and the values that they give until they count."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beffroi.web.monitoring.models.indicators import Indicator
from beffroi.web.monitoring.report_states import UNDER_WAY, WRITABLE, EntryState, EntryStates, PeriodState, PeriodStates


class ReportingPeriod(PeriodStates):
    """Some months of a strategy on which its reporters report; its months are stored as their first days."""

    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="reporting_periods")
    starts = models.DateField(_("first month"))
    ends = models.DateField(_("last month"))
    due_on = models.DateField(_("answers due on"))

    class Meta:
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        ordering = ("-ends", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["strategy", "ends"], name="one_period_a_month"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="period_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.starts:%Y-%m} – {self.ends:%Y-%m}" if self.starts != self.ends else f"{self.ends:%Y-%m}"


class DataRequest(models.Model):
    """What one reporter is asked for one period; its entries are the indicators.

    The secret link is made from `key` and `link_number` with the secret of the site: a new number ends the link before.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"delegate_email"})

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="requests")
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("piloting.Body", models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(_("due on"))
    link_number = models.PositiveIntegerField(default=1)
    link_until = models.DateField()
    delegate = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    delegate_email = models.EmailField(_("e-mail address"), blank=True)
    reminded = models.CharField(max_length=8, blank=True)
    """How far reminders have gone."""
    asked_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    """When everything had been answered for the first time."""

    class Meta:
        verbose_name = _("data request")
        verbose_name_plural = _("data requests")
        ordering = ("due_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(organisation=None, body__isnull=False) | Q(organisation__isnull=False, body=None),
                name="a_request_has_one_reporter",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reporter}, {self.period}"

    @property
    def reporter(self) -> object:
        """The body or the organisation that is asked."""
        return self.body or self.organisation

    @property
    def strategy(self) -> object:
        """The strategy that it serves, for roles."""
        return self.period.strategy


class Entry(EntryStates):
    """What somebody reports of an indicator for a month, from the draft until it is published.

    `values` holds by part (the empty one is the whole) the number as a text. A published entry never changes; another
    one corrects it, for a reason. Without a request an officer entered it, and somebody else validates it all the same.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="entries")
    request = models.ForeignKey(DataRequest, models.PROTECT, null=True, blank=True, related_name="entries")
    month = models.DateField(_("month"))
    values = models.JSONField(_("values"), default=dict, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    explanation = models.CharField(_("explanation"), max_length=500, blank=True)
    nothing = models.CharField(_("why there is nothing to report"), max_length=500, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    reason = models.CharField(_("why it was corrected"), max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)
    """Grows with every change, so that nobody decides on what they did not see."""
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    is_by_link = models.BooleanField(default=False)
    """Sent by the secret link, by somebody who had not signed in."""
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(_("why it was returned"), max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("reported", "value")
        verbose_name_plural = pgettext_lazy("reported", "values")
        ordering = ("pk",)
        indexes = (models.Index(fields=["indicator", "month"], name="entries_in_time"),)
        constraints = (
            models.UniqueConstraint(
                fields=["indicator", "month"], condition=Q(corrects=None), name="one_first_entry_a_month"
            ),
            models.UniqueConstraint(
                fields=["indicator", "month"], condition=Q(state__in=UNDER_WAY), name="one_entry_under_way"
            ),
            models.CheckConstraint(
                condition=~Q(state=EntryState.RETURNED) | ~Q(return_reason=""), name="returned_for_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def strategy(self) -> object:
        """The strategy that it serves, for roles."""
        return self.indicator.strategy

    @property
    def is_writable(self) -> bool:
        """Whether its reporter may still write it, as far as its own state goes."""
        return self.state in WRITABLE

    def is_taken(self, period_state: str) -> bool:
        """Whether its reporter may write it while its period stands so: what was never sent, only in an open one."""
        is_first = self.state == EntryState.DRAFT and self.corrects_id is None
        is_late = period_state == PeriodState.LOCKED or (is_first and period_state != PeriodState.OPEN)
        return self.is_writable and not is_late

    @property
    def is_answered(self) -> bool:
        """Whether it says anything: a value, or why there is none."""
        return bool(self.values or self.nothing)


class ValueRule(models.Model):
    """A rule that the values of several indicators keep to, such as `M8 <= M7`."""

    class Weight(models.TextChoices):
        """What becomes of values that break it."""

        WRONG = "wrong", _("they cannot be right, and are refused")
        UNLIKELY = "unlikely", _("they are unlikely, and have to be explained")

    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="value_rules")
    formula = models.CharField(_("rule"), max_length=200)
    why = models.CharField(_("why it holds"), max_length=300, blank=True)
    weight = models.CharField(_("values that break it"), max_length=8, choices=Weight.choices, default=Weight.UNLIKELY)

    class Meta:
        verbose_name = _("rule between indicators")
        verbose_name_plural = _("rules between indicators")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["strategy", "formula"], name="one_rule_a_formula"),)

    def __str__(self) -> str:
        return self.formula
