"""The pages that belong to no slice, and the error pages: their first stop, their language, their type, on paper."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BROKEN = ["/broken/400/", "/broken/403/", "/broken/429/", "/broken/500/", "/broken/503/", "/broken/csrf/"]
Check = Callable[[Page], None]


@pytest.mark.urls("tests.browser.site.broken")
@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("path", BROKEN)
def test_error_pages_hold_too(
    open_page: Callable[..., Page], axe: Check, no_horizontal_scroll: Check, path: str, lang: Any
) -> None:
    page = open_page(path, width=320, lang=lang, scheme="dark")
    no_horizontal_scroll(page)
    axe(page)
    assert page.locator("h1").is_visible()
    assert "secret" not in page.content()


@pytest.mark.parametrize("path", ["/", "/design/", "/nothing/here/"])
def test_the_first_tab_stop_leads_to_the_content(open_page: Callable[..., Page], path: str) -> None:
    page = open_page(path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_visitor_finds_a_region_without_script(open_page: Callable[..., Page]) -> None:
    page = open_page("/", javascript=False)
    page.locator("#region-search").fill("Wallonia")
    page.locator("main form button").click()
    page.wait_for_load_state()
    assert "Wallonia" in page.locator("body").inner_text()


def test_the_table_behind_a_figure_opens_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    table = page.locator("#figure-pilots table")
    assert not table.is_visible()
    page.locator("#figure-pilots summary").focus()
    page.keyboard.press("Enter")
    assert table.is_visible()
    assert table.locator("tbody tr").count() == 10


def test_a_link_changes_the_language_and_the_choice_is_kept(open_page: Callable[..., Page]) -> None:
    page = open_page("/design/?page=2")
    page.locator(".masthead a[hreflang=fr]").click()
    page.wait_for_selector("html[lang=fr]")
    assert "page=2" in page.url
    page.goto("/methods/")
    assert page.locator("html").get_attribute("lang") == "fr"


def test_the_fonts_of_the_site_are_used(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)")
    assert {name.strip('"') for name in loaded} == {"Inter", "Beffroi Serif"}


def test_a_page_prints_on_white_without_its_navigation(open_page: Callable[..., Page]) -> None:
    page = open_page("/", scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("nav.cycle").is_visible()
    assert page.locator("#figure-pilots .plot").is_visible()
    assert not page.locator("form").filter(visible=True).count()


def test_a_summary_of_errors_takes_the_focus(open_page: Callable[..., Page]) -> None:
    page = open_page("/account/login/")
    page.evaluate("document.querySelectorAll('input').forEach(input => input.required = false)")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_selector(".error-summary")
    assert page.evaluate("document.activeElement.className") == "error-summary"
