"""What a cluster sees of its own: the portfolio, how full sessions are, who comes, and by whom they were brought."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from beffroi.web.accounts.queries import my_clusters
from beffroi.web.billing.queries import invoiced
from beffroi.web.services.models import Attendee, Booking, Offer, Service, Session
from beffroi.web.services.queries.promotion import Brought
from beffroi.web.services.states import BookingState, WaitState


def portfolio(user: Any) -> QuerySet[Any]:
    """The clusters that a person manages, with their services and offers."""
    services = Service.objects.prefetch_related(Prefetch("offers", Offer.objects.order_by("pk")))
    return my_clusters(user).prefetch_related(Prefetch("services", services))


def sessions_with_counts(offer: Offer) -> QuerySet[Session]:
    """The sessions of an offer with what is booked and who waits."""
    confirmed = Q(bookings__state=BookingState.CONFIRMED)
    return offer.sessions.annotate(booked=Sum("bookings__seats", filter=confirmed, default=0))


@dataclass(frozen=True)
class Desk:
    """Everything about one session for the people at its door."""

    session: Session
    bookings: list[Booking]
    waiting: list[Any]
    brought: list[Brought]
    invoiced: frozenset[UUID] = frozenset()
    """Bookings that have an invoice."""


def desk_of(session: Session) -> Desk:
    """Bookings with who comes, the waiting list in order, and which networks brought them."""
    people = Prefetch("attendees", Attendee.objects.exclude(state=Attendee.State.REPLACED))
    shown = (BookingState.REVIEW, BookingState.CONFIRMED, BookingState.HELD)
    bookings = session.bookings.filter(state__in=shown).select_related("quote", "promoted_by").prefetch_related(people)
    waiting = session.waiting.filter(state__in=(WaitState.WAITING, WaitState.OFFERED))
    counted = session.bookings.filter(state=BookingState.CONFIRMED).values("promoted_by__name").order_by()
    brought = counted.annotate(bookings=Count("pk"), many=Sum("seats"))
    rows = [Brought(one["promoted_by__name"] or "", "", one["bookings"], one["many"]) for one in brought]
    ordered, booked = sorted(rows, key=lambda one: (-one.seats, one.cluster)), list(bookings)
    return Desk(session, booked, list(waiting), ordered, invoiced(one.key for one in booked))
