"""A visitor searches the figures, reads a series by keyboard and takes its data; a person pins it."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.unit.web import cast

from beffroi.web.observatory.actions.pins import pin_evidence
from beffroi.web.observatory.queries.pins import pin_address

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Check = Callable[[Page], None]
GDP = "/observe/figures/gdp_per_head_eur/"
TARGET = f"{GDP}?regions=BE3,SE31,ITC1"


def test_pages_of_pins_hold_too(open_page: Callable[..., Page], axe: Check, no_horizontal_scroll: Check) -> None:
    author = cast.person("Anna")
    pin = pin_evidence(actor=author, target=TARGET, note="Une note", language="fr")
    for path in (f"/e/{pin.key}/", pin_address(TARGET)):
        page = open_page(path, width=320, lang="fr", person=author)
        no_horizontal_scroll(page)
        axe(page)


def test_the_list_follows_what_is_typed(open_page: Callable[..., Page]) -> None:
    page = open_page("/observe/figures/")
    page.get_by_label("Search", exact=True).last.fill("chomage")
    expect(page.locator("#series-list tbody tr").first).to_contain_text("Unemploy")
    expect(page.locator(f"#series-list a[href='{GDP}']")).to_have_count(0)
    assert "q=chomage" in page.url


def test_the_search_works_without_script(open_page: Callable[..., Page]) -> None:
    page = open_page("/observe/figures/", javascript=False)
    page.locator("main input[type=search]").fill("gdp per head")
    page.locator("main form button").click()
    page.locator(f"#series-list a[href='{GDP}']").click()
    assert "GDP per head" in page.locator("h1").inner_text()


def test_the_table_scrolls_by_keyboard_and_the_data_come_as_csv(open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(f"{TARGET}&region=BE3", width=320)
    table = page.locator(".table-scroll:visible").first
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    assert table.evaluate("element => element.scrollLeft") > 0
    with page.expect_download() as download:
        page.locator("#downloads a").first.click()
    download.value.save_as(tmp_path / "data.csv")
    lines = list(csv.DictReader(io.StringIO((tmp_path / "data.csv").read_text(encoding="utf-8"))))
    assert {line["region"] for line in lines} == {"BE3", "SE31", "ITC1"}
    assert any(line["value"] == "28100" for line in lines if line["year"] == "2017")


def test_a_person_pins_what_they_see_and_takes_it_back(open_page: Callable[..., Page]) -> None:
    page = open_page(TARGET, person=cast.person("Anna"))
    page.get_by_role("link", name="Pin as evidence").click()
    page.get_by_label("Note").first.fill("For the context analysis")
    page.get_by_role("button", name="Pin as evidence").click()
    expect(page.locator("main")).to_contain_text("Unchanged since")
    expect(page.locator("main")).to_contain_text("For the context analysis")
    address = page.url
    assert "/e/" in address
    page.get_by_role("link", name="Withdraw this pin").click()
    page.get_by_label("Reason").fill("only a test")
    page.get_by_role("button", name="Withdraw").click()
    expect(page.locator("main")).to_contain_text("This pin was withdrawn on")
    assert page.url == address


def test_who_is_not_signed_in_is_asked_to_before_pinning(open_page: Callable[..., Page]) -> None:
    page = open_page(TARGET)
    page.get_by_role("link", name="Pin as evidence").click()
    assert "/account/login/" in page.url
    assert "next=" in page.url
