"""In a real browser, without script: from a request over the answer of a phone, its return and its publishing to an
alert, its source, and the action that piloting decided at a meeting.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.unit.web import cast
from tests.unit.web import cast_collecting as collect
from tests.unit.web import cast_monitoring as monitor
from tests.unit.web import cast_piloting as pilot

from beffroi.web.monitoring.alert_refresh import refresh_alerts
from beffroi.web.monitoring.links import token_of
from beffroi.web.monitoring.models import DataRequest
from beffroi.web.piloting.actions import build_agenda

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("what_is_frozen_can_be_emptied"),
]


def test_from_a_request_to_an_action_that_a_meeting_decided(
    open_page: Callable[..., Page], no_horizontal_scroll: Callable[[Page], None]
) -> None:
    staff = monitor.step("input")
    posts = collect.asked("Full-time posts", at=staff)
    monitor.value(monitor.indicator(monitor.step("output", after=staff), "Grants awarded"), 5)
    _collected_by_phone(f"/monitor/{posts.strategy.slug}/", open_page, no_horizontal_scroll)
    refresh_alerts(posts.strategy)
    base = f"/monitor/{posts.strategy.slug}"
    page = open_page(f"{base}/alerts/", person=cast.m_and_e_officer(), javascript=False)
    expect(page.locator(".answer")).to_contain_text("2 alerts are open, 2 of them urgent.")
    page.get_by_role("link", name="M2 Grants awarded is behind its path").click()
    source = page.locator(".source").first
    expect(source).to_contain_text("IN1 An input")
    expect(source).to_contain_text("What is put in, done or delivered lags behind")
    expect(source).to_contain_text("It explains 2 of the 2 steps that alert.")
    no_horizontal_scroll(page)
    page.get_by_role("link", name="Write a finding").click()
    expect(page.get_by_label("Where it begins")).to_have_value(str(staff.item_id))
    page.get_by_label("What was found, and what shows it in English").fill("Two of three posts are empty.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Propose a mitigation").click()
    page.get_by_label("What is proposed in English").fill("Second two officers")
    page.get_by_label("Indicator that it moves").select_option(label="M1 Full-time posts")
    page.get_by_label("Value expected").fill("30")
    page.get_by_label("By which month").fill(f"{monitor.ago(-3):%Y-%m}")
    page.get_by_label("Cost in euro, low").fill("40000")
    page.get_by_label("Cost in euro, high").fill("60000")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It is proposed; piloting decides")).to_be_visible()
    page.get_by_role("link", name="MG1 Second two officers").click()
    expect(page.get_by_role("link", name="Decide", exact=True)).to_have_count(0)
    no_horizontal_scroll(page)
    _decided_at_a_meeting(open_page, no_horizontal_scroll)


def _collected_by_phone(
    base: str, open_page: Callable[..., Page], no_horizontal_scroll: Callable[[Page], None]
) -> None:
    officer = open_page(f"{base}requests/", person=cast.m_and_e_officer(), javascript=False)
    officer.get_by_role("button", name="Begin to collect").click()
    expect(officer.locator(".answer")).to_contain_text("One reporter has still to answer")
    link = f"/report/{token_of(DataRequest.objects.get())}/"
    phone = open_page(link, width=320, javascript=False)
    phone.get_by_label("Value").fill("about 12")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator(".error-summary")).to_contain_text("is no number")
    phone.get_by_label("Value").fill("12")
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_text("Sent. Thank you")).to_be_visible()
    no_horizontal_scroll(phone)
    officer.goto(f"{base}queue/")
    officer.get_by_label("M1 Full-time posts").check()
    officer.get_by_label("Why it is returned").fill("Which posts?")
    officer.get_by_role("button", name="Return what is ticked").click()
    phone.reload()
    expect(phone.get_by_text("replaced by a newer one")).to_be_visible()
    _corrected(phone)
    officer.reload()
    expect(officer.get_by_text("two.csv")).to_be_visible()
    officer.get_by_label("M1 Full-time posts").check()
    officer.get_by_role("button", name="Validate what is ticked").click()
    officer.get_by_role("button", name="Publish what is ticked").click()
    officer.goto(f"{base}track/")
    expect(officer.get_by_role("row", name="M1 Full-time posts")).to_contain_text("2")
    no_horizontal_scroll(officer)


def _corrected(phone: Page) -> None:
    phone.goto(f"/report/{token_of(DataRequest.objects.get())}/")
    expect(phone.get_by_text("Which posts?")).to_be_visible()
    phone.get_by_label("Value").fill("2")
    phone.get_by_text("Note, evidence, or nothing to report").click()
    phone.get_by_label("Note").fill("Those of the third call")
    phone.get_by_label("Evidence").set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": b"firm\nAtelier\n"} for name in ("one.csv", "two.csv")]
    )
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_text("Sent, waits to be checked")).to_be_visible()


def _decided_at_a_meeting(open_page: Callable[..., Page], no_horizontal_scroll: Callable[[Page], None]) -> None:
    planned = pilot.meeting(pilot.body(), starts_at=pilot.hours_ago(3))
    build_agenda(actor=None, meeting=planned)
    pilot.held_of(planned)
    page = open_page(pilot.page_of(planned), person=cast.co_manager(), javascript=False)
    page.get_by_role("link", name="MG1 Second two officers").click()
    expect(page.get_by_role("link", name="Take it back")).to_have_count(0)
    page.get_by_role("link", name="Decide", exact=True).click()
    page.get_by_label("Accept: it becomes an action of the roadmap").check()
    page.get_by_label("Where it was decided (optional)").select_option(index=1)
    page.get_by_label("Reasons in English").fill("Without them the chain stays behind.")
    page.get_by_label("Who carries it out (optional)").select_option(label="Body SG")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It is decided; monitoring hears of it.")).to_be_visible()
    no_horizontal_scroll(page)
    page.locator("#decided").locator("xpath=ancestor::section").get_by_role("link", name="Second two officers").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A1")
    page.goto(pilot.page_of(planned))
    expect(page.get_by_text("Accepted: Second two officers")).to_be_visible()
