"""What the slice of services on demand stores."""

from beffroi.web.services.models.bookings import Attendee, Booking, Quote, WaitlistEntry
from beffroi.web.services.models.offers import Offer, PriceRule, Provider, Service
from beffroi.web.services.models.sessions import Quota, Session

__all__ = [
    "Attendee",
    "Booking",
    "Offer",
    "PriceRule",
    "Provider",
    "Quota",
    "Quote",
    "Service",
    "Session",
    "WaitlistEntry",
]
