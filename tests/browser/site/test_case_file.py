"""The co-manager imports the case: looks first, then confirms, and the logic stands; without script."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.unit.web import cast, cast_piloting

import beffroi.web.strategy as slice_of_strategies

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Check = Callable[[Page], None]
CASE = Path(slice_of_strategies.__file__).parent / "data" / "wallonia.fr.yaml"


def test_the_co_manager_imports_the_case(open_page: Callable[..., Page], no_horizontal_scroll: Check) -> None:
    strategy = cast_piloting.strategy()
    page = open_page(f"/strategy/{strategy.slug}/check/", person=cast.co_manager(), javascript=False)
    page.get_by_role("link", name="Import a file").click()
    page.set_viewport_size({"width": 320, "height": 900})
    no_horizontal_scroll(page)
    page.get_by_label("Case file (YAML)").set_input_files(str(CASE))
    page.get_by_label("Language").select_option("fr")
    page.get_by_role("button", name="Look at what changes").click()
    expect(page.locator(".answer")).to_contain_text("To be changed: 0. Left as it is: 0.")
    no_horizontal_scroll(page)
    page.get_by_role("button", name="Import").click()
    expect(page).to_have_url(re.compile(r"/logic/(\?version=1)?$"))
    expect(page.locator("main")).to_contain_text("Une économie assez forte et résiliente")


def test_axe_finds_nothing(open_page: Callable[..., Page], axe: Check) -> None:
    strategy = cast_piloting.strategy()
    page = open_page(f"/strategy/{strategy.slug}/import/", person=cast.co_manager(), lang="fr", scheme="dark")
    axe(page)
    page.get_by_label("Fichier de stratégie (YAML)").set_input_files(str(CASE))
    page.get_by_role("button", name="Voir ce qui change").click()
    expect(page.locator(".answer")).to_contain_text("À ajouter")
    axe(page)
