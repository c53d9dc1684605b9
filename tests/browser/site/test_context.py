"""The context of a strategy in a real browser: a factor, a duplicate, a direction and a plan; a reader only reads."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.unit.web import cast, cast_strategy

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("what_is_frozen_can_be_emptied"),
]


def test_a_co_manager_works_on_the_context_without_script(open_page: Callable[..., Page]) -> None:
    held = cast_strategy.published()
    space = held.version.space
    cast_strategy.factor(space, "Clusters lack money", "weakness")
    cast_strategy.factor(space, "Banks offer green firms money", "opportunity")
    where = f"/strategy/{held.slug}"
    page = open_page(f"{where}/context/?version=2", person=cast.co_manager(), javascript=False)
    page.locator("a[href*='heading=weakness']").click()
    page.get_by_label("Title (English)").fill("Clusters lack the money")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("navigation").get_by_role("link", name="Context").click()
    page.get_by_role("link", name="See the draft").click()
    page.get_by_role("link", name="Duplicates").click()
    expect(page.locator(".answer")).to_contain_text("1 pair of factors")
    page.get_by_role("link", name="Merge F4 into F2").click()
    expect(page.locator("main")).to_contain_text("Also stated as F4: Clusters lack the money")
    page.get_by_role("button", name="Merge").click()
    expect(page.locator("main")).to_contain_text("nothing that the other said is lost")
    page.goto(f"{where}/context/directions/?version=2")
    page.get_by_role("link", name="Make it a direction").first.click()
    page.get_by_label("Title (English)").fill("Win funds together")
    page.get_by_role("button", name="Accept the direction").click()
    expect(page.locator("main")).to_contain_text("Clusters lack money")
    page.goto(f"{where}/timeline/new/")
    page.get_by_label("Name (English)").fill("Marshall Plan")
    page.get_by_label("From (year)").fill("2005")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".answer")).to_contain_text("1 plan, the first of 2005")
    reader = open_page(f"{where}/timeline/", person=cast.reader(), javascript=False)
    expect(reader.get_by_role("heading", name="Marshall Plan")).to_be_visible()
    for path in ("timeline/", "context/?version=2", "context/directions/?version=2", "criteria/"):
        reader.goto(f"{where}/{path}")
        expect(reader.locator("main form, main a.button")).to_have_count(0)
