"""What is given back: the credit note to the cent, shared out among the people whose seats it is for."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.web import cast_money, cast_services

from beffroi.analytics.invoicing.arithmetic import Line, sums
from beffroi.web.services import actions
from beffroi.web.services.rules import given_back, split

PRICE = st.decimals("0.01", 5000, places=2)


RATES = st.sampled_from([Decimal(rate) for rate in (0, 6, 12, 21)])


@given(PRICE, st.integers(1, 20), RATES, st.decimals(0, 1, places=2))
def test_what_seats_are_given_back_is_the_credit_note_to_the_cent_whoever_it_is_shared_among(price, seats, rate, share):
    back = given_back(price, seats, rate, share)
    less = (price * share).quantize(Decimal("0.01"), ROUND_HALF_UP)
    noted = sums([Line("back", Decimal(seats), less, "S" if rate else "Z", rate)])
    parts = split(back.gross, seats)
    assert back.gross == noted.gross == sum(parts)
    assert max(parts) - min(parts) <= Decimal("0.01")


@pytest.mark.django_db
@pytest.mark.parametrize("is_invoiced", [True, False])
def test_refunds_of_people_add_up_to_the_credit_note(is_invoiced):
    offer = cast_services.offer()
    price = {"audience": "non_member", "amount": Decimal("10.01"), "starts": timezone.localdate()}
    actions.set_price(actor=None, offer=offer, said=price)
    booking = cast_services.booked(cast_services.session(offer, days=20), seats=3)
    invoice = cast_money.of_booking(booking) if is_invoiced else None
    back = actions.cancel(actor=None, booking=booking, seats=[1, 3])
    refunds = sum(one.refund for one in booking.attendees.filter(state="cancelled"))
    assert back == refunds == given_back(Decimal("10.01"), 2, Decimal(21), Decimal("0.5")).gross
    if invoice:
        assert invoice.credit_notes.get().gross == refunds
