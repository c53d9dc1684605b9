"""Bookings are invoiced by the cluster that sells, and what is given back by the terms shown is credited."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from beffroi.web.billing import actions as billing
from beffroi.web.billing.queries import invoice_about, invoices_about, lines_said, seller_of
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.services.models import Attendee, Booking
from beffroi.web.services.rules import CENT, given_back, split
from beffroi.web.services.states import BookingState

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Terms:
    """What the manager decides when a booking is invoiced: to which address, and how it is taxed and why."""

    buyer: billing.Buyer
    reference: str = ""
    tax: str = "S"
    rate: Decimal = Decimal(21)
    reason: Mapping[str, str] | None = None


@action
def invoice_booking(*, actor: Any, booking: Booking, terms: Terms) -> Any:
    """Invoice the seats that a booking has; asked again, the invoice that stands."""
    booking = lock(booking)
    if actor is not None:
        permit(actor, "services.see_bookings", booking)
    if booking.state != BookingState.CONFIRMED:
        raise ValidationError(_("Only a confirmed booking is invoiced."))
    seller = seller_of(booking.session.offer.service.cluster)
    if seller is None:
        raise ValidationError(_("Nobody sells for this cluster yet: enter the seller first, under Money."))
    if (held := invoice_about(booking.key)) is not None:
        key = held.idempotency_key
    else:
        key = f"booking-{booking.key.hex}-{_times(booking)}"
    bill = billing.Bill(
        lines=[_line(booking, terms)], supplied_on=timezone.localdate(booking.session.starts_at),
        reference=terms.reference or booking.quote.number, key=key, about=booking.key, language=booking.language,
    )  # fmt: skip
    return billing.issue(actor=actor, seller=seller, buyer=terms.buyer, bill=bill)


def _times(booking: Booking) -> int:
    return len([one for one in invoices_about(booking.key) if not one.is_credit])


def _line(booking: Booking, terms: Terms) -> billing.LineSaid:
    title = {}
    for language, text in booking.session.offer.title.items():
        with override(language):
            title[language] = f"{text}, {date_format(timezone.localtime(booking.session.starts_at), 'j F Y')}"[:200]
    return billing.LineSaid(
        title, Decimal(booking.seats), booking.quote.amount, cast(Any, terms.tax), terms.rate, dict(terms.reason or {})
    )


def give_back(booking: Booking, seats: int, share: Decimal, reason: str) -> Decimal:
    """Credit some seats of a booking at the share that the terms give back; says what is given back with tax.

    Where the booking was invoiced, that is the credit note to the cent; inside an action.
    """
    invoice, quote = invoice_about(booking.key), booking.quote
    if share <= 0 or seats <= 0:
        return NOTHING
    if invoice is None:
        return given_back(quote.amount, seats, quote.tax_rate, share).gross
    lines = [
        replace(one, quantity=Decimal(seats), price=(one.price * share).quantize(CENT, ROUND_HALF_UP))
        for one in lines_said(invoice)
    ]
    key = f"back-{invoice.key.hex}-{invoice.credit_notes.count()}"
    # Where a part was credited by hand before, no more than what is left is given back.
    for asked in (lines, None):
        with suppress(ValidationError):
            note = billing.credit(actor=None, invoice=invoice, reason=reason, key=key, lines=asked)
            return Decimal(note.gross)
    return NOTHING


def cancel_seats(attendees: Iterable[Attendee], back: Decimal) -> None:
    """Cancel the seats of people; what is given back is shared out among them to the cent."""
    leaving = list(attendees)
    for one, part in zip(leaving, split(back, len(leaving)), strict=True):
        one.state, one.refund = Attendee.State.CANCELLED, part
        one.save()
