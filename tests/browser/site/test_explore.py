"""A visitor explores: finds Wallonia, reads, opens a table by keyboard, changes language and peers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[..., Page]
Check = Callable[[Page], None]


def test_a_visitor_explores_wallonia(open_page: Open) -> None:
    page = open_page("/observe/")
    page.get_by_role("searchbox", name="Name or code of a region").fill("wallo")
    page.wait_for_selector("#found a[href='/observe/BE3/']")
    page.click("#found a[href='/observe/BE3/']")
    expect(page.get_by_role("heading", level=1)).to_have_text("How does Wallonia stand?")
    expect(page.locator(".answer")).to_contain_text("of the EU average per head")

    summary = page.locator("#figure-gap summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#figure-gap").get_by_role("cell", name="+25")).to_be_visible()

    page.get_by_role("banner").get_by_role("link", name="Français").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("la Wallonie")

    page.locator("#others").fill("BE2, Limburg (NL)")
    page.keyboard.press("Enter")
    page.wait_for_url("**/observe/BE3/?*peers=BE2,NL42*")
    expect(page.locator("#figure-gap")).to_contain_text("Limburg (NL)")
    expect(page.locator("#figure-gap")).not_to_contain_text("Cantabrie")


def test_peers_change_by_keyboard_alone_and_the_address_says_so(open_page: Open) -> None:
    page = open_page("/observe/BE3/economy/")
    page.locator("#peers").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**peers=country**")
    expect(page.locator("#figure-gap")).to_contain_text("Flanders")


def test_a_territory_is_made_without_script(open_page: Open) -> None:
    page = open_page("/observe/territories/new/", javascript=False)
    page.get_by_label("Codes or names of regions").fill("DED2, DED4, DED5")
    page.get_by_label("Name of the territory").fill("Our Saxony")
    page.get_by_role("button", name="Show the territory").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How does Our Saxony stand?")
    assert page.url.endswith("/observe/DED2+DED4+DED5/?name=Our+Saxony")


def test_a_region_is_found_without_script(open_page: Open) -> None:
    page = open_page("/observe/", javascript=False)
    page.get_by_role("searchbox", name="Name or code of a region").fill("namur")
    page.get_by_role("button", name="Find the region").click()
    page.locator("#found").get_by_role("link", name="Namur").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How does Namur stand?")
