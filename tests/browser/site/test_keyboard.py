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


def focus_by_tab(page: Page, name: str) -> None:
    """Presses Tab until the focus is on the control of a name, and sees that it shows."""
    for _ in range(60):
        page.keyboard.press("Tab")
        said = page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()")
        if said.startswith(name):
            assert page.evaluate(FOCUSED)[1], f"{name} has the focus and does not show it."
            return
    pytest.fail(f"Tab does not reach {name}.")


def test_a_visitor_searches_a_region_and_compares_five_without_a_mouse(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    focus_by_tab(page, "Skip to")
    focus_by_tab(page, "Observe")
    page.keyboard.press("Enter")
    page.wait_for_url("**/observe/")
    focus_by_tab(page, "Name or code of a region")
    page.keyboard.type("walloni")
    page.keyboard.press("Enter")
    page.wait_for_url("**/observe/?q=walloni")
    focus_by_tab(page, "Wallonia")
    page.keyboard.press("Enter")
    page.wait_for_url("**/observe/BE3/")
    page.goto("/observe/index/compare/?regions=BE3,SE31,ITC1,ES13")
    focus_by_tab(page, "Add a region")
    page.keyboard.type("FI1D")
    page.keyboard.press("Enter")
    expect(page.locator(".chosen > li")).to_have_count(5)


def test_the_weights_of_a_scenario_stand_in_one_row_or_in_one_column(open_page: Callable[..., Page]) -> None:
    page = open_page("/observe/index/what-if/")
    for width, rows in ((1280, 1), (1000, 1), (900, 5), (320, 5)):
        page.set_viewport_size({"width": width, "height": 900})
        tops = page.locator(".weights input").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
        assert len(tops) == 5
        assert len({round(top) for top in tops}) == rows, width
