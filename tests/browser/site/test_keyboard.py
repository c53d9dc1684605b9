"""By keyboard alone: every stop is reached in turn and is seen to have the focus, and no stop keeps it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REACHABLE = """() => {
  const found = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter(one => one.checkVisibility() && !one.disabled && one.type !== "hidden" && one.tabIndex >= 0)
    .filter(one => one.type !== "radio");
  found.forEach((one, place) => { one.dataset.place = place; });
  return found.length;
}"""
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one);
  const isSeen = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  return [one.dataset.place ?? "", isSeen, one.outerHTML.slice(0, 120)];
}"""


@pytest.mark.parametrize("path", ["/", "/observe/index/what-if/", "/account/login/", "/observe/BE3/economy/"])
def test_tab_reaches_everything_shows_where_it_is_and_leaves_again(open_page: Callable[..., Page], path: str) -> None:
    page = open_page(path)
    page.evaluate("document.activeElement.blur()")
    count, places, unseen = page.evaluate(REACHABLE), list[str](), list[str]()
    for _ in range(count + 5):
        page.keyboard.press("Tab")
        held = page.evaluate(FOCUSED)
        if held is None:
            break
        places.append(held[0])
        unseen += [] if held[1] else [held[2]]
    else:
        pytest.fail(f"The focus never leaves {path}; the last stops are {places[-5:]}.")
    assert unseen == []
    assert {str(place) for place in range(count)} - set(places) == set()


def test_a_visitor_goes_from_the_first_page_to_a_scenario_by_keyboard(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.goto("/observe/index/what-if/?region=BE3")
    page.get_by_label("Creativity").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    expect(page.locator(".chip-solid").first).to_have_text("Scenario")
    page.get_by_role("link", name="Back to the official weights").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Creativity")).to_have_value("1")
