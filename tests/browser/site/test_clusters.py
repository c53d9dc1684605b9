"""The cluster views in a real browser: without script, and the way from a sector to a region."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Check = Callable[[Page], None]


def test_without_script_a_visitor_goes_from_a_word_to_a_sector_to_a_region(open_page: Callable[..., Page]) -> None:
    page = open_page("/observe/sectors/", javascript=False)
    page.get_by_label("Name or code").fill("pharma")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Pharmaceuticals", exact=True).click()
    expect(page.locator("h1")).to_have_text("Pharmaceuticals: which regions lead?")
    page.get_by_label("Mark a region").fill("Wallonia")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".answer .is-region")).to_contain_text("Wallonia: 12,966 persons employed")
    page.get_by_role("link", name="Cluster stars").click()
    expect(page.locator("h1")).to_have_text("Pharmaceuticals: where is it a strength?")
    page.get_by_role("link", name="What does Wallonia specialise in?").click()
    expect(page).to_have_url(re.compile(r"/observe/BE3/clusters/$"))
    expect(page.locator("h1")).to_have_text("What does Wallonia specialise in?")


def test_with_script_the_list_follows_what_is_typed(open_page: Callable[..., Page]) -> None:
    page = open_page("/observe/sectors/")
    page.get_by_label("Name or code").press_sequentially("metal")
    expect(page.get_by_role("status")).to_have_text("3 of 68 industries")
    expect(page).to_have_url(re.compile(r"q=metal"))


def test_a_map_keeps_the_size_of_its_words_on_a_phone(open_page: Callable[..., Page]) -> None:
    wide = open_page("/observe/sectors/C21/?region=BE3", width=1280)
    narrow = open_page("/observe/sectors/C21/?region=BE3", width=320)
    sizes = [
        page.locator(".map-canvas text.is-region").evaluate("word => word.getBoundingClientRect().height")
        for page in (wide, narrow)
    ]
    assert sizes[0] == pytest.approx(sizes[1], abs=1)
    dots = [
        page.locator(".map-canvas > circle.step-5").first.evaluate("dot => dot.getBoundingClientRect().width")
        for page in (wide, narrow)
    ]
    assert dots[1] < dots[0]


def test_the_table_behind_a_map_is_one_keypress_away(open_page: Callable[..., Page]) -> None:
    page = open_page("/observe/sectors/C21/")
    page.locator("summary", has_text="Table of 275 regions").focus()
    page.keyboard.press("Enter")
    expect(page.locator("table.table-wide tbody tr").first).to_be_visible()
