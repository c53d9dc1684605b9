"""Payments online against a provider on this machine: asked for once, told again and again, given back in parts."""

import json
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from tests.unit.web import cast, cast_money, cast_services
from tests.unit.web.billing.loopback import Asked, answering

from beffroi.web.billing import actions, online, queries
from beffroi.web.billing.models import OnlinePayment, Seller

pytestmark = pytest.mark.django_db


class Provider:
    """As much of a provider as payments and refunds need."""

    def __init__(self) -> None:
        self.status, self.amount, self.refunds, self.by_key = "open", "", {}, {}

    def __call__(self, asked: Asked):
        if asked.headers["Authorization"] != "Bearer test_key":
            return 401, {}
        said = json.loads(asked.body or b"{}")
        if asked.path.endswith("/refunds"):
            found = self.by_key.setdefault(asked.headers["Idempotency-Key"], f"re_{len(self.refunds) + 1}")
            self.refunds[found] = said["amount"]
            return 201, {"id": found}
        if asked.method == "POST":
            self.amount = said["amount"]["value"]
        refunds = [{"id": key, "amount": amount, "status": "pending"} for key, amount in self.refunds.items()]
        return 200, {
            "id": "tr_1", "status": self.status, "amount": {"currency": "EUR", "value": self.amount},
            "_links": {"checkout": {"href": "https://pay.example/tr_1"}}, "_embedded": {"refunds": refunds},
        }  # fmt: skip


@pytest.fixture
def provider(settings):
    made = Provider()
    with answering(made) as server:
        settings.MOLLIE_URL = made.url = server.url
        yield made


def a_seller() -> Seller:
    seller = cast_money.seller()
    return actions.save_seller(actor=None, seller=seller, said=cast_money.SELLER, online_key="test_key")


def hook() -> int:
    return Client().post(reverse("billing:webhook"), {"id": "tr_1"}).status_code


def test_a_firm_pays_by_its_link_and_a_hook_that_comes_again_books_once(provider):
    a_seller()
    firm = cast.organisation()
    booking = cast_services.booked(organisation=firm)
    invoice = cast_money.of_booking(booking)
    client = cast.signed_in(cast.representative(firm))
    pay = reverse("services:pay_online", kwargs={"token": str(booking.key)})
    for _time in range(2):
        assert client.post(pay).status_code == 302
    page = client.get(reverse("services:booking_invoice", kwargs={"token": str(booking.key)})).content.decode()
    assert "https://pay.example/tr_1" in page
    assert (OnlinePayment.objects.count(), queries.balance(invoice).open) == (1, invoice.gross)
    provider.status = "paid"
    assert [hook() for _time in range(3)] == [200, 200, 200]
    assert queries.balance(invoice).open == 0


def test_money_is_given_back_in_parts_each_once_and_never_more_than_is_due(provider):
    a_seller()
    invoice = cast_money.invoice()
    payment = online.pay(invoice, "https://site.example/")
    provider.status = "paid"
    hook()
    payment.refresh_from_db()
    with pytest.raises(ValidationError, match="credit the invoice first"):
        online.give_back(None, payment, Decimal(1), "early")
    actions.credit(actor=None, invoice=invoice, reason="x", key="c", lines=[cast_money.line("100")])
    for _time in range(2):
        online.give_back(None, payment, Decimal(21), "first")
    hook()
    assert queries.balance(invoice).open == Decimal(-100)
    client = cast.signed_in(cast.cluster_manager())
    answer = client.post(reverse("billing:refund", kwargs={"key": payment.key}), {"amount": "100"})
    assert answer.status_code == 302
    hook()
    assert (queries.balance(invoice).open, len(provider.refunds)) == (0, 2)
    answer = client.post(reverse("billing:refund", kwargs={"key": payment.key}), {"amount": "1"})
    assert "credit the invoice first" in answer.content.decode()


def test_a_hook_of_something_unknown_and_a_provider_that_is_away_do_no_harm(settings):
    assert Client().post(reverse("billing:webhook"), {"id": "tr_nothing"}).status_code == 200
    a_seller()
    settings.MOLLIE_URL = "http://127.0.0.1:9"
    with pytest.raises(ValidationError, match="try again later"):
        online.pay(cast_money.invoice(), "https://site.example/")


def test_the_key_of_a_seller_is_sealed_and_without_one_nobody_pays_online():
    seller = a_seller()
    assert "test_key" not in Seller.objects.get().online_key
    assert online.key_of(seller) == "test_key"
    actions.save_seller(actor=None, seller=seller, said=cast_money.SELLER, online_key="")
    with pytest.raises(ValidationError, match="pay by transfer"):
        online.pay(cast_money.invoice(), "https://site.example/")
