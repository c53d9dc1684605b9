"""Appraisals of a pilot: what a price corridor, or costs and benefits, were computed from; each version is kept."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beffroi.web.services.models.pilots import Pilot


class Appraisal(models.Model):
    """The inputs of one appraisal as YAML, in the form that the command line reads; the newest of a kind counts."""

    class Kind(models.TextChoices):
        """What is appraised."""

        PRICE = "price", pgettext_lazy("an appraisal", "Price corridor")
        COSTS = "costs", pgettext_lazy("an appraisal", "Costs and benefits")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pilot = models.ForeignKey(Pilot, models.PROTECT, related_name="appraisals")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    text = models.TextField(_("inputs (YAML)"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("appraisal")
        verbose_name_plural = _("appraisals")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.pilot}: {self.get_kind_display()}"
