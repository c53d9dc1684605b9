"""Writes about de minimis aid: declared before it is granted, never above the ceiling, entered in the register."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.analytics.appraisal.deminimis import grant_equivalent, register_by
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.amounts import euro_with_cents
from beffroi.web.core.audit import audited
from beffroi.web.services.actions.pilots import CHANGE
from beffroi.web.services.models import AidGrant, Booking, Pilot
from beffroi.web.services.queries.aid import reference_of, room_of
from beffroi.web.services.states import BookingState

Declared = Sequence[tuple[date, Decimal, str]]


@action
def declare_aid(*, actor: Any, pilot: Pilot, booking: Booking, said: Mapping[str, Any]) -> AidGrant:
    """Enter what an undertaking declared, and grant what its price is worth; refused above the ceiling.

    `said` has the `number` of the undertaking, `linked` numbers and `others`, the aid it declares.
    """
    if actor is not None:
        permit(actor, CHANGE, pilot)
    booking, reference = lock(booking), reference_of(pilot)
    if booking.state != BookingState.CONFIRMED or booking.session.offer_id != pilot.offer_id or reference is None:
        raise ValidationError(_("No aid is granted by this booking."))
    if AidGrant.objects.filter(booking=booking).exists():
        raise ValidationError(_("The declaration of this booking is entered already."))
    today = timezone.localdate()
    amount = grant_equivalent(reference, booking.quote.amount, booking.seats)
    others: Declared = said["others"]
    numbers = [said["number"], *said["linked"]]
    left = room_of(numbers, [(day, worth) for day, worth, _by in others], today)
    if amount > left:
        told = _("The aid of %(amount)s goes above the ceiling: the undertaking may still receive %(left)s.")
        raise ValidationError({"others": told % {"amount": euro_with_cents(amount), "left": euro_with_cents(left)}})
    made = AidGrant(
        pilot=pilot, booking=booking, undertaking=booking.firm_name, number=said["number"], linked=said["linked"],
        others=[[day.isoformat(), str(worth), by] for day, worth, by in others], reference=reference, amount=amount,
        granted_on=today, register_by=register_by(today), entered_by=actor,
    )  # fmt: skip
    with audited(actor, "entered a declaration", made):
        made.save()
    return made


@action
def register_aid(*, actor: Any, aid: AidGrant, number: str) -> AidGrant:
    """Enter under which number the aid stands in the central register."""
    if actor is not None:
        permit(actor, CHANGE, aid.pilot)
    found = lock(aid)
    if found.registered_on is not None:
        raise ValidationError(_("This aid is registered already."))
    with audited(actor, "entered it in the register", found):
        found.registered_on, found.register_number = timezone.localdate(), number
        found.save()
    return found
