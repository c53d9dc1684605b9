"""The money of a service in a browser, without script: invoiced at the desk, read by its link, paid by transfer."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.unit.web import cast, cast_money, cast_services
from tests.unit.web.billing.files import camt

from beffroi.analytics.invoicing.references import written
from beffroi.web.billing.models import Invoice
from beffroi.web.services import actions

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("what_is_frozen_can_be_emptied"),
]


def test_a_booking_is_invoiced_read_by_the_firm_and_paid_by_transfer(
    open_page: Callable[..., Page], no_horizontal_scroll: Callable[[Page], None], tmp_path: Path
) -> None:
    cast_money.seller()
    session = cast_services.first()
    asked = {"actor": None, "session": session, "asker": cast_services.asker("Toits"), "seats": 1, "key": "toits"}
    standing = cast_services.standing_of(session.offer, None)
    booking, token = actions.hold_once(**asked, standing=standing)
    actions.confirm(actor=None, booking=booking, attendees=[dict(cast_services.PEOPLE)])
    desk = open_page(f"/services/desk/sessions/{session.key}/", person=cast.cluster_manager(), javascript=False)
    desk.get_by_role("link", name=re.compile("Invoice it")).click()
    for label, said in (("Street and number", "Rue Haute 2"), ("Postcode", "4000"), ("Municipality", "Liège")):
        desk.get_by_label(label).fill(said)
    desk.get_by_label("Enterprise number").fill("1000.000.021")
    desk.get_by_role("button", name="Save").click()
    expect(desk.locator(".answer")).to_contain_text("€242.00 is to pay")
    phone = open_page(f"/services/booking/{token}/", width=360, javascript=False)
    phone.get_by_role("link", name="The invoice, and how to pay it").click()
    expect(phone.get_by_role("img", name=re.compile("Payment code"))).to_be_visible()
    no_horizontal_scroll(phone)
    invoice = Invoice.objects.get()
    file = tmp_path / "statement.xml"
    file.write_bytes(camt([("242.00", written(invoice.communication), "Toits"), ("9.00", "?", "Unknown")]))
    desk.goto("/services/money/of/greenwin/bank/")
    desk.get_by_label("Bank file").set_input_files(file)
    desk.get_by_role("button", name="Read the file").click()
    expect(desk.locator(".answer")).to_have_text("One movement waits for you.")
    expect(desk.get_by_role("row", name=re.compile("Toits"))).to_contain_text("by communication")
    phone.reload()
    expect(phone.locator(".answer")).to_have_text("Nothing is left to pay.")
