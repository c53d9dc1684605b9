"""Beneficiaries, wholes and the framework carried forward in a real browser, without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.unit.web import cast
from tests.unit.web import cast_monitoring as monitor

from beffroi.web.chain.models import Node
from beffroi.web.strategy.casefile import import_case

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("what_is_frozen_can_be_emptied"),
]
HEAD = "reference;number;code;support;amount;date;size\n"


def test_a_file_of_an_agency_is_mended_and_its_firms_are_counted_once(
    open_page: Callable[..., Page], no_horizontal_scroll: Callable[[Page], None]
) -> None:
    made = monitor.indicator(name="Firms", rule="distinct", frequency="month", breakdown=["small", "large"])
    case = {"interventions": [{"id": "HIA", "name": "Calls"}]}
    import_case(actor=None, strategy=made.strategy, case=case, language="en")
    sender = cast.organisation()
    day = f"{monitor.ago(2):%Y-%m-%d}"
    lines = [f"D{at};1999900072;HIA;grant;100;{day};{size}\n" for at, size in ((1, "small"), (2, "large"))]
    page = open_page(f"/monitor/{made.strategy.slug}/indicators/", person=cast.m_and_e_officer(), javascript=False)
    page.get_by_role("link", name="Beneficiaries").click()
    page.get_by_role("link", name="Send a file").click()

    def send(text: str) -> None:
        page.get_by_label("Organisation that sends it").select_option(label=str(sender))
        file = {"name": "agency.csv", "mimeType": "text/csv", "buffer": (HEAD + text).encode()}
        page.get_by_label("File", exact=True).set_input_files(file)  # type: ignore[arg-type]
        page.get_by_role("button", name="Show what it holds").click()

    send(lines[0].replace("1999900072", "1999900073") + lines[1])
    expect(page.locator(".answer")).to_contain_text("One error has to be corrected in the file")
    expect(page.get_by_role("row", name="2 number")).to_contain_text("The check digits do not fit")
    no_horizontal_scroll(page)
    send("".join(lines))
    expect(page.locator(".answer")).to_contain_text("Rows that are new: 2")
    page.get_by_role("button", name="Take it over").click()
    expect(page.locator(".answer")).to_contain_text("1 enterprise in 2 rows, helped with 200 euro.")
    page.goto(page.url.replace("beneficiaries/", f"indicators/{made.item.key}/"))
    expect(page.locator(".answer")).to_contain_text("1 firms in")
    expect(page.get_by_text("1 enterprise in 2 beneficiary rows")).to_be_visible()
    expect(page.get_by_role("link", name="Enter a value")).to_have_count(0)
    no_horizontal_scroll(page)


def test_a_whole_says_what_it_leaves_out_and_is_carried_forward(
    open_page: Callable[..., Page], no_horizontal_scroll: Callable[[Page], None]
) -> None:
    whole = monitor.indicator(name="All jobs", rule="sum")
    here = monitor.indicator(monitor.step("outcome"), name="Jobs here")
    there = monitor.indicator(monitor.step("outcome"), name="Jobs there", texts={"unit": {"en": "hours"}})
    for made, value in ((here, 5), (there, 7)):
        monitor.value(made, value, 2)
    base = f"/monitor/{whole.strategy.slug}/indicators/"
    code = Node.objects.get(item=here.item).code
    page = open_page(f"{base}{here.item.key}/edit/", person=cast.m_and_e_officer(), javascript=False)
    for made in (here, there):
        page.goto(page.url.split("/monitor/")[0] + f"{base}{made.item.key}/edit/")
        page.get_by_label("Part of another indicator").select_option(str(whole.item.key))
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("The indicator is changed.")).to_be_visible()
    page.get_by_role("link", name="All jobs").first.click()
    expect(page.get_by_text("the whole is not complete")).to_be_visible()
    expect(page.get_by_text("it is in hours, the whole in firms")).to_be_visible()
    no_horizontal_scroll(page)
    page.goto(page.url.split("indicators/")[0] + "forward/")
    page.get_by_label("Name of the period that ends").fill("Version 1")
    page.get_by_label("Month of the new baseline").fill(f"{monitor.ago(1):%Y-%m}")
    page.get_by_label("Month of the new target").fill(f"{monitor.ago(-36):%Y-%m}")
    page.get_by_role("button", name="Show what would be carried forward").click()
    page.get_by_label(f"Carry {code} forward").check()
    page.get_by_label(f"New target of {code}").fill("90")
    page.get_by_role("button", name="Carry the chosen ones forward").click()
    expect(page.get_by_text("The framework is carried forward.")).to_be_visible()
    page.get_by_role("link", name="Jobs here").first.click()
    expect(page.get_by_role("row", name="Version 1")).to_be_visible()
    no_horizontal_scroll(page)
