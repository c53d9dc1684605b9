"""Sentences about offers, prices and bookings, made from what is there."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.web.core.amounts import euro
from beffroi.web.services.models import Booking, Session, WaitlistEntry
from beffroi.web.services.queries.catalogue import Price, SessionView
from beffroi.web.services.states import BookingState, WaitState


def day(moment: Any) -> str:
    """A day in words."""
    return date_format(timezone.localtime(moment), "j F Y")


def why_this_price(price: Price) -> str:
    """Which terms hold for who asks, and why."""
    clusters = ", ".join(price.standing.member_of)
    return {
        "member": _("because your organisation is a member of %(clusters)s, which provides it"),
        "other_member": _("because your organisation is a member of %(clusters)s"),
        "non_member": _("because your organisation is no member of a cluster, or you are not signed in for it"),
    }[price.standing.audience] % {"clusters": clusters}


def price_words(price: Price | None) -> str:
    """What who asks pays for a seat."""
    if price is None:
        return _("This offer is not open to organisations like yours; ask the cluster that offers it.")
    return _("%(amount)s a seat before VAT, %(why)s.") % {
        "amount": euro(price.rule.amount), "why": why_this_price(price),
    }  # fmt: skip


def seats_words(sessions: Sequence[SessionView]) -> str:
    """Whether seats are left."""
    bookable = [one for one in sessions if one.is_open]
    if not bookable:
        return _("No session can be booked at the moment.")
    free, total = sum(one.seats.free for one in bookable), sum(one.seats.capacity for one in bookable)
    if not free:
        return _("All %(total)s seats are taken; you can join the waiting list.") % {"total": total}
    return ngettext(
        "One of %(total)s seats is free.", "%(free)s of %(total)s seats are free.", free
    ) % {"free": free, "total": total}  # fmt: skip


def refund_words(session: Session, steps: Sequence[Sequence[Any]]) -> str:
    """The terms of giving back, with their days for one session; from the earliest."""
    parts = []
    for days, share in sorted(steps, key=lambda step: -float(step[0])):
        until = day(session.starts_at - timedelta(days=int(days)))
        if float(share) == 1:
            parts.append(_("in full until %(day)s") % {"day": until})
        else:
            parts.append(_("%(share)s%% until %(day)s") % {"share": f"{float(share) * 100:.0f}", "day": until})
    given = ", ".join(parts)
    after = _("nothing is given back after that") if parts else _("nothing is given back")
    text = f"{given}; {after}" if given else after
    return f"{text[0].upper()}{text[1:]}. " + _("A colleague may come in your place, free of charge.")


def booking_words(booking: Booking) -> str:
    """How a booking stands."""
    session, minutes = booking.session, 0
    if booking.state == BookingState.HELD and booking.held_until:
        minutes = max(0, -(-int((booking.held_until - timezone.now()).total_seconds()) // 60))
    said = {"many": booking.seats, "minutes": minutes, "day": day(session.starts_at), "why": session.cancelled_because}
    if booking.state == BookingState.CANCELLED and session.cancelled_because:
        return _("The session was called off: %(why)s Everything that you paid is given back.") % said
    return {
        BookingState.HELD: _("Your seats are held for %(minutes)s more minutes: name who comes, and confirm."),
        BookingState.REVIEW: _("The organiser looks at your booking; your seats are kept meanwhile."),
        BookingState.CONFIRMED: _("Booked: %(many)s of the seats on %(day)s are yours."),
        BookingState.EXPIRED: _("The time was over before you confirmed; the seats went back. Ask for them again."),
        BookingState.CANCELLED: _("This booking was cancelled."),
        BookingState.REJECTED: _("The organiser did not admit this booking."),
    }[BookingState(booking.state)] % said


def entry_words(entry: WaitlistEntry, position: int) -> str:
    """How somebody stands on a waiting list."""
    if entry.state == WaitState.WAITING:
        return _("You are number %(position)s on the waiting list.") % {"position": position}
    if entry.state == WaitState.OFFERED and entry.offered_until:
        until = date_format(timezone.localtime(entry.offered_until), "j F Y, H:i")
        return _("Seats are free for you, and kept until %(until)s.") % {"until": until}
    return {
        WaitState.ACCEPTED: _("You took the seats that were offered."),
        WaitState.LAPSED: _("The seats offered were not taken in time; the next on the list was asked."),
        WaitState.WITHDRAWN: _("You are no longer on the waiting list."),
        WaitState.OFFERED: _("Seats are free for you."),
    }[WaitState(entry.state)]
