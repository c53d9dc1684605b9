"""Writes about sessions: planned, changed, decided, called off, held; and who came."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited
from beffroi.web.core.editions import refuse_unseen
from beffroi.web.services import notices
from beffroi.web.services.actions.invoicing import cancel_seats, give_back
from beffroi.web.services.actions.waiting import offer_freed
from beffroi.web.services.models import Attendee, Booking, Quota, Session
from beffroi.web.services.states import TAKES_SEATS, BookingState, SessionState, WaitState

SESSION = ("starts_at", "ends_at", "hours", "closes_at", "place", "link", "capacity", "minimum", "decide_on")
CHANGE = "services.change_offer"


@action
def save_session(
    *, actor: Any, session: Session, said: Mapping[str, Any], quotas: Mapping[str, int] | None = None, seen: str = ""
) -> Session:
    """Plan a session, or change it as it stood when it was `seen`; never to fewer seats than are taken."""
    was_there = bool(session.pk)
    if was_there:
        session = lock(session)
        refuse_unseen(session, SESSION, seen)
    if actor is not None:
        permit(actor, CHANGE, session.offer)
    if session.state in {SessionState.HELD, SessionState.CANCELLED}:
        raise ValidationError(_("This session is over; plan another one."))
    if said.get("capacity", session.capacity) < session.taken:
        raise ValidationError(
            {"capacity": _("%(taken)s seats are taken already; give at least as many.") % {"taken": session.taken}}
        )
    with audited(actor, "changed" if was_there else "planned", session):
        for name in SESSION:
            setattr(session, name, said.get(name, getattr(session, name)))
        session.save()
    _set_quotas(session, quotas or {})
    if was_there:
        offer_freed(session)
    return session


def _set_quotas(session: Session, quotas: Mapping[str, int]) -> None:
    held = {one.audience: one for one in session.quotas.select_for_update()}
    for audience, places in quotas.items():
        found = held.get(audience) or Quota(session=session, audience=audience, taken=_taken_by(session, audience))
        if places < found.taken:
            raise ValidationError(
                {"quotas": _("%(taken)s seats of this audience are taken already.") % {"taken": found.taken}}
            )
        found.places = places
        found.save()
    session.quotas.exclude(audience__in=quotas).delete()


def _taken_by(session: Session, audience: str) -> int:
    booked = session.bookings.filter(audience=audience, state__in=TAKES_SEATS).values_list("seats", flat=True)
    offered = session.waiting.filter(audience=audience, state=WaitState.OFFERED).values_list("seats", flat=True)
    return sum(booked) + sum(offered)


@action
def step_session(*, actor: Any, session: Session, step: str) -> Session:
    """Decide that a session takes place, or that it was held."""
    session = lock(session)
    if actor is not None:
        permit(actor, CHANGE, session)
    if step not in {"go_ahead", "hold"}:
        raise ValidationError(_("There is no such step."))
    if step == "hold" and session.starts_at > timezone.now():
        raise ValidationError(_("It has not begun yet."))
    with audited(actor, "decided that it takes place" if step == "go_ahead" else "held", session):
        _move(session, step)
    if step == "hold":
        _note_absent(session)
    return session


@action
def call_off(*, actor: Any, session: Session, reason: str) -> Session:
    """Call a session off: everybody hears why, and gets everything back."""
    session = lock(session)
    if actor is not None:
        permit(actor, CHANGE, session)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is called off; everybody who booked reads it.")})
    with audited(actor, "called off", session):
        session.cancelled_because = reason.strip()
        _move(session, "cancel")
    _call_off(session)
    return session


def _move(session: Session, step: str) -> None:
    try:
        getattr(session, step)()
    except TransitionNotAllowed:
        raise ValidationError(_("The session is not at that point; reload the page to see where it is.")) from None
    session.save()


def _call_off(session: Session) -> None:
    """Everybody gets everything back, and hears of it."""
    for booking in (
        session.bookings.select_for_update(of=("self",)).filter(state__in=TAKES_SEATS).select_related("quote")
    ):
        with audited(None, "called off", booking):
            booking.cancel()
            booking.save()
        back = give_back(booking, booking.seats, Decimal(1), _("The session was called off."))
        cancel_seats(booking.attendees.filter(state=Attendee.State.EXPECTED), back)
        notices.post_state(booking)
    for entry in session.waiting.select_for_update().filter(state__in=(WaitState.WAITING, WaitState.OFFERED)):
        with audited(None, "called off", entry):
            entry.withdraw()
            entry.save()
    Session.objects.filter(pk=session.pk).update(taken=0)
    session.quotas.update(taken=0)


def _note_absent(session: Session) -> None:
    expected = Attendee.objects.filter(booking__session=session, booking__state=BookingState.CONFIRMED)
    expected.filter(state=Attendee.State.EXPECTED).update(state=Attendee.State.NO_SHOW)


@action
def check_in(*, actor: Any, attendee: Attendee, came: bool) -> Attendee:
    """Enter at the door that somebody came, or that this was a mistake."""
    booking = Booking.objects.select_related("session__offer__service").get(pk=attendee.booking_id)
    permit(actor, "services.see_bookings", booking)
    attendee = lock(attendee)
    if booking.state != BookingState.CONFIRMED or attendee.state in {Attendee.State.REPLACED, Attendee.State.CANCELLED}:
        raise ValidationError(_("This seat is not booked any more."))
    with audited(actor, "checked in" if came else "took back the check-in", attendee):
        attendee.state = Attendee.State.ATTENDED if came else Attendee.State.EXPECTED
        attendee.checked_in_at = timezone.now() if came else None
        attendee.save()
    return attendee
