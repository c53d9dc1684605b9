"""An offer as other programs read it: its sessions as iCalendar (RFC 5545), and as data in the words of schema.org.

What is told is what the public page shows: no link for taking part, no person, nobody's booking.
"""

from collections.abc import Iterable
from datetime import UTC
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from beffroi.web.chain.queries import in_language
from beffroi.web.services.models import Offer, PriceRule, Session
from beffroi.web.services.states import SessionState


def address(offer: Offer) -> str:
    """The public page of an offer."""
    return f"{settings.SITE_URL}{reverse('services:offer', kwargs={'slug': offer.slug})}"


def calendar(offer: Offer, sessions: Iterable[Session]) -> str:
    """The sessions of an offer; one that was called off stays, and says so."""
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//Beffroi//Services//EN")
    made.add("method", "PUBLISH")
    for session in sessions:
        made.add_component(_event(offer, session))
    written: bytes = made.to_ical()
    return written.decode()


def _event(offer: Offer, session: Session) -> Event:
    event, host = Event(), urlsplit(settings.SITE_URL).hostname or "localhost"
    status = {SessionState.CANCELLED: "CANCELLED", SessionState.PLANNED: "TENTATIVE"}
    event.add("uid", f"{session.key}@{host}")
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("dtstart", session.starts_at.astimezone(UTC))
    event.add("dtend", session.ends_at.astimezone(UTC))
    event.add("summary", in_language(offer.title))
    event.add("status", status.get(SessionState(session.state), "CONFIRMED"))
    event.add("url", address(offer))
    if session.place:
        event.add("location", session.place)
    return event


def structured(offer: Offer, sessions: Iterable[Session], prices: Iterable[PriceRule]) -> list[dict[str, Any]]:
    """The sessions to come as events of schema.org, with what each audience pays before VAT."""
    page, rules = address(offer), list(prices)
    cluster = offer.service.cluster
    return [
        {
            "@context": "https://schema.org",
            "@type": "EducationEvent",
            "name": in_language(offer.title),
            "description": in_language(offer.summary),
            "url": page,
            "inLanguage": list(offer.languages),
            "startDate": timezone.localtime(session.starts_at).isoformat(),
            "endDate": timezone.localtime(session.ends_at).isoformat(),
            "eventStatus": "https://schema.org/EventScheduled",
            **_where(session, page),
            "organizer": {"@type": "Organization", "name": cluster.name},
            "maximumAttendeeCapacity": session.capacity,
            "remainingAttendeeCapacity": session.free,
            "offers": [_price(rule, page, session) for rule in rules],
        }
        for session in sessions
    ]


def _where(session: Session, page: str) -> dict[str, Any]:
    """In a place, or from afar at the page of the offer: the link itself is for those who booked."""
    mode, place = "Online", {"@type": "VirtualLocation", "url": page}
    if session.place:
        mode, place = "Offline", {"@type": "Place", "name": session.place, "address": session.place}
    if session.place and session.link:
        mode = "Mixed"
    return {"eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode", "location": place}


def _price(rule: PriceRule, page: str, session: Session) -> dict[str, Any]:
    left = "InStock" if session.free else "SoldOut"
    return {
        "@type": "Offer",
        "name": str(rule.get_audience_display()),
        "price": str(rule.amount),
        "priceCurrency": "EUR",
        "url": page,
        "availability": f"https://schema.org/{left}",
        "validThrough": timezone.localtime(session.closes_at).isoformat(),
    }
