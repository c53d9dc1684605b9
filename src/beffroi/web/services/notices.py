"""What people are told about their bookings: letters to the address that they gave, in their language."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from beffroi.web.core.letters import post
from beffroi.web.services.models import Booking, WaitlistEntry


def post_held(booking: Booking, token: str) -> None:
    """Seats are held: the link with which they are booked, also without an account."""
    _post("held", booking, {"booking": booking, "address": _address("services:booking", token)})


def post_state(booking: Booking) -> None:
    """A booking was confirmed, admitted or not, cancelled, called off."""
    _post("state", booking, {"booking": booking, "address": f"{settings.SITE_URL}{reverse('services:catalogue')}"})


def post_waiting(entry: WaitlistEntry, token: str) -> None:
    """Somebody waits: the link that shows their place."""
    _post("waiting", entry, {"entry": entry, "address": _address("services:entry", token)})


def post_seats_offered(entry: WaitlistEntry, token: str) -> None:
    """Seats became free for somebody who waits."""
    _post("offered", entry, {"entry": entry, "address": _address("services:entry", token)})


def _address(view: str, token: str) -> str:
    return f"{settings.SITE_URL}{reverse(view, kwargs={'token': token})}"


def _post(name: str, to: Any, context: dict[str, Any]) -> None:
    with translation.override(to.language):
        subject = " ".join(render_to_string(f"services/mail/{name}_subject.txt", context).split())
        text = render_to_string(f"services/mail/{name}.txt", context)
    post(EmailMultiAlternatives(subject, text, to=[to.email]), about=f"booking-{to.key}")
