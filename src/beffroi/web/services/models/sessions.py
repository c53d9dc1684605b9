"""Sessions of an offer: when and where, how many seats, and how many of them are taken."""

import uuid
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beffroi.web.services.models.offers import Offer, PriceRule
from beffroi.web.services.states import SessionStates

MOST = 5000


class Session(SessionStates):
    """One time that an offer takes place.

    `taken` counts the seats that bookings hold or have confirmed and those offered to the waiting list. It is changed
    only by `seating`, by one conditional update, and the database refuses more than the capacity.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    closes_at = models.DateTimeField(_("booking closes"))
    hours = models.DecimalField(
        _("hours of the programme"), max_digits=5, decimal_places=1, null=True, blank=True,
        validators=[MinValueValidator(Decimal("0.5"))],
    )  # fmt: skip
    place = models.CharField(pgettext_lazy("a session", "place"), max_length=200, blank=True)
    link = models.URLField(_("link for taking part online"), blank=True)
    capacity = models.PositiveIntegerField(_("seats"), validators=[MinValueValidator(1), MaxValueValidator(MOST)])
    taken = models.PositiveIntegerField(default=0, editable=False)
    minimum = models.PositiveIntegerField(_("fewest with which it is held"), default=1)
    decide_on = models.DateField(_("day on which it is decided"), null=True, blank=True)
    cancelled_because = models.CharField(_("why it was called off"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("starts_at", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="never_more_than_capacity"),
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="session_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(closes_at__lte=F("starts_at")), name="booking_closes_before_it_begins"),
            models.CheckConstraint(condition=Q(minimum__lte=F("capacity")), name="minimum_within_capacity"),
        )

    def __str__(self) -> str:
        return f"{self.offer} {self.starts_at:%Y-%m-%d}"

    @property
    def free(self) -> int:
        """Seats that anybody can still book."""
        return self.capacity - self.taken


class Quota(models.Model):
    """At most so many seats of a session for one audience."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="quotas")
    audience = models.CharField(_("audience"), max_length=12, choices=PriceRule.Audience.choices)
    places = models.PositiveIntegerField(_("at most"), validators=[MinValueValidator(1), MaxValueValidator(MOST)])
    taken = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ("audience",)
        constraints = (
            models.UniqueConstraint(fields=["session", "audience"], name="one_quota_an_audience"),
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="never_more_than_the_quota"),
        )

    def __str__(self) -> str:
        return f"{self.get_audience_display()}: {self.places}"
