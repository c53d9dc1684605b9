"""Where the papers about bookings go: to whoever booked, as long as their address is kept."""

from uuid import UUID

from beffroi.web.billing.notices import mail_to
from beffroi.web.services.models import Booking


def of_booking(key: UUID) -> str:
    """The address of a booking; empty for anything else."""
    return Booking.objects.filter(key=key).values_list("email", flat=True).first() or ""


mail_to(of_booking)
