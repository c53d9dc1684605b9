"""Findings of the M&E unit on where an alert comes from, and the mitigations that it proposes to piloting."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beffroi.web.chain.queries import in_language
from beffroi.web.monitoring.mitigation_states import MitigationStates

PERSON = settings.AUTH_USER_MODEL


class Finding(models.Model):
    """What the M&E unit found out about the source of an alert."""

    class Kind(models.TextChoices):
        """Of what kind the source is."""

        DELIVERY = "delivery", _("Delivery: what is put in, done or delivered lags behind")
        THEORY = "theory", _("Theory: it was delivered, and the result does not follow")
        CONTEXT = "context", _("Context: the peers miss it in the same way")
        DATA = "data", _("Data: nothing tells, or the figures are doubtful")

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    alert = models.ForeignKey("monitoring.Alert", models.PROTECT, related_name="findings")
    item = models.ForeignKey(
        "chain.Item", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("where it begins")
    )
    kind = models.CharField(_("kind of source"), max_length=8, choices=Kind.choices)
    text = models.JSONField(_("finding"), default=dict)
    written_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ("written_at", "pk")

    def __str__(self) -> str:
        return in_language(self.text)

    @property
    def strategy(self) -> object:
        """The strategy that it serves, for roles."""
        return self.alert.strategy


class Mitigation(MitigationStates):
    """What monitoring proposes against a source, with its effect and cost; piloting decides, and it becomes an action.

    The node of the living work carries code, title and text. What was decided is kept; the effect is looked at later.
    """

    class Effect(models.TextChoices):
        """What came of it after the stated month."""

        REACHED = "reached", _("The expected effect is there")
        PARTLY = "partly", _("A part of the expected effect is there")
        NONE = "none", _("The expected effect is not there")
        WORSE = "worse", _("It moved the other way")
        UNKNOWN = "unknown", _("It cannot be said: nothing was measured since")

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="mitigations")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="mitigations")
    item = models.OneToOneField("chain.Item", models.PROTECT, related_name="mitigation")
    indicator = models.ForeignKey(
        "monitoring.Indicator", models.PROTECT, related_name="+", verbose_name=_("indicator that it moves")
    )
    expected_value = models.DecimalField(_("value expected"), max_digits=18, decimal_places=4)
    expected_on = models.DateField(_("by which month"))
    value_before = models.DecimalField(_("value when proposed"), max_digits=18, decimal_places=4, null=True, blank=True)
    cost_low = models.DecimalField(_("cost, low"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    cost_high = models.DecimalField(_("cost, high"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    proposed_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(auto_now_add=True)
    reasons = models.JSONField(_("reasons"), default=dict, blank=True)
    decision = models.ForeignKey("piloting.Decision", models.PROTECT, null=True, blank=True, related_name="+")
    action = models.ForeignKey("piloting.Action", models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    effect = models.CharField(_("effect"), max_length=8, choices=Effect.choices, blank=True)
    effect_value = models.DecimalField(_("value then"), max_digits=18, decimal_places=4, null=True, blank=True)
    effect_month = models.DateField(_("month of that value"), null=True, blank=True)
    effect_note = models.CharField(_("what follows from it"), max_length=1000, blank=True)
    effect_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("effect looked at by")
    )
    effect_at = models.DateTimeField(_("effect looked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("mitigation")
        verbose_name_plural = _("mitigations")
        ordering = ("-proposed_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(cost_low__gte=0) & Q(cost_high__gte=F("cost_low")), name="mitigation_costs_low_to_high"
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(decision__isnull=False, action__isnull=False),
                name="accepted_by_a_decision_with_an_action",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | Q(decision__isnull=False, action=None), name="rejected_by_a_decision"
            ),
            models.CheckConstraint(
                condition=Q(effect="") | (Q(state="accepted", effect_at__isnull=False) & ~Q(effect_note="")),
                name="effect_of_what_was_accepted",
            ),
        )

    def __str__(self) -> str:
        return str(self.item_id)
