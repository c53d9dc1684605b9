"""De minimis aid by a subsidised price: what was declared, what was granted, whether it is registered."""

import uuid

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.web.services.models.bookings import Booking
from beffroi.web.services.models.pilots import Pilot


class AidGrant(models.Model):
    """Aid that a booking at a price below the reference is worth.

    `others` is the aid that the single undertaking declares to have received: [day, amount, who granted it]; `linked`
    are the enterprise numbers that form one undertaking with the one that booked.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pilot = models.ForeignKey(Pilot, models.PROTECT, related_name="aids")
    booking = models.OneToOneField(Booking, models.PROTECT, related_name="aid")
    undertaking = models.CharField(_("undertaking"), max_length=200)
    number = models.CharField(_("enterprise number"), max_length=20)
    linked = models.JSONField(_("linked enterprises"), default=list, blank=True)
    others = models.JSONField(_("aid declared"), default=list, blank=True)
    reference = models.DecimalField(_("reference price (euro)"), max_digits=9, decimal_places=2)
    amount = models.DecimalField(
        _("grant equivalent (euro)"), max_digits=11, decimal_places=2, validators=[MinValueValidator(0)]
    )
    granted_on = models.DateField(_("granted on"), default=timezone.localdate)
    register_by = models.DateField(_("to be registered by"))
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    register_number = models.CharField(_("number in the register"), max_length=60, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("de minimis aid")
        verbose_name_plural = _("de minimis aid")
        ordering = ("register_by", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(amount__gte=0), name="aid_is_not_negative"),
            models.CheckConstraint(
                condition=Q(registered_on=None, register_number="")
                | (Q(registered_on__isnull=False) & ~Q(register_number="")),
                name="registered_under_a_number",
            ),
        )

    def __str__(self) -> str:
        return f"{self.undertaking}: {self.amount}"
