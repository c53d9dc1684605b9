"""Offers, bookings and entries of waiting lists as the API gives them."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from beffroi.web.chain.queries import in_language
from beffroi.web.services.models import Booking, Offer, Session
from beffroi.web.services.published import address
from beffroi.web.services.queries import standing_of
from beffroi.web.services.queries.catalogue import SessionView, price_for, price_list, sessions_of
from beffroi.web.services.states import WaitState
from beffroi.web.services.wording import booking_words, entry_words, refund_words, why_this_price


class Written:
    """What was found, written as the API gives it in a language, one page at a time."""

    def __init__(self, found: Any, write: Callable[[Any], dict[str, Any]], lang: str) -> None:
        self.found, self.write, self.lang = found, write, lang

    def __len__(self) -> int:
        """How many there are."""
        return int(self.found.count())

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        with override(self.lang):
            return [self.write(one) for one in self.found[part]]


def offer_json(offer: Any) -> dict[str, Any]:
    """An offer of the catalogue in the language of the reader."""
    return _offer(offer, offer.sessions_open, offer.next_at)


def _offer(offer: Offer, sessions_open: int, next_at: Any) -> dict[str, Any]:
    return {
        "slug": offer.slug, "address": address(offer), "title": in_language(offer.title),
        "summary": in_language(offer.summary), "cluster": offer.service.cluster.name, "next_at": next_at,
        "sessions_open": sessions_open,
    }  # fmt: skip


def offer_detail(offer: Offer, organisations: Sequence[Any]) -> dict[str, Any]:
    """An offer with its sessions and what a seat costs each of some organisations, or somebody without one."""
    views = sessions_of(offer)
    is_open = [one.session for one in views if one.is_open]
    found = _offer(offer, len(is_open), min((one.starts_at for one in is_open), default=None))
    return found | {"sessions": [_session(one, offer) for one in views], "prices": _prices(offer, organisations)}


def _session(view: SessionView, offer: Offer) -> dict[str, Any]:
    one = view.session
    return {
        "key": one.key, "starts_at": one.starts_at, "ends_at": one.ends_at, "closes_at": one.closes_at,
        "place": one.place, "capacity": one.capacity, "free": one.free, "waiting": view.waiting,
        "is_open": view.is_open, "refund_terms": refund_words(one, offer.refund_steps),
    }  # fmt: skip


def _prices(offer: Offer, organisations: Sequence[Any]) -> list[dict[str, Any]]:
    rules, found = price_list(offer), []
    for one in organisations or [None]:
        price = price_for(offer, standing_of(offer, one), rules)
        if price is not None:
            found.append(
                {
                    "organisation": one.key if one else None, "audience": price.standing.audience,
                    "amount": price.rule.amount, "tax_rate": Decimal(price.rule.tax_rate), "gross": price.total.gross,
                    "reason": why_this_price(price),
                }
            )  # fmt: skip
    return found


def booking_json(booking: Booking) -> dict[str, Any]:
    """A booking as it stands."""
    quote, session = booking.quote, booking.session
    return {
        "key": booking.key, "address": _page("services:booking", booking), "state": booking.state,
        "says": booking_words(booking), "offer": session.offer.slug, "session": session.key,
        "starts_at": session.starts_at, "organisation": booking.firm_name, "seats": booking.seats,
        "audience": booking.audience, "held_until": booking.held_until,
        "quote": {
            "number": quote.number, "seats": quote.seats, "amount": quote.amount, "net": quote.net,
            "tax_rate": quote.tax_rate, "tax": quote.tax_amount, "gross": quote.gross,
        },
        "refund_terms": refund_words(session, quote.refund_steps),
        "attendees": [
            {"seat": one.seat, "name": one.name, "email": one.email, "state": one.state, "refund": one.refund}
            for one in booking.attendees.all()
        ],
    }  # fmt: skip


def entry_json(entry: Any) -> dict[str, Any]:
    """An entry of a waiting list as it stands."""
    position = entry.ahead + 1 if entry.state == WaitState.WAITING else None
    return {
        "key": entry.key, "address": _page("services:entry", entry), "state": entry.state,
        "says": entry_words(entry, position or 0), "offer": entry.session.offer.slug, "session": entry.session.key,
        "organisation": entry.firm_name, "seats": entry.seats, "position": position,
        "offered_until": entry.offered_until, "booking": entry.booking.key if entry.booking else None,
    }  # fmt: skip


def waiting_list_json(session: Session) -> dict[str, Any]:
    """Where one waits for seats of a session."""
    waits = session.waiting.filter(state=WaitState.WAITING).count()
    return {"address": f"{settings.SITE_URL}/api/v1/waiting", "session": session.key, "waiting": waits}


def _page(view: str, of: Any) -> str:
    return f"{settings.SITE_URL}{reverse(view, kwargs={'token': str(of.key)})}"
