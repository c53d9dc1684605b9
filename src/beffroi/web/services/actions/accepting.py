"""Seats offered to the waiting list become a booking."""

from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.accounts.queries import token_digest
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.services.actions.booking import make_quote, the_rule
from beffroi.web.services.models import Booking, WaitlistEntry
from beffroi.web.services.queries.prices import standing_of
from beffroi.web.services.states import WaitState

TIME = timedelta(minutes=60)
"""Who accepts has at least so long to name the people."""


@action
def accept(*, actor: Any, entry: WaitlistEntry) -> tuple[Booking, str]:
    """Hold the seats offered for a booking; gives it and the secret part of its link (empty the second time)."""
    entry = lock(entry)
    if entry.state == WaitState.ACCEPTED and entry.booking is not None:
        record(actor, "asked again", entry)
        return entry.booking, ""
    if entry.state != WaitState.OFFERED or entry.offered_until is None or entry.offered_until <= timezone.now():
        raise ValidationError(_("These seats are no longer kept for you; the next on the list was asked."))
    rule, token = the_rule(entry.session, standing_of(entry.session.offer, entry.organisation)), token_urlsafe(24)
    booking = Booking(
        session=entry.session, held_until=max(entry.offered_until, timezone.now() + TIME), audience=entry.audience,
        seats=entry.seats, promoted_by=entry.promoted_by, token_digest=token_digest(token),
        organisation=entry.organisation,
        idempotency_key=f"waited-{entry.key.hex}", firm_name=entry.firm_name, firm_country=entry.firm_country,
        firm_number=entry.firm_number, booked_by=entry.booked_by, email=entry.email, language=entry.language,
    )  # fmt: skip
    with audited(actor, "held seats", booking):
        booking.save()
    make_quote(booking, rule)
    with audited(actor, "accepted", entry):
        entry.accept()
        entry.booking = booking
        entry.save()
    return booking, token
