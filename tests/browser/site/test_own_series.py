"""An analyst sends a bad file, reads the errors, sends a good one, confirms it, sees the series and pins it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect
from tests.unit.web import cast

from beffroi.web.observatory.actions import series as actions
from beffroi.web.observatory.reading.check import read_series
from beffroi.web.observatory.rules.series import Description

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Check = Callable[[Page], None]
BAD = b"region;year;value\nFlandrre;2023;x\nBE3;2023;150\n"
GOOD = b"region;year;value;flag\nBE3;2022;11,5;\nBE3;2023;12,5;p\nBE2;2022;4;\nBE1;2023;;c\n"


def file(content: bytes) -> FilePayload:
    return {"name": "green jobs.csv", "mimeType": "text/csv", "buffer": content}


def proposed(who: Any, content: bytes) -> Any:
    whole = {
        "label": {"en": "Green jobs", "fr": "Emplois verts"},
        "definition": {"en": "Share of jobs in green trades.", "fr": "Part des emplois verts."},
        "unit": "percent",
        "source": "Survey of the agency",
        "licence": "CC BY 4.0",
        "visibility": "open",
    }
    reading = read_series("jobs.csv", content, "percent")
    return actions.propose_series(
        actor=who, reading=reading, content=content, description=Description.model_validate(whole)
    )


def described(page: Page, content: bytes) -> None:
    page.get_by_label("Name in English").fill("Green jobs")
    page.get_by_label("Definition in English").fill("Share of jobs in green trades.")
    page.locator("#id_source").fill("Survey of the agency")
    page.locator("#id_licence").fill("CC BY 4.0")
    page.get_by_label("Who sees it").last.select_option("open")
    page.locator("#id_file").set_input_files(file(content))
    page.get_by_role("button", name="Show what will be read").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_an_analyst_brings_a_series_and_pins_it(open_page: Callable[..., Page], javascript: bool) -> None:
    page = open_page("/observe/figures/new/", person=cast.co_manager("Anna"), javascript=javascript)
    described(page, BAD)
    expect(page.locator("main")).to_contain_text("2 errors have to be corrected")
    expect(page.locator("main")).to_contain_text("“Flandrre” is not a region.")
    expect(page.locator("main")).to_contain_text("BE2 (Flanders)")
    expect(page.get_by_role("button", name="Confirm and import")).to_have_count(0)
    page.get_by_role("button", name="Discard the file").click()
    expect(page.locator("body")).to_contain_text("nothing was imported")
    described(page, GOOD)
    expect(page.locator("main")).to_contain_text("3 values will be read, for 3 regions, from 2022 to 2023.")
    page.get_by_role("button", name="Confirm and import").click()
    expect(page.locator("h1")).to_contain_text("Green jobs: where does each region stand?")
    expect(page.locator("main")).to_contain_text("own series")
    page.get_by_role("link", name="Pin as evidence").click()
    page.get_by_role("button", name="Pin as evidence").click()
    expect(page.locator("main")).to_contain_text("Unchanged since")
    page.goto("/observe/figures/?q=green+jobs")
    page.locator("#series-list a", has_text="Green jobs").click()
    expect(page.locator("h1")).to_contain_text("Green jobs")


def test_pages_of_errors_and_differences_hold_too(
    open_page: Callable[..., Page], axe: Check, no_horizontal_scroll: Check
) -> None:
    owner = cast.co_manager("Anna")
    series = actions.confirm_upload(actor=owner, upload=proposed(owner, GOOD)).series
    again = GOOD.replace(b"12,5;p", b"12,9;")
    revision = actions.propose_series(
        actor=owner, reading=read_series("b.csv", again, "percent"), content=again, series=series
    )
    actions.confirm_upload(actor=owner, upload=revision)
    bad, own = proposed(owner, BAD), f"/observe/figures/own/{series.slug}/"
    more = ("?vintage=1&regions=nowhere", "differences/")
    for path in (f"/observe/figures/new/{bad.key}/", *(f"{own}{part}" for part in more)):
        page = open_page(path, width=320, lang="fr", scheme="dark", person=owner)
        no_horizontal_scroll(page)
        axe(page)
