"""The states of what services on demand keep, and how one leads to another."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import FSMField, transition


class OfferState(models.TextChoices):
    """Whether the public sees an offer."""

    DRAFT = "draft", pgettext_lazy("an offer", "Draft")
    PUBLISHED = "published", pgettext_lazy("an offer", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("an offer", "Withdrawn")


class OfferStates(models.Model):
    """Gives a model the states of an offer."""

    state = FSMField(_("state"), default=OfferState.DRAFT, choices=OfferState.choices)

    class Meta:
        abstract = True

    @transition(field=state, source=[OfferState.DRAFT, OfferState.WITHDRAWN], target=OfferState.PUBLISHED)
    def publish(self) -> None:
        """The public sees it, and its open sessions can be booked."""

    @transition(field=state, source=OfferState.PUBLISHED, target=OfferState.WITHDRAWN)
    def withdraw(self) -> None:
        """Nobody books it any more; what is booked stands."""


class SessionState(models.TextChoices):
    """Whether a session takes place."""

    PLANNED = "planned", pgettext_lazy("a session", "Open, not yet decided")
    GOES_AHEAD = "goes_ahead", pgettext_lazy("a session", "Takes place")
    HELD = "held", pgettext_lazy("a session", "Held")
    CANCELLED = "cancelled", pgettext_lazy("a session", "Called off")


class SessionStates(models.Model):
    """Gives a model the states of a session."""

    state = FSMField(_("state"), default=SessionState.PLANNED, choices=SessionState.choices)

    class Meta:
        abstract = True

    @transition(field=state, source=SessionState.PLANNED, target=SessionState.GOES_AHEAD)
    def go_ahead(self) -> None:
        """Enough take part, or the cluster holds it all the same."""

    @transition(field=state, source=[SessionState.PLANNED, SessionState.GOES_AHEAD], target=SessionState.HELD)
    def hold(self) -> None:
        """It took place."""

    @transition(field=state, source=[SessionState.PLANNED, SessionState.GOES_AHEAD], target=SessionState.CANCELLED)
    def cancel(self) -> None:
        """It does not take place; everybody gets all back."""


class BookingState(models.TextChoices):
    """How far a booking has come."""

    HELD = "held", pgettext_lazy("a booking", "Seats held")
    REVIEW = "review", pgettext_lazy("a booking", "Waits for the organiser")
    CONFIRMED = "confirmed", pgettext_lazy("a booking", "Confirmed")
    EXPIRED = "expired", pgettext_lazy("a booking", "Not confirmed in time")
    CANCELLED = "cancelled", pgettext_lazy("a booking", "Cancelled")
    REJECTED = "rejected", pgettext_lazy("a booking", "Not admitted")


B = BookingState
TAKES_SEATS = (B.HELD, B.REVIEW, B.CONFIRMED)
"""In these states a booking has seats of its session."""


class BookingStates(models.Model):
    """Gives a model the states of a booking."""

    state = FSMField(_("state"), default=B.HELD, choices=B.choices)

    class Meta:
        abstract = True

    @transition(field=state, source=B.HELD, target=B.REVIEW)
    def ask_for_review(self) -> None:
        """The offer admits only some; the organiser looks at it."""

    @transition(field=state, source=[B.HELD, B.REVIEW], target=B.CONFIRMED)
    def confirm(self) -> None:
        """The seats are booked, on the terms shown."""

    @transition(field=state, source=B.HELD, target=B.EXPIRED)
    def expire(self) -> None:
        """Nobody confirmed in time; the seats are free again."""

    @transition(field=state, source=[B.HELD, B.REVIEW, B.CONFIRMED], target=B.CANCELLED)
    def cancel(self) -> None:
        """All its seats are free again."""

    @transition(field=state, source=B.REVIEW, target=B.REJECTED)
    def reject(self) -> None:
        """The organiser does not admit it, and says why."""


class WaitState(models.TextChoices):
    """How an entry of a waiting list stands."""

    WAITING = "waiting", pgettext_lazy("a waiting list", "Waiting")
    OFFERED = "offered", pgettext_lazy("a waiting list", "Seats offered")
    ACCEPTED = "accepted", pgettext_lazy("a waiting list", "Accepted")
    LAPSED = "lapsed", pgettext_lazy("a waiting list", "Offer not taken in time")
    WITHDRAWN = "withdrawn", pgettext_lazy("a waiting list", "Withdrawn")


W = WaitState


class WaitStates(models.Model):
    """Gives a model the states of an entry of a waiting list."""

    state = FSMField(_("state"), default=W.WAITING, choices=W.choices)

    class Meta:
        abstract = True

    @transition(field=state, source=W.WAITING, target=W.OFFERED)
    def offer(self) -> None:
        """Seats became free and are kept for a while."""

    @transition(field=state, source=W.OFFERED, target=W.ACCEPTED)
    def accept(self) -> None:
        """The seats are held for a booking."""

    @transition(field=state, source=W.OFFERED, target=W.LAPSED)
    def lapse(self) -> None:
        """Not taken in time; the next one is asked."""

    @transition(field=state, source=[W.WAITING, W.OFFERED], target=W.WITHDRAWN)
    def withdraw(self) -> None:
        """No longer wanted."""
