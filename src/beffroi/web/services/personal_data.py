"""What services on demand keep about a person: bookings stay on record under their key; addresses go."""

from typing import Any

from beffroi.web.accounts.personal_data import erase, export
from beffroi.web.services.models import Booking, PilotStep, WaitlistEntry
from beffroi.web.services.queries.surveys import own_invitations


def _bookings(person: Any) -> list[dict[str, Any]]:
    names = ("session__offer__slug", "session__starts_at", "firm_name", "seats", "state", "email", "made_at")
    return list(Booking.objects.filter(booked_by=person).values(*names))


def _entries(person: Any) -> list[dict[str, Any]]:
    names = ("session__offer__slug", "firm_name", "seats", "state", "email", "made_at")
    return list(WaitlistEntry.objects.filter(booked_by=person).values(*names))


def _forget_addresses(person: Any) -> int:
    gone = {"email": "", "token_digest": ""}
    booked = Booking.objects.filter(booked_by=person).update(**gone)
    return booked + WaitlistEntry.objects.filter(booked_by=person).update(**gone)


def _steps(person: Any) -> list[dict[str, Any]]:
    names = ("pilot__title", "step", "done_on")
    return list(PilotStep.objects.filter(person=person).values(*names))


def _let_steps_go(person: Any) -> int:
    return PilotStep.objects.filter(person=person, done_on=None).update(person=None)


def _invitations(person: Any) -> list[dict[str, Any]]:
    names = ("pilot__title", "group", "email", "sent_at", "has_answered")
    return list(own_invitations(person).values(*names))


def _forget_invitations(person: Any) -> int:
    return own_invitations(person).update(email="")


export("invitations to surveys", _invitations)
erase("invitations to surveys", _forget_invitations)
export("steps of pilots", _steps)
erase("steps of pilots", _let_steps_go)
export("bookings of services", _bookings)
export("places on waiting lists", _entries)
erase("addresses of bookings", _forget_addresses)
