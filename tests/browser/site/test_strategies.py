"""A strategy as a whole in a real browser: the co-manager publishes a version, everybody then reads what changed."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.unit.web import cast, cast_strategy

from beffroi.web.chain.actions import change_node

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("what_is_frozen_can_be_emptied"),
]


def test_the_co_manager_publishes_a_version_and_a_visitor_reads_what_changed(open_page: Callable[..., Page]) -> None:
    held = cast_strategy.published()
    node = held.nodes["challenge"]
    change_node(actor=None, node=node, revision=1, title={"en": "Quite another"}, text={}, details={})
    page = open_page(f"/strategy/{held.slug}/versions/", person=cast.co_manager(), javascript=False)
    page.get_by_role("link", name="Publish version 2").click()
    expect(page.locator("main")).to_contain_text("The intervention has no cost")
    page.get_by_label("What changed (English)").fill("The challenge is said better")
    page.get_by_role("button", name="Publish for good").click()
    expect(page.locator(".answer")).to_contain_text("Version 2 is in force")
    visitor: Any = open_page("/strategy/", javascript=False)
    visitor.get_by_role("link", name="Smart strategy").click()
    visitor.locator("main").get_by_role("link", name="Versions").click()
    visitor.get_by_role("link", name="Difference to version 1").click()
    expect(visitor.locator("main")).to_contain_text("The challenge → Quite another")


def test_the_people_of_a_strategy_fit_a_phone(
    open_page: Callable[..., Page], axe: Callable[[Page], None], no_horizontal_scroll: Callable[[Page], None]
) -> None:
    held = cast_strategy.published()
    page = open_page(f"/strategy/{held.slug}/people/", width=320, scheme="dark", person=cast.administrator())
    no_horizontal_scroll(page)
    axe(page)
