"""Seats are held, confirmed, given back and passed on; never more than there are."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from django.utils import timezone
from tests.unit.web import cast, cast_services

from beffroi.web.services import actions
from beffroi.web.services.chores import let_go
from beffroi.web.services.models import Attendee, Booking, PriceRule, Quote, Session, WaitlistEntry
from beffroi.web.services.queries import standing_of

pytestmark = pytest.mark.django_db


def fresh(one):
    return type(one).objects.get(pk=one.pk)


def test_a_hold_takes_seats_and_quotes_the_price_of_the_audience():
    booking = cast_services.hold(seats=2)
    assert fresh(booking.session).free == 1
    assert (booking.quote.net, booking.quote.tax_amount, booking.quote.gross) == (400, 84, 484)


def test_a_member_pays_the_price_of_members_and_a_firm_that_names_itself_does_not():
    offer, firm = cast_services.offer(), cast.organisation()
    cast.member(of=cast.cluster(), who=firm)
    assert standing_of(offer, firm).audience == "member"
    assert cast_services.hold(organisation=firm).quote.amount == 100
    assert cast_services.hold(name=firm.legal_name).quote.amount == 200


def test_a_member_of_another_cluster_pays_its_own_price():
    offer, firm = cast_services.offer(), cast.organisation()
    cast.member(of=cast.cluster("BioWin"), who=firm)
    standing = standing_of(offer, firm)
    assert (standing.audience, standing.member_of) == ("other_member", ("BioWin",))
    assert cast_services.hold(organisation=firm).quote.amount == 150


def test_the_last_seat_is_sold_once():
    cast_services.hold(seats=3)
    with pytest.raises(actions.SoldOut):
        cast_services.hold()
    assert Booking.objects.count() == 1


def test_asked_twice_with_one_key_it_is_one_booking():
    one, other = cast_services.hold(key="k" * 32), cast_services.hold(key="k" * 32)
    assert one.pk == other.pk
    assert fresh(one.session).taken == 1


def test_a_quota_holds_back_seats_and_what_it_refuses_takes_none():
    offer = cast_services.offer()
    session = cast_services.session(offer, capacity=5, quotas={"non_member": 1})
    cast_services.hold(session)
    with pytest.raises(actions.SoldOut):
        cast_services.hold(session)
    assert fresh(session).taken == 1


def test_the_database_refuses_more_than_the_capacity():
    session = cast_services.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(taken=session.capacity + 1)


@pytest.mark.parametrize("model", [Quote, PriceRule])
def test_the_database_keeps_quotes_and_prices_as_they_were(model):
    cast_services.hold()
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(amount=1)
    assert not model.objects.filter(amount=1).exists()


def test_a_hold_that_nobody_confirmed_gives_its_seats_to_who_waits():
    booking, entry = cast_services.hold(seats=3), cast_services.wait()
    Booking.objects.update(held_until=timezone.now() - timedelta(minutes=5))
    assert let_go() == 1
    assert fresh(booking).state == "expired"
    assert fresh(entry).state == "offered"
    assert fresh(booking.session).taken == 1
    assert let_go() == 0


def test_confirming_after_the_time_is_refused():
    booking = cast_services.hold()
    Booking.objects.update(held_until=timezone.now() - timedelta(minutes=5))
    with pytest.raises(ValidationError, match="no longer held"):
        actions.confirm(actor=None, booking=booking, attendees=[cast_services.PEOPLE])


def test_confirming_twice_books_once():
    booking = cast_services.booked()
    actions.confirm(actor=None, booking=booking, attendees=[cast_services.PEOPLE])
    assert booking.attendees.count() == 1


def test_one_person_is_named_for_each_seat():
    with pytest.raises(ValidationError, match="2 seats"):
        actions.confirm(actor=None, booking=cast_services.hold(seats=2), attendees=[cast_services.PEOPLE])


@pytest.mark.parametrize(("days", "back"), [(60, 242), (20, 121), (10, 0)])
def test_a_part_is_cancelled_by_the_terms_that_were_shown(days, back):
    session = cast_services.session(cast_services.offer(), days=days)
    booking = cast_services.booked(session, seats=2)
    assert actions.cancel(actor=None, booking=booking, seats=[2]) == Decimal(back)
    assert fresh(session).taken == 1
    assert fresh(booking).state == "confirmed"
    assert list(booking.attendees.values_list("seat", "state")) == [(1, "expected"), (2, "cancelled")]


def test_with_the_last_seat_the_booking_is_cancelled():
    booking = cast_services.booked()
    actions.cancel(actor=None, booking=booking, seats=[1])
    assert fresh(booking).state == "cancelled"
    with pytest.raises(ValidationError, match="no seats any more"):
        actions.cancel(actor=None, booking=booking)


def test_terms_changed_later_do_not_change_what_was_quoted():
    booking = cast_services.booked()
    actions.save_offer(actor=None, offer=booking.session.offer, said={"refund_steps": []})
    assert actions.share_now(fresh(booking)) == 1


def test_a_colleague_takes_the_seat():
    booking = cast_services.booked()
    made = actions.substitute(actor=None, attendee=booking.attendees.get(), name="Bea Colleague")
    assert made.seat == 1
    assert fresh(booking.session).taken == 1
    assert booking.attendees.exclude(state="replaced").get().name == "Bea Colleague"


def test_freed_seats_are_offered_in_order_to_whom_they_are_enough():
    booking = cast_services.booked(seats=3)
    large, small = cast_services.wait(seats=3, name="Large"), cast_services.wait(name="Small")
    actions.cancel(actor=None, booking=booking, seats=[1])
    assert (fresh(large).state, fresh(small).state) == ("waiting", "offered")
    assert fresh(booking.session).free == 0


def test_an_offer_of_the_waiting_list_becomes_a_booking_and_takes_no_second_seat():
    booking, entry = cast_services.booked(seats=3), cast_services.wait()
    actions.cancel(actor=None, booking=booking, seats=[1])
    made, token = actions.accept(actor=None, entry=fresh(entry))
    assert token
    assert (made.state, fresh(made.session).taken) == ("held", 3)
    assert actions.accept(actor=None, entry=fresh(entry)) == (made, "")


def test_an_offer_not_taken_in_time_goes_to_the_next():
    booking = cast_services.booked(seats=3)
    one, two = cast_services.wait(name="One"), cast_services.wait(name="Two")
    actions.cancel(actor=None, booking=booking, seats=[1])
    WaitlistEntry.objects.filter(pk=one.pk).update(offered_until=timezone.now() - timedelta(hours=1))
    assert let_go() == 1
    assert (fresh(one).state, fresh(two).state) == ("lapsed", "offered")


def test_whoever_leaves_with_an_offer_passes_it_on():
    booking = cast_services.booked(seats=3)
    one, two = cast_services.wait(name="One"), cast_services.wait(name="Two")
    actions.cancel(actor=None, booking=booking, seats=[1])
    actions.leave(actor=None, entry=fresh(one))
    assert (fresh(one).state, fresh(two).state) == ("withdrawn", "offered")


def test_a_session_called_off_gives_everything_back():
    booking, entry = cast_services.booked(seats=2), cast_services.wait()
    actions.call_off(actor=None, session=booking.session, reason="Too few.")
    assert (fresh(booking).state, fresh(entry).state) == ("cancelled", "withdrawn")
    assert set(booking.attendees.values_list("state", "refund")) == {("cancelled", Decimal("242.00"))}
    assert fresh(booking.session).taken == 0


def test_a_session_never_shrinks_below_what_is_taken_and_its_growth_is_offered():
    booking, entry = cast_services.booked(seats=3), cast_services.wait()
    with pytest.raises(ValidationError, match="taken already"):
        actions.save_session(actor=None, session=booking.session, said={"capacity": 2})
    actions.save_session(actor=None, session=booking.session, said={"capacity": 4})
    assert fresh(entry).state == "offered"


def test_a_reviewed_offer_asks_the_organiser_and_a_refusal_stays_on_record():
    cast_services.offer(is_reviewed=True)
    booking, manager = cast_services.booked(), cast.cluster_manager()
    assert booking.state == "review"
    with pytest.raises(ValidationError, match="Say why"):
        actions.review(actor=manager, booking=booking, admit=False)
    actions.review(actor=manager, booking=booking, admit=False, reason="Only for builders.")
    assert (fresh(booking).state, fresh(booking).reason) == ("rejected", "Only for builders.")
    assert fresh(booking.session).taken == 0


def test_at_the_door():
    booking, manager = cast_services.booked(), cast.cluster_manager()
    attendee = booking.attendees.get()
    actions.check_in(actor=manager, attendee=attendee, came=True)
    assert fresh(attendee).state == Attendee.State.ATTENDED
    actions.check_in(actor=manager, attendee=attendee, came=False)
    assert fresh(attendee).checked_in_at is None


def test_who_did_not_come_is_noted_when_the_session_is_held():
    booking = cast_services.booked()
    Session.objects.update(
        starts_at=timezone.now() - timedelta(days=1),
        closes_at=timezone.now() - timedelta(days=2),
        ends_at=timezone.now(),
    )
    actions.step_session(actor=None, session=booking.session, step="hold")
    assert booking.attendees.get().state == "no_show"


def test_nothing_is_booked_after_the_close_or_of_a_draft():
    draft = cast_services.first(cast_services.offer("draft", is_published=False))
    with pytest.raises(ValidationError, match="cannot be booked"):
        cast_services.hold(draft)
    session = cast_services.first()
    Session.objects.filter(pk=session.pk).update(closes_at=timezone.now())
    with pytest.raises(ValidationError, match="closed"):
        cast_services.hold(fresh(session))
