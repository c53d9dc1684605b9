"""Revenue shares of what was invoiced: invoiced by the cluster that is due them, credited when it was too much."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from tests.unit.web import cast, cast_money, cast_services

from beffroi.web.billing import queries
from beffroi.web.billing.models import Invoice
from beffroi.web.services.actions import cancel, invoice_share, save_offer
from beffroi.web.services.queries.shares import share_in, shares_of

pytestmark = pytest.mark.django_db


def test_a_share_is_invoiced_once_and_what_was_too_much_is_credited():
    own, other = cast.cluster(), cast.cluster("Skywin")
    offer = cast_services.offer()
    save_offer(actor=None, offer=offer, said={}, shares={own: Decimal("0.7"), other: Decimal("0.3")})
    booking = cast_services.booked(seats=2)
    cast_money.of_booking(booking)
    session = booking.session
    assert [(one.revenue, one.due, one.left) for one in shares_of(own)] == [(400, 120, 120)]
    with pytest.raises(ValidationError, match="need a seller"):
        invoice_share(actor=None, session=session, cluster=other)
    cast_money.seller(other, series="SK", enterprise_number="1000.000.120", legal_name="Skywin asbl")
    manager = cast.cluster_manager("Olga", of=other)
    client = cast.signed_in(manager)
    where = reverse("services:invoice_share", kwargs={"slug": "skywin", "key": session.key})
    assert client.post(where).status_code == 302
    made = Invoice.objects.get(seller__series="SK")
    assert (made.net, made.buyer["name"]) == (120, "GreenWin asbl")
    page = client.get(reverse("services:shares", kwargs={"slug": "skywin"})).content.decode()
    assert "€0.00 is due to us and not invoiced" in page
    with pytest.raises(ValidationError, match="Nothing of this share"):
        invoice_share(actor=None, session=session, cluster=other)
    cancel(actor=None, booking=booking, seats=[1])
    assert share_in(session, other).left == -60
    invoice_share(actor=manager, session=session, cluster=other)
    assert (share_in(session, other).left, queries.balance(made).credits) == (0, Decimal("72.60"))
    rows = client.get(reverse("services:shares_csv", kwargs={"slug": "skywin"})).content.decode().splitlines()
    assert rows[1].endswith("60.00,60.00,0.00")
    for who in (cast.cluster_manager(), cast.administrator()):
        with pytest.raises(PermissionDenied):
            invoice_share(actor=who, session=session, cluster=other)
