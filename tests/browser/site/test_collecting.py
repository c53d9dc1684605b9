"""Collecting in a real browser, without script: a workbook is taken, refused with the cell, mended and sent."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
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
