"""Alerts: opened and closed by facts, and kept; assumptions as they were looked at."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Alert(models.Model):
    """Something that somebody has to look at: opened by a rule, closed by facts only, then never changed.

    Facts are plain values by the rule (`alert_rules`): those that opened it, those of the last look, those that closed
    it.
    """

    class Rule(models.TextChoices):
        """The rules that alert."""

        OFF_TRACK = "off_track", _("Behind its path")
        NO_DATA = "no_data", _("No data")
        QUALITY = "quality", _("Doubtful value")
        LATE_ACTION = "late_action", _("Action late")
        ASSUMPTION = "assumption", _("Assumption broken")
        CADENCE = "cadence", _("Body does not meet")
        CONTEXT = "context", _("Context turning")

    class Severity(models.TextChoices):
        """How pressing it is."""

        HIGH = "high", _("Urgent")
        MEDIUM = "medium", _("Serious")
        LOW = "low", _("To be watched")

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="alerts")
    rule = models.CharField(_("rule"), max_length=12, choices=Rule.choices)
    subject = models.CharField(max_length=60)
    """What it is about in one word, so that the database keeps open alerts apart."""
    indicator = models.ForeignKey("monitoring.Indicator", models.PROTECT, null=True, blank=True, related_name="alerts")
    item = models.ForeignKey("chain.Item", models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey("piloting.Body", models.PROTECT, null=True, blank=True, related_name="+")
    severity = models.CharField(_("severity"), max_length=6, choices=Severity.choices)
    opened_at = models.DateTimeField(_("opened at"))
    opened_facts = models.JSONField(_("facts that opened it"), default=dict)
    facts = models.JSONField(_("facts of the last look"), default=dict)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_facts = models.JSONField(_("facts that closed it"), default=dict, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("who looks after it"),
    )  # fmt: skip
    snoozed_until = models.DateField(_("put off until"), null=True, blank=True)
    snoozed_because = models.CharField(_("why it is put off"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ("-opened_at", "-pk")
        indexes = (models.Index(fields=["strategy", "closed_at", "-opened_at"], name="alerts_in_time"),)
        constraints = (
            models.UniqueConstraint(
                fields=["strategy", "rule", "subject"], condition=Q(closed_at=None), name="one_open_alert"
            ),
            models.CheckConstraint(
                condition=Q(indicator__isnull=False, item=None, body=None)
                | Q(indicator=None, item__isnull=False, body=None)
                | Q(indicator=None, item=None, body__isnull=False),
                name="an_alert_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(snoozed_until=None) | ~Q(snoozed_because=""), name="put_off_for_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_rule_display()}: {self.subject}"


class AssumptionLook(models.Model):
    """Somebody of the M&E unit looked whether an assumption holds; the last look at it counts."""

    class State(models.TextChoices):
        """What they found."""

        HOLDS = "holds", _("It holds")
        BROKEN = "broken", _("It does not hold")
        UNKNOWN = "unknown", _("It cannot be said")

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="+")
    item = models.ForeignKey("chain.Item", models.PROTECT, related_name="+")
    said = models.JSONField(_("assumption"), default=dict)
    """The assumption by language, as it stood."""
    state = models.CharField(_("what was found"), max_length=8, choices=State.choices)
    note = models.CharField(_("what shows it"), max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("look at an assumption")
        verbose_name_plural = _("looks at assumptions")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return str(self.get_state_display())
