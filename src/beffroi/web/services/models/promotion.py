"""Other clusters that bring an offer to their members; bookings by their link are counted as brought by them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.web.services.models.offers import Offer


class Promotion(models.Model):
    """A cluster promotes an offer of another, from a day on; it may stop, and what it brought stays counted."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="promotions")
    cluster = models.ForeignKey("accounts.Cluster", models.PROTECT, related_name="+")
    started_on = models.DateField(_("promotes since"), default=timezone.localdate)
    ended_on = models.DateField(_("promoted until"), null=True, blank=True)

    class Meta:
        verbose_name = _("promotion of an offer")
        verbose_name_plural = _("promotions of offers")
        ordering = ("cluster__name", "pk")
        constraints = (models.UniqueConstraint(fields=["offer", "cluster"], name="a_cluster_promotes_once"),)

    def __str__(self) -> str:
        return f"{self.cluster}: {self.offer}"
