"""Communication guidelines: what information flows from whom to whom, how often, by when; and what was sent."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beffroi.web.chain.queries import in_language


class Flow(models.Model):
    """One agreed flow of information between two bodies; `proof` names the check that says whether it happened."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    strategy = models.ForeignKey("strategy.Strategy", models.PROTECT, related_name="flows")
    what = models.JSONField(_("what"), default=dict)
    sender = models.ForeignKey("piloting.Body", models.PROTECT, related_name="+", verbose_name=_("from"))
    recipient = models.ForeignKey("piloting.Body", models.PROTECT, related_name="+", verbose_name=_("to"))
    proof = models.CharField(_("what shows that it happened"), max_length=30)
    days = models.PositiveSmallIntegerField(
        _("within days"), default=14, validators=[MinValueValidator(0), MaxValueValidator(365)]
    )
    every_weeks = models.PositiveSmallIntegerField(
        _("every … weeks"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(104)]
    )
    starts = models.DateField(_("since"))
    ends = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("flow of information")
        verbose_name_plural = _("flows of information")
        ordering = ("sender", "recipient", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="flow_dates"),
            models.CheckConstraint(condition=~Q(sender=F("recipient")), name="a_flow_goes_to_another"),
        )

    def __str__(self) -> str:
        return in_language(self.what)


class FlowRecord(models.Model):
    """Somebody notes that information of a flow was sent on a day."""

    flow = models.ForeignKey(Flow, models.CASCADE, related_name="records")
    on = models.DateField(_("sent on"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("record of a flow")
        verbose_name_plural = _("records of flows")
        ordering = ("-on", "-pk")
        constraints = (models.UniqueConstraint(fields=["flow", "on"], name="one_record_a_day"),)

    def __str__(self) -> str:
        return str(self.on)
