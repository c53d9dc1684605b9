"""What the worker does for services on demand: holds and offers that were not taken in time are let go."""

from datetime import timedelta

from beffroi.web.core.worker import chore
from beffroi.web.services.actions import expire, lapse
from beffroi.web.services.models import Booking, WaitlistEntry
from beffroi.web.services.seating import overdue_holds, overdue_offers


def let_go() -> int:
    """Free the seats of holds and of offers whose time is over; says how many were let go."""
    holds = [expire(actor=None, booking=Booking.objects.get(pk=pk)) for pk, _session in overdue_holds()]
    offers = [lapse(actor=None, entry=WaitlistEntry.objects.get(pk=pk)) for pk, _session in overdue_offers()]
    return sum(holds) + sum(offers)


chore("let go of seats that were not booked in time", timedelta(seconds=30), let_go)
