"""Certificates of attendance, at the desk and behind the link of a booking."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from beffroi.web.core.access import fetch, public, requires
from beffroi.web.services.attendance_words import certificate
from beffroi.web.services.models import Attendee
from beffroi.web.services.queries import visible_sessions
from beffroi.web.services.views.asking import the_booking


@public
def own_certificate(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """The certificate of somebody whom the booking sent."""
    booking = the_booking(request, token)
    attendee = get_object_or_404(booking.attendees, pk=pk)
    attendee.booking = booking
    return _paper(attendee)


@requires("services.see_bookings")
def certificate_at_desk(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """The certificate of somebody who was checked in."""
    session = fetch(request.user, "services.see_bookings", visible_sessions(request.user), key=key)
    attendees = Attendee.objects.select_related("booking__session__offer__service__cluster")
    return _paper(get_object_or_404(attendees, booking__session=session, pk=pk))


def _paper(attendee: Attendee) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="attendance-{attendee.pk}.pdf"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(certificate(attendee), content_type="application/pdf", headers=headers)
