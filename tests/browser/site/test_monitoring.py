"""Monitoring in a real browser, without script: from a step of the chain to the source of a deviation."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.unit.web import cast
from tests.unit.web import cast_collecting as collect
from tests.unit.web import cast_monitoring as monitor

from beffroi.web.monitoring.models import Entry

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("what_is_frozen_can_be_emptied"),
]


def test_the_officer_measures_and_learns_where_it_started(
    open_page: Callable[..., Page], no_horizontal_scroll: Callable[[Page], None]
) -> None:
    staff = monitor.indicator(monitor.step("input"), "Full-time posts")
    page = open_page(f"/monitor/{staff.strategy.slug}/", person=cast.m_and_e_officer(), javascript=False)
    page.get_by_role("link", name="Add: output").click()
    page.get_by_label("It results from (optional)").select_option(label="IN1 An input")
    page.get_by_label("Title (English)").fill("Grants awarded")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add an indicator (OP1)").click()
    page.get_by_label("Where its values come from").select_option(label="EU common indicator")
    page.get_by_label("EU common indicator (optional)").select_option("RCO02")
    page.get_by_label("Month of the baseline").fill(f"{monitor.ago(24):%Y-%m}")
    page.get_by_label("Baseline (optional)", exact=True).fill("0")
    page.get_by_label("Month of the target").fill(f"{monitor.ago(-24):%Y-%m}")
    page.get_by_label("Target (optional)", exact=True).fill("48")
    page.get_by_role("button", name="Save").click()
    for name, value in (("M1 Full-time posts", "2"), ("M2 Enterprises supported by grants", "5")):
        page.get_by_role("link", name="Indicators").first.click()
        page.get_by_role("link", name=name).click()
        page.get_by_role("link", name="Enter a value").click()
        page.get_by_label("Month", exact=True).fill(f"{monitor.ago(1):%Y-%m}")
        page.get_by_label("Value (optional)", exact=True).fill(value)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("somebody else validates it before it counts")).to_be_visible()
    collect.decide(*Entry.objects.all(), officer=cast.administrator())
    no_horizontal_scroll(page)
    page.get_by_role("link", name="On track?").first.click()
    expect(page.locator(".answer")).to_contain_text("0 of 2 indicators are on track; what is not begins at IN1.")
    expect(page.locator("#IN1")).to_contain_text("It explains what is wrong at: OP1 Grants awarded.")
    page.locator("#IN1").get_by_role("link", name="M1 Full-time posts").click()
    page.get_by_role("link", name="Correct").click()
    page.get_by_label("Value (optional)", exact=True).fill("30")
    page.get_by_label("Why it is corrected").fill("The cabinet's posts were missing")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("somebody else validates it before it counts")).to_be_visible()
    collect.decide(Entry.objects.latest("pk"), officer=cast.administrator())
    page.get_by_role("link", name="On track?").first.click()
    expect(page.locator(".answer")).to_contain_text("1 of 2 indicators are on track; what is not begins at OP1.")
    no_horizontal_scroll(page)
