"""The index of industrial change in a real browser: five regions compared, a scenario, the keyboard, without script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Check = Callable[[Page], None]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_visitor_compares_five_regions_and_takes_one_out(open_page: Callable[..., Page], javascript: bool) -> None:
    page = open_page("/observe/index/", javascript=javascript)
    page.get_by_role("link", name="Side by side").click()
    for region in ("Wallonia", "SE31", "Piemonte", "Cantabria", "FI1D"):
        page.get_by_role("textbox", name="Add a region").fill(region)
        page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile(r"regions=BE3,SE31,ITC1,ES13,FI1D&year=2023$"))
    expect(page.locator(".chosen > li")).to_have_count(5)
    page.get_by_role("textbox", name="Add a region").fill("FRE")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("alert")).to_contain_text("Five regions at most")
    expect(page.locator(".chosen > li")).to_have_count(5)
    page.get_by_role("link", name="Remove Cantabria").click()
    expect(page.locator(".chosen > li")).to_have_count(4)
    expect(page.locator(".answer")).not_to_contain_text("Cantabria")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_visitor_asks_what_if(open_page: Callable[..., Page], javascript: bool) -> None:
    page = open_page("/observe/index/what-if/?region=BE3", javascript=javascript)
    expect(page.locator(".answer")).to_contain_text("no zone moves")
    page.get_by_label("Creativity").fill("many")
    page.get_by_role("button", name="Compute the scenario").click()
    expect(page.get_by_role("alert")).to_contain_text("Creativity: Write a number from 0 to 100")
    expect(page.get_by_label("Creativity")).to_have_value("many")
    page.get_by_label("Creativity").fill("0")
    page.get_by_role("button", name="Compute the scenario").click()
    expect(page.locator(".chip-solid").first).to_have_text("Scenario")
    expect(page.locator(".answer .is-region")).to_contain_text("Wallonia: ")
    page.get_by_role("link", name="Back to the official weights").click()
    expect(page.get_by_label("Creativity")).to_have_value("1")


def test_the_keyboard_reaches_the_table_behind_the_picture(open_page: Callable[..., Page]) -> None:
    page = open_page("/observe/BE3/index/")
    summary = page.locator("#figure-drivers summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#figure-drivers table")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("#figure-drivers .table-scroll")).to_be_focused()


def test_with_script_the_ranking_follows_what_is_typed(open_page: Callable[..., Page]) -> None:
    page = open_page("/observe/index/")
    page.get_by_label("Name or code").press_sequentially("ligur")
    expect(page.locator("#index-list tbody tr")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"q=ligur"))
