"""The one path by which seats are taken and given back: web, API, staff and waiting list all pass here.

Seats are counted on the session by one conditional update, so that two who come at the same moment cannot both get the
last one; should the code ever err, the constraint of the database refuses.
"""

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from beffroi.web.services.models import Booking, Quota, Session, WaitlistEntry
from beffroi.web.services.states import BookingState, SessionState, WaitState


class SoldOut(Exception):
    """Fewer seats are free than were asked for."""


OPEN = (SessionState.PLANNED, SessionState.GOES_AHEAD)


def take(session_id: int, audience: str, seats: int) -> None:
    """Take seats of an open session, or none at all; inside a transaction."""
    free = Session.objects.filter(pk=session_id, state__in=OPEN, taken__lte=F("capacity") - seats)
    if not free.update(taken=F("taken") + seats):
        raise SoldOut
    quotas = Quota.objects.filter(session=session_id, audience=audience)
    if not quotas.filter(taken__lte=F("places") - seats).update(taken=F("taken") + seats) and quotas.exists():
        Session.objects.filter(pk=session_id).update(taken=F("taken") - seats)
        raise SoldOut


def give_back(session_id: int, audience: str, seats: int) -> None:
    """Free seats; whoever waits is offered them by `actions.waiting.offer_freed`."""
    Session.objects.filter(pk=session_id).update(taken=F("taken") - seats)
    Quota.objects.filter(session=session_id, audience=audience).update(taken=F("taken") - seats)


def overdue_holds(now: datetime | None = None) -> list[tuple[int, int]]:
    """Bookings whose hold has ended, as (booking, session)."""
    found = Booking.objects.filter(state=BookingState.HELD, held_until__lte=now or timezone.now())
    return list(found.order_by("pk").values_list("pk", "session_id"))


def overdue_offers(now: datetime | None = None) -> list[tuple[int, int]]:
    """Entries of waiting lists that did not take the seats offered in time, as (entry, session)."""
    found = WaitlistEntry.objects.filter(state=WaitState.OFFERED, offered_until__lte=now or timezone.now())
    return list(found.order_by("pk").values_list("pk", "session_id"))
