"""Reads about de minimis aid: bookings at a subsidised price, what is declared, what may still be granted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from beffroi.analytics.appraisal.deminimis import Aid, grant_equivalent, room
from beffroi.web.services.models import AidGrant, Booking, Pilot
from beffroi.web.services.queries.appraisals import newest, priced
from beffroi.web.services.states import BookingState


def reference_of(pilot: Pilot) -> Decimal | None:
    """The price below which a seat is subsidised: that of the market, else what a participant costs; None without aid.

    It is asked for where the inputs of the corridor say that the funding of the cluster falls under the rules.
    """
    study = newest(pilot, "price")
    case = priced(study.text).case if study else None
    if case is None or not case.state_aid.applies:
        return None
    cost = case.costs.variable + case.costs.fixed / case.take_up.expected
    market = case.state_aid.market_price
    return Decimal(str(round(cost if market is None else market, 2)))


@dataclass(frozen=True)
class Subsidised:
    """A booking below the reference price, with the aid that it is worth, and the declaration if there is one."""

    booking: Booking
    amount: Decimal
    aid: AidGrant | None


def subsidised(pilot: Pilot) -> list[Subsidised]:
    """The confirmed bookings at a subsidised price, those not declared yet first."""
    reference = reference_of(pilot)
    if reference is None or pilot.offer_id is None:
        return []
    booked = Booking.objects.filter(session__offer=pilot.offer_id, state=BookingState.CONFIRMED)
    rows = []
    for one in booked.select_related("quote", "session", "aid"):
        aid = getattr(one, "aid", None)
        amount = aid.amount if aid else grant_equivalent(reference, one.quote.amount, one.seats)
        if amount:
            rows.append(Subsidised(one, amount, aid))
    return sorted(rows, key=lambda row: (row.aid is not None, row.booking.pk))


def ceiling() -> Decimal:
    """What a single undertaking may receive in three years."""
    return Decimal(settings.DE_MINIMIS_CEILING)


def room_of(numbers: Iterable[str], declared: Iterable[tuple[date, Decimal]], on: date) -> Decimal:
    """What a single undertaking may still receive: after what it declared, and what was granted here since."""
    aids = [Aid(day, amount) for day, amount in declared]
    named = [one for one in numbers if one]
    here = AidGrant.objects.filter(number__in=named)
    known = {(aid.on, aid.amount) for aid in aids}
    granted = [Aid(one.granted_on, one.amount) for one in here]
    return room([*aids, *(one for one in granted if (one.on, one.amount) not in known)], on, ceiling())


def to_register(strategy: Any) -> QuerySet[AidGrant]:
    """Aid of the pilots of a strategy that is not in the central register yet."""
    found = AidGrant.objects.filter(Q(pilot__strategy=strategy), registered_on=None)
    return found.select_related("pilot").order_by("register_by", "pk")
