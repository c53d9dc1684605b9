"""Bookings, their quotes and attendees, and the waiting list."""

import uuid
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beffroi.web.services.models.offers import PriceRule
from beffroi.web.services.models.sessions import Session
from beffroi.web.services.states import BookingStates, WaitStates


class Firm(models.Model):
    """Who books: an organisation of the site, or one that named itself; and whom to write to.

    `token_digest` opens the page of a booking or entry to whoever holds the link that was mailed. `promoted_by` is the
    cluster whose network brought them.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    firm_name = models.CharField(_("name of the organisation"), max_length=200)
    firm_country = models.CharField(_("country"), max_length=2, default="BE")
    firm_number = models.CharField(_("enterprise number"), max_length=20, blank=True)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    email = models.EmailField(_("e-mail"))
    language = models.CharField(max_length=2, default="fr")
    token_digest = models.CharField(max_length=64, blank=True)
    audience = models.CharField(_("audience"), max_length=12, choices=PriceRule.Audience.choices)
    seats = models.PositiveSmallIntegerField(_("seats"))
    promoted_by = models.ForeignKey("accounts.Cluster", models.PROTECT, null=True, blank=True, related_name="+")
    may_be_asked = models.BooleanField(_("may be asked for the evaluation"), default=False)
    idempotency_key = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.firm_name


class Booking(BookingStates, Firm):
    """Seats of a session for an organisation."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"email", "token_digest"})

    session = models.ForeignKey(Session, models.PROTECT, related_name="bookings")
    held_until = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("why it was not admitted"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ("made_at", "pk")
        indexes = (models.Index(fields=["state", "held_until"], name="bookings_to_expire"),)
        constraints = (
            models.CheckConstraint(condition=Q(seats__gte=1), name="a_booking_has_seats"),
            models.CheckConstraint(condition=~Q(state="held") | Q(held_until__isnull=False), name="a_hold_ends"),
        )


class Quote(models.Model):
    """What a booking costs, as it was shown before it was confirmed; never changed."""

    number = models.CharField(max_length=20, unique=True)
    booking = models.OneToOneField(Booking, models.PROTECT, related_name="quote")
    rule = models.ForeignKey(PriceRule, models.PROTECT, related_name="quotes")
    seats = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    tax = models.CharField(max_length=2, choices=PriceRule.Tax.choices)
    tax_rate = models.DecimalField(max_digits=4, decimal_places=2)
    net = models.DecimalField(max_digits=11, decimal_places=2)
    tax_amount = models.DecimalField(max_digits=11, decimal_places=2)
    refund_steps = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.number

    @property
    def gross(self) -> Decimal:
        """What is to pay."""
        return self.net + self.tax_amount


class Attendee(models.Model):
    """A person on one seat of a booking; a substitute takes the place of another."""

    class State(models.TextChoices):
        """What became of the seat."""

        EXPECTED = "expected", pgettext_lazy("an attendee", "Expected")
        ATTENDED = "attended", pgettext_lazy("an attendee", "Attended")
        NO_SHOW = "no_show", pgettext_lazy("an attendee", "Did not come")
        REPLACED = "replaced", pgettext_lazy("an attendee", "Replaced by somebody else")
        CANCELLED = "cancelled", pgettext_lazy("an attendee", "Cancelled")

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"name", "email", "needs"})

    booking = models.ForeignKey(Booking, models.PROTECT, related_name="attendees")
    seat = models.PositiveSmallIntegerField()
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    needs = models.CharField(_("anything we should know"), max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.EXPECTED)
    refund = models.DecimalField(_("given back (euro)"), max_digits=9, decimal_places=2, null=True, blank=True)
    checked_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("attendee")
        verbose_name_plural = _("attendees")
        ordering = ("booking", "seat", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["booking", "seat"], condition=~Q(state="replaced"), name="one_person_a_seat"
            ),
        )

    def __str__(self) -> str:
        return self.name


class WaitlistEntry(WaitStates, Firm):
    """An organisation that waits for seats of a full session, in the order of coming."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"email", "token_digest"})

    session = models.ForeignKey(Session, models.PROTECT, related_name="waiting")
    offered_until = models.DateTimeField(null=True, blank=True)
    booking = models.OneToOneField(Booking, models.PROTECT, null=True, blank=True, related_name="waited")

    class Meta:
        verbose_name = _("entry of a waiting list")
        verbose_name_plural = _("waiting list")
        ordering = ("pk",)
        indexes = (models.Index(fields=["state", "offered_until"], name="seats_on_offer"),)
        constraints = (
            models.CheckConstraint(condition=Q(seats__gte=1), name="an_entry_has_seats"),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(offered_until__isnull=False), name="an_offer_ends"
            ),
        )
