"""What the slice of services on demand stores."""

from beffroi.web.services.models.aid import AidGrant
from beffroi.web.services.models.appraisals import Appraisal
from beffroi.web.services.models.bookings import Attendee, Booking, Quote, WaitlistEntry
from beffroi.web.services.models.offers import Offer, PriceRule, Provider, Service
from beffroi.web.services.models.pilots import Candidate, Criterion, Pilot, PilotStep
from beffroi.web.services.models.promotion import Promotion
from beffroi.web.services.models.sessions import Quota, Session
from beffroi.web.services.models.surveys import SurveyAnswer, SurveyGroup, SurveyInvitation

__all__ = [
    "AidGrant",
    "Appraisal",
    "Attendee",
    "Booking",
    "Candidate",
    "Criterion",
    "Offer",
    "Pilot",
    "PilotStep",
    "PriceRule",
    "Promotion",
    "Provider",
    "Quota",
    "Quote",
    "Service",
    "Session",
    "SurveyAnswer",
    "SurveyGroup",
    "SurveyInvitation",
    "WaitlistEntry",
]
