"""In a real browser: an officer prepares a monitoring report and issues it; a visitor reads it and takes it away."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.unit.web import cast
from tests.unit.web import cast_monitoring as monitor

from beffroi.web.strategy.actions import publish_version

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("what_is_frozen_can_be_emptied"),
]


def test_from_a_period_to_a_report_that_everybody_can_take_away(
    open_page: Callable[..., Page], no_horizontal_scroll: Callable[[Page], None]
) -> None:
    held = monitor.indicator(name="Firms helped")
    monitor.value(held, 12, 2)
    publish_version(actor=None, version=held.strategy.versions.get())
    base = f"/monitor/{held.strategy.slug}"
    page = open_page(f"{base}/reports/", person=cast.m_and_e_officer(), javascript=False)
    page.get_by_role("link", name="Prepare a report").click()
    page.get_by_label("Title").fill("Half a year of help")
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Comment on M1 Firms helped").fill("Too few so far.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Half a year of help")).to_be_visible()
    expect(page.get_by_text("Too few so far.")).to_be_visible()
    no_horizontal_scroll(page)
    page.get_by_role("button", name="Issue the report").click()
    expect(page.get_by_text("The report is issued: it stays as it is.")).to_be_visible()
    visitor = open_page(f"{base}/published/", width=320, lang="fr", javascript=False)
    no_horizontal_scroll(visitor)
    visitor.get_by_role("link", name="Half a year of help", exact=True).click()
    expect(visitor.locator("h1")).to_contain_text("Half a year of help")
    no_horizontal_scroll(visitor)
    with visitor.expect_download() as taken:
        visitor.get_by_role("link", name="PDF, Français").click()
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF")
