"""What the worker does for services on demand: holds and offers not taken in time go, surveys are remembered."""

from datetime import timedelta

from beffroi.web.core.worker import chore
from beffroi.web.services.actions import expire, lapse, remind_of_survey
from beffroi.web.services.models import Booking, WaitlistEntry
from beffroi.web.services.queries.surveys import to_remind
from beffroi.web.services.seating import overdue_holds, overdue_offers


def let_go() -> int:
    """Free the seats of holds and of offers whose time is over; says how many were let go."""
    holds = [expire(actor=None, booking=Booking.objects.get(pk=pk)) for pk, _session in overdue_holds()]
    offers = [lapse(actor=None, entry=WaitlistEntry.objects.get(pk=pk)) for pk, _session in overdue_offers()]
    return sum(holds) + sum(offers)


def remind() -> int:
    """Send the link of a survey again to who has not answered for a week; says to how many."""
    found = list(to_remind())
    for one in found:
        remind_of_survey(actor=None, invitation=one)
    return len(found)


chore("remind of surveys", timedelta(hours=1), remind)
chore("let go of seats that were not booked in time", timedelta(seconds=30), let_go)
