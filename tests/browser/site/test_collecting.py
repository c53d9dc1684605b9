"""Collecting in a real browser, without script: asked, answered on a phone, returned, mended, validated, published."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from tests.unit.web import cast
from tests.unit.web import cast_collecting as collect

from beffroi.web.monitoring.links import token_of
from beffroi.web.monitoring.models import DataRequest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("what_is_frozen_can_be_emptied"),
]


def link() -> str:
    return f"/report/{token_of(DataRequest.objects.get())}/"


def test_from_the_request_over_a_phone_and_a_return_to_the_published_value(
    open_page: Callable[..., Page], no_horizontal_scroll: Callable[[Page], None]
) -> None:
    indicator = collect.asked()
    base = f"/monitor/{indicator.strategy.slug}/"
    officer = open_page(f"{base}requests/", person=cast.m_and_e_officer(), javascript=False)
    officer.get_by_role("button", name="Begin to collect").click()
    expect(officer.locator(".answer")).to_contain_text("One reporter has still to answer")
    phone = open_page(link(), width=320, javascript=False)
    phone.get_by_label("Value").fill("about 12")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator(".error-summary")).to_contain_text("is no number")
    phone.get_by_label("Value").fill("12")
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_text("Sent. Thank you")).to_be_visible()
    no_horizontal_scroll(phone)
    officer.goto(f"{base}queue/")
    officer.get_by_label("M1 Firms helped").check()
    officer.get_by_label("Why it is returned").fill("Which firms?")
    officer.get_by_role("button", name="Return what is ticked").click()
    phone.reload()
    expect(phone.get_by_text("replaced by a newer one")).to_be_visible()
    phone.goto(link())
    expect(phone.get_by_text("Which firms?")).to_be_visible()
    phone.get_by_label("Value").fill("11")
    phone.get_by_text("Note, evidence, or nothing to report").click()
    phone.get_by_label("Note").fill("Those of the third call")
    phone.get_by_label("Evidence").set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": b"firm\nAtelier\n"} for name in ("one.csv", "two.csv")]
    )
    phone.get_by_role("button", name="Send").click()
    expect(phone.get_by_text("Sent, waits to be checked")).to_be_visible()
    officer.reload()
    expect(officer.get_by_text("two.csv")).to_be_visible()
    officer.get_by_label("M1 Firms helped").check()
    officer.get_by_role("button", name="Validate what is ticked").click()
    officer.get_by_role("button", name="Publish what is ticked").click()
    officer.goto(f"{base}track/")
    expect(officer.get_by_role("row", name="M1 Firms helped")).to_contain_text("11")
    no_horizontal_scroll(officer)


def test_a_reporter_meets_errors_in_a_spreadsheet_and_mends_them(open_page: Callable[..., Page], tmp_path: Any) -> None:
    collect.request_of(collect.asked(), collect.asked("Jobs"))
    page = open_page(link(), javascript=False)
    page.get_by_role("link", name="Answer with a spreadsheet").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take the workbook").click()
    content = taken.value.path().read_bytes()

    def send(*values: Any) -> None:
        book = load_workbook(BytesIO(content))
        for row, value in enumerate(values, 2):
            book["Beffroi"].cell(row, 6).value = value
        book.save(tmp_path / "report.xlsx")
        page.get_by_label("Workbook").set_input_files(tmp_path / "report.xlsx")
        page.get_by_role("button", name="Show what it says").click()

    send("twelve", 5)
    expect(page.get_by_role("row", name="F2")).to_contain_text("is no number")
    send("12,5", 5)
    expect(page.locator(".answer")).to_contain_text("2 values were read; nothing is kept yet.")
    page.get_by_role("button", name="Keep this as the draft").click()
    expect(page.get_by_label("Value").first).to_have_value("12.5")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Sent. Thank you")).to_be_visible()
