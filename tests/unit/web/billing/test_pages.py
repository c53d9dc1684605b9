"""The desk of money: the seller, the list, an invoice as page, PDF and file; and what the firm sees by its link."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree
from tests.unit.web import cast, cast_money, cast_services

from beffroi.web.billing.models import Invoice, Seller

pytestmark = pytest.mark.django_db
SAID = cast_money.SELLER | {"peppol": ""}
ASKED = {
    "name": "Toits SRL", "country": "BE", "number": "1000.000.021", "street": "Rue Haute 2", "postcode": "4000",
    "city": "Liège", "reference": "PO 7", "tax": "S", "rate": "21",
}  # fmt: skip


def at(view: str, **where) -> str:
    return reverse(f"billing:{view}", kwargs=where)


def manager() -> Client:
    return cast.signed_in(cast.cluster_manager())


def test_a_manager_enters_the_seller_invoices_a_booking_and_credits_a_part():
    booking, client = cast_services.booked(seats=2), manager()
    door = client.get(reverse("services:door", kwargs={"key": booking.session.key})).content.decode()
    desk = reverse("services:invoice", kwargs={"key": booking.key})
    assert desk in door
    assert client.get(desk).url == at("seller", slug="greenwin")
    assert client.post(at("seller", slug="greenwin"), SAID).status_code == 302
    assert Seller.objects.get().peppol == "0403091220"
    assert "Say why no VAT" in client.post(desk, ASKED | {"tax": "E", "rate": "0"}).content.decode()
    answer = client.post(desk, ASKED)
    invoice = Invoice.objects.get()
    assert answer.url == at("invoice", key=invoice.key)
    text = client.get(answer.url).content.decode()
    assert "€484.00" in text and "+++" in text and "<svg" in text
    assert client.post(at("credit", key=invoice.key), {"reason": "One seat", "line_0": "200"}).status_code == 302
    text = client.get(at("invoices", slug="greenwin")).content.decode()
    assert "€242.00 is open" in text and "−€242.00" in text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"iban": "BE71"}, "no account number"), ({"enterprise_number": "12"}, "no Belgian enterprise number"),
     ({"series": "g w"}, "capital letters"), ({"bic": "x"}, "eight or eleven"), ({"regime": "small"}, "Say why")],
)  # fmt: skip
def test_a_seller_that_cannot_be_is_refused_at_its_field(wrong, words):
    cast.cluster()
    answer = manager().post(at("seller", slug="greenwin"), SAID | wrong)
    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_the_files_are_a_pdf_and_ubl_with_the_payment_reference():
    invoice, client = cast_money.invoice(), manager()
    assert client.get(at("invoice_pdf", key=invoice.key)).content.startswith(b"%PDF")
    root = etree.fromstring(client.get(at("invoice_xml", key=invoice.key)).content)
    assert invoice.number in root.xpath("//*[local-name()='ID']/text()")
    foreign = cast_money.invoice("us", buyer=cast_money.Buyer("Roofs Inc.", "US"))
    answer = client.get(at("invoice_xml", key=foreign.key))
    assert (answer.status_code, "cannot be reached" in answer.content.decode()) == (409, True)


def test_the_firm_sees_the_invoice_by_its_link_in_both_languages():
    firm = cast.organisation()
    booking = cast_services.booked(organisation=firm)
    token = str(booking.key)
    client = cast.signed_in(cast.representative(firm))
    assert client.get(reverse("services:booking_invoice", kwargs={"token": token})).status_code == 404
    cast_money.of_booking(booking)
    assert "how to pay it" in client.get(reverse("services:booking", kwargs={"token": token})).content.decode()
    address = reverse("services:booking_invoice", kwargs={"token": token})
    assert "How to pay" in client.get(address).content.decode()
    assert "Communication" in client.get(address, headers={"Accept-Language": "fr"}).content.decode()
    assert client.get(address.replace("/invoice/", "/invoice.pdf")).content.startswith(b"%PDF")
    assert Client().get(address).status_code == 404


def test_the_list_asks_few_questions(django_assert_max_num_queries):
    for number in range(8):
        cast_money.invoice(f"n{number}")
    client = manager()
    with django_assert_max_num_queries(15):
        client.get(at("invoices", slug="greenwin"))
