"""What an indicator was committed to before it was carried forward."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Commitment(models.Model):
    """A baseline, milestones and a target that stood until the framework was carried forward; never changed."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey("monitoring.Indicator", models.PROTECT, related_name="commitments")
    label = models.CharField(_("name of the period"), max_length=120)
    baseline_on = models.DateField(_("month of the baseline"))
    baseline_value = models.DecimalField(_("baseline"), max_digits=18, decimal_places=4)
    milestones = models.JSONField(_("milestones"), default=list, blank=True)
    target_on = models.DateField(_("month of the target"))
    target_value = models.DecimalField(_("target"), max_digits=18, decimal_places=4)
    band = models.DecimalField(_("acceptable band"), max_digits=4, decimal_places=3)
    until = models.DateField(_("month of the new baseline"))
    """From this month on the next commitment holds."""
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("earlier commitment")
        verbose_name_plural = _("earlier commitments")
        ordering = ("baseline_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=["indicator", "until"], name="one_commitment_ends_in_a_month"),
            models.CheckConstraint(
                condition=Q(target_on__gt=F("baseline_on")) & Q(until__gt=F("baseline_on")),
                name="a_commitment_has_its_time",
            ),
        )

    def __str__(self) -> str:
        return self.label
