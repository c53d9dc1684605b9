"""What the public catalogue and the page of an offer show, in a fixed number of questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from beffroi.web.accounts.permissions import standing
from beffroi.web.services.models import Booking, Offer, PriceRule, Session, WaitlistEntry
from beffroi.web.services.queries.prices import Standing, prices_of_today, rule_for
from beffroi.web.services.rules import Seats, Total, total
from beffroi.web.services.states import BookingState, OfferState, SessionState, WaitState

OPEN = (SessionState.PLANNED, SessionState.GOES_AHEAD)


def catalogue(*, words: str = "", cluster: str = "", has_seats: bool = False) -> QuerySet[Offer]:
    """Published offers with the day of their next session that can be booked, the soonest first."""
    bookable = Q(sessions__state__in=OPEN, sessions__closes_at__gt=timezone.now())
    if has_seats:
        bookable &= Q(sessions__taken__lt=F("sessions__capacity"))
    found = Offer.objects.filter(state=OfferState.PUBLISHED).annotate(
        next_at=Min("sessions__starts_at", filter=bookable), sessions_open=Count("sessions", filter=bookable)
    )
    if cluster:
        found = found.filter(service__cluster__slug=cluster)
    if has_seats:
        found = found.filter(sessions_open__gt=0)
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(summary__icontains=word))
    return found.select_related("service__cluster").order_by("next_at", "pk")


@dataclass(frozen=True)
class SessionView:
    """A session with its seats, and whether who asks can book it now."""

    session: Session
    seats: Seats
    is_open: bool
    waiting: int


def bookable(offer: Offer) -> QuerySet[Session]:
    """The sessions of an offer that can be asked for now; a full one too, it has a waiting list."""
    return offer.sessions.filter(state__in=OPEN, closes_at__gt=timezone.now())


def sessions_of(offer: Offer) -> list[SessionView]:
    """The sessions to come of an offer, and how full they are."""
    now = timezone.now()
    found = offer.sessions.filter(ends_at__gte=now).exclude(state=SessionState.CANCELLED).annotate(
        booked=Sum("bookings__seats", filter=Q(bookings__state=BookingState.CONFIRMED), default=0),
    ).prefetch_related(Prefetch("quotas"))  # fmt: skip
    waiting = dict(offer.sessions.filter(waiting__state="waiting").values_list("pk").annotate(many=Count("waiting")))
    return [
        SessionView(
            one,
            Seats(one.capacity, one.booked, one.taken - one.booked),
            one.state in OPEN and one.closes_at > now and offer.state == OfferState.PUBLISHED,
            waiting.get(one.pk, 0),
        )
        for one in found
    ]


@dataclass(frozen=True)
class Price:
    """What who asks pays for some seats, and how they stand towards the offer."""

    rule: PriceRule
    total: Total
    standing: Standing


def price_for(offer: Offer, standing: Standing, prices: Iterable[PriceRule], seats: int = 1) -> Price | None:
    """What an organisation pays; None where the offer is not open to it."""
    rule = rule_for(offer, standing, list(prices))
    return Price(rule, total(rule.amount, seats, rule.tax_rate), standing) if rule else None


def price_list(offer: Offer) -> list[PriceRule]:
    """The prices of today, by audience from the lowest."""
    return prices_of_today(offer)


def position_of(entry: WaitlistEntry) -> int:
    """The place on the waiting list, 1 first."""
    ahead = WaitlistEntry.objects.filter(session=entry.session_id, state=WaitState.WAITING, pk__lt=entry.pk)
    return ahead.count() + 1


def own_bookings(user: Any) -> QuerySet[Booking]:
    """Bookings of a person and of the organisations they act for, the newest first."""
    return Booking.objects.filter(_mine(user)).select_related("session__offer", "quote").order_by("-pk")


def own_entries(user: Any) -> QuerySet[WaitlistEntry]:
    """Entries of waiting lists of a person and their organisations, with how many wait `ahead`, the newest first."""
    before = WaitlistEntry.objects.filter(session=OuterRef("session"), state=WaitState.WAITING, pk__lt=OuterRef("pk"))
    many = before.order_by().values("session").annotate(many=Count("pk")).values("many")
    found = WaitlistEntry.objects.filter(_mine(user)).annotate(ahead=Coalesce(Subquery(many), 0))
    return found.select_related("session__offer", "booking").order_by("-pk")


def _mine(user: Any) -> Q:
    return Q(booked_by=user.pk) | Q(organisation__in=standing(user).represented)
