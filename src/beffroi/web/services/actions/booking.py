"""Writes about bookings: seats are held, confirmed on terms that were shown, cancelled in part, given to another."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.accounts.queries import token_digest
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.services import notices, seating
from beffroi.web.services.actions.invoicing import cancel_seats, give_back
from beffroi.web.services.actions.waiting import offer_freed
from beffroi.web.services.models import Attendee, Booking, PriceRule, Quote, Session
from beffroi.web.services.queries.prices import Standing, rule_for
from beffroi.web.services.queries.promotion import brings
from beffroi.web.services.rules import MOST_SEATS, RefundStep, held_until, refund_share, total
from beffroi.web.services.states import TAKES_SEATS, BookingState, OfferState

if TYPE_CHECKING:
    from beffroi.web.accounts.models import Cluster, Organisation

GRACE = timedelta(minutes=2)
"""A form that was sent just in time may arrive a little late."""


@dataclass(frozen=True)
class Asker:
    """Who wants seats: an organisation of the site for which somebody acts, or one that named itself by e-mail."""

    email: str
    language: str
    name: str
    country: str = "BE"
    number: str = ""
    organisation: "Organisation | None" = None
    person: Any = None

    @property
    def fields(self) -> dict[str, Any]:
        """As a booking or an entry of a waiting list stores it."""
        return {
            "organisation": self.organisation, "firm_name": self.name, "firm_country": self.country,
            "firm_number": self.number, "booked_by": self.person, "email": self.email, "language": self.language,
        }  # fmt: skip


def the_rule(session: Session, standing: Standing) -> PriceRule:
    """The price that holds for who asks, or the reason why there is none."""
    found = rule_for(session.offer, standing)
    if found is None:
        raise ValidationError(_("This offer is not open to organisations like yours; ask the cluster that offers it."))
    return found


def refuse_closed(session: Session) -> None:
    """Refuse where nobody books any more."""
    if session.offer.state != OfferState.PUBLISHED or session.state not in seating.OPEN:
        raise ValidationError(_("This session cannot be booked any more."))
    if session.closes_at <= timezone.now():
        raise ValidationError(_("Booking for this session is closed."))


@action
def hold(
    *, actor: Any, session: Session, asker: Asker, standing: Standing, seats: int, key: str,
    promoted_by: "Cluster | None" = None,
) -> tuple[Booking, str]:  # fmt: skip
    """Hold seats for a while and quote the price; asked twice with one key, the same booking is meant.

    Gives the booking, and the secret part of its link (empty the second time). Raises `SoldOut` if too few are free.
    It counts for the cluster that brought it, if that one promotes or provides the offer.
    """
    if earlier := Booking.objects.filter(idempotency_key=key).first():
        record(actor, "asked again", earlier)
        return earlier, ""
    if not 1 <= seats <= MOST_SEATS:
        raise ValidationError({"seats": _("Ask for 1 to %(most)s seats at a time.") % {"most": MOST_SEATS}})
    refuse_closed(session)
    promoted_by = promoted_by if brings(session.offer, promoted_by) else None
    rule, token = the_rule(session, standing), token_urlsafe(24)
    seating.take(session.pk, standing.audience, seats)
    ends = held_until(timezone.now(), session.offer.hold_minutes, session.closes_at)
    booking = Booking(
        session=session, held_until=ends, audience=standing.audience, seats=seats, promoted_by=promoted_by,
        token_digest=token_digest(token), idempotency_key=key, **asker.fields,
    )  # fmt: skip
    with audited(actor, "held seats", booking):
        booking.save()
    make_quote(booking, rule)
    notices.post_held(booking, token)
    return booking, token


def hold_once(**asked: Any) -> tuple[Booking, str]:
    """Hold seats; should the same request run at the same moment elsewhere, its booking is the answer."""
    try:
        with transaction.atomic():
            return hold(**asked)
    except IntegrityError:
        found = Booking.objects.filter(idempotency_key=asked["key"]).first()
        if found is None:
            raise
        return found, ""


def make_quote(booking: Booking, rule: PriceRule) -> Quote:
    """Write down what the seats cost, and how much of it is given back when; this never changes."""
    paid = total(rule.amount, booking.seats, rule.tax_rate)
    return Quote.objects.create(
        number=f"Q-{timezone.localdate().year}-{booking.pk:05d}", booking=booking, rule=rule, seats=booking.seats,
        amount=rule.amount, tax=rule.tax, tax_rate=rule.tax_rate, net=paid.net, tax_amount=paid.tax,
        refund_steps=booking.session.offer.refund_steps,
    )  # fmt: skip


@action
def confirm(*, actor: Any, booking: Booking, attendees: list[dict[str, str]], may_be_asked: bool = False) -> Booking:
    """Book the seats that are held, for these people; where the organiser looks at each booking, ask for that."""
    booking = lock(booking)
    if booking.state in {BookingState.CONFIRMED, BookingState.REVIEW}:
        record(actor, "asked again", booking)
        return booking
    if booking.state != BookingState.HELD or (booking.held_until or timezone.now()) + GRACE < timezone.now():
        raise ValidationError(_("The seats are no longer held; ask for them again on the page of the offer."))
    if len(attendees) != booking.seats:
        raise ValidationError(_("Name one person for each of the %(many)s seats.") % {"many": booking.seats})
    offer = booking.session.offer
    with audited(actor, "confirmed", booking):
        booking.may_be_asked = may_be_asked
        if offer.is_reviewed:
            booking.ask_for_review()
        else:
            booking.confirm()
            booking.confirmed_at = timezone.now()
        booking.held_until = None
        booking.save()
    Attendee.objects.bulk_create(
        Attendee(booking=booking, seat=number, **one) for number, one in enumerate(attendees, start=1)
    )
    notices.post_state(booking)
    return booking


@action
def review(*, actor: Any, booking: Booking, admit: bool, reason: str = "") -> Booking:
    """The organiser admits a booking or not; refused ones stay on record with the reason."""
    booking = lock(booking)
    permit(actor, "services.see_bookings", booking)
    if booking.state != BookingState.REVIEW:
        raise ValidationError(_("This booking does not wait for you any more."))
    if not admit and not reason.strip():
        raise ValidationError({"reason": _("Say why it is not admitted; the organisation reads it.")})
    with audited(actor, "admitted" if admit else "did not admit", booking):
        if admit:
            booking.confirm()
            booking.confirmed_at = timezone.now()
        else:
            booking.reject()
            booking.reason = reason.strip()
        booking.save()
    if not admit:
        _free(booking, booking.seats)
    notices.post_state(booking)
    return booking


@action
def expire(*, actor: Any, booking: Booking) -> bool:
    """End a hold that nobody confirmed in time; says whether it did."""
    booking = lock(booking)
    if booking.state != BookingState.HELD or booking.held_until is None or booking.held_until > timezone.now():
        record(actor, "looked over", booking)
        return False
    with audited(actor, "let go", booking):
        booking.expire()
        booking.save()
    _free(booking, booking.seats)
    return True


@action
def cancel(*, actor: Any, booking: Booking, seats: list[int] | None = None) -> Decimal:
    """Cancel some seats of a booking by their numbers, or all; gives what is paid back by the terms shown."""
    booking = lock(booking)
    if booking.state not in TAKES_SEATS:
        raise ValidationError(_("This booking has no seats any more."))
    if booking.session.starts_at <= timezone.now():
        raise ValidationError(_("The session has begun; nothing is cancelled any more."))
    leaving = _leaving(booking, seats)
    share = Decimal(1) if booking.state != BookingState.CONFIRMED else share_now(booking)
    still = booking.seats - len(leaving) if leaving else 0
    many = booking.seats - still
    with audited(actor, "cancelled" if not still else "cancelled in part", booking):
        booking.seats = still or booking.seats
        if not still:
            booking.cancel()
        booking.save()
    back = give_back(booking, many, share, _("Seats were cancelled."))
    cancel_seats(leaving, back)
    _free(booking, many)
    notices.post_state(booking)
    return back


def share_now(booking: Booking) -> Decimal:
    """The share that is given back to who cancels today, by the terms of the quote."""
    steps = [RefundStep(int(days), Decimal(str(share))) for days, share in booking.quote.refund_steps]
    return refund_share(steps, timezone.localdate(booking.session.starts_at), timezone.localdate())


def _leaving(booking: Booking, seats: list[int] | None) -> list[Attendee]:
    expected = list(booking.attendees.select_for_update().filter(state=Attendee.State.EXPECTED))
    if seats is None:
        return expected
    found = [one for one in expected if one.seat in seats]
    if not seats or len(found) != len(set(seats)):
        raise ValidationError({"seats": _("Choose the seats to cancel among those that are still booked.")})
    return found


def _free(booking: Booking, seats: int) -> None:
    seating.give_back(booking.session_id, booking.audience, seats)
    offer_freed(booking.session)


@action
def substitute(*, actor: Any, attendee: Attendee, name: str, email: str = "", needs: str = "") -> Attendee:
    """Somebody else takes a seat, free of charge, until the session begins."""
    booking = lock(attendee.booking)
    attendee = lock(attendee)
    if booking.state != BookingState.CONFIRMED or attendee.state != Attendee.State.EXPECTED:
        raise ValidationError(_("Nobody sits on this seat any more."))
    if booking.session.starts_at <= timezone.now():
        raise ValidationError(_("The session has begun; nobody is replaced any more."))
    with audited(actor, "replaced", attendee):
        attendee.state = Attendee.State.REPLACED
        attendee.save()
    made = Attendee(booking=booking, seat=attendee.seat, name=name, email=email, needs=needs)
    with audited(actor, "created", made):
        made.save()
    return made
