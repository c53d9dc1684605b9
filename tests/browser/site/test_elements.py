"""Elements of a strategy in a real browser: a member asks for a change and sees it accepted; why leads to a figure."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.unit.web import cast, cast_strategy

from beffroi.web.chain.actions import add_evidence
from beffroi.web.observatory.actions.pins import pin_evidence

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("what_is_frozen_can_be_emptied"),
]
Check = Callable[[Page], None]


def test_a_cluster_member_asks_for_a_change_and_sees_it_accepted(open_page: Callable[..., Page]) -> None:
    held = cast_strategy.published()
    where = f"/strategy/{held.slug}/element/{held.nodes['challenge'].item.key}/"
    member = open_page(where, person=cast.firm(), javascript=False)
    member.get_by_role("link", name="Ask for a change").click()
    member.get_by_label("Title (English)").fill("Firms and clusters work together too little")
    member.get_by_label("Why it should change").fill("Firms are meant too")
    member.get_by_role("button", name="Send the request").click()
    expect(member.locator(".answer")).to_contain_text("Waits for a decision")
    manager = open_page(member.url, person=cast.co_manager(), javascript=False)
    manager.get_by_label("Accept and apply it").check()
    manager.get_by_label("Reason").fill("Right")
    manager.get_by_role("button", name="Decide").click()
    manager.goto(f"{where}?version=2")
    expect(manager.locator(".answer")).to_have_text("Firms and clusters work together too little")
    member.reload()
    expect(member.locator(".answer")).to_contain_text("Accepted")
    expect(member.locator("main")).to_contain_text("Right")


def test_why_walks_from_an_intervention_to_a_pinned_figure(open_page: Callable[..., Page]) -> None:
    held = cast_strategy.published()
    pin = pin_evidence(actor=cast.co_manager(), target="/observe/figures/unemployment_rate/")
    add_evidence(actor=None, of=held.nodes["challenge"], kind="figure", pin=pin.key)
    where = f"/strategy/{held.slug}/element/{held.nodes['intervention'].item.key}/?version=2"
    page = open_page(where, person=cast.co_manager())
    page.get_by_role("link", name="Why?").click()
    told = (
        "H1 serves O1 (The specific objective), which answers C1 (The challenge), which is drawn from F1 (The factor)."
    )
    expect(page.locator(".told")).to_contain_text(told)
    page.get_by_role("link", name=pin.title).click()
    expect(page).to_have_url(re.compile(rf"/e/{pin.key}/$"))


@pytest.mark.parametrize(("lang", "scheme"), [("en", "light"), ("fr", "dark")])
def test_the_logic_is_clean_with_everything_opened_and_moves_without_script(
    open_page: Callable[..., Page], axe: Check, no_horizontal_scroll: Check, lang: Any, scheme: Any
) -> None:
    held = cast_strategy.published()
    page = open_page(f"/strategy/{held.slug}/logic/?version=2", lang=lang, scheme=scheme, person=cast.co_manager())
    for summary in page.locator("main details summary").all():
        summary.click()
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        no_horizontal_scroll(page)
        axe(page)
    page.locator("main button[value=down]").first.click()
    expect(page).to_have_url(re.compile(r"/logic/\?version=2&page=1#n-"))
