"""Every page of the site, in both languages, light and dark, wide and on a phone: nothing for axe, nothing too wide."""

import re
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.core.cache import caches
from playwright.sync_api import Page
from tests.browser.site.conftest import HEIGHT, Site
from tests.browser.site.every_page import Everyone, every_page
from tests.unit.web.access_cast import everybody

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("what_is_frozen_can_be_emptied"),
]

OF_A_GUISE = ["color-contrast", "link-in-text-block", "scrollable-region-focusable"]
"""The rules that colours and room decide; the others find in every guise of a page what they found in the first."""
OF_WORDS = [
    *(
        "document-title",
        "html-has-lang",
        "html-lang-valid",
        "valid-lang",
        "link-name",
        "button-name",
        "label",
        "image-alt",
    ),
    *("select-name", "svg-img-alt", "role-img-alt", "empty-heading", "empty-table-header", "aria-input-field-name"),
    *("scrollable-region-focusable", "summary-name"),
]
"""The rules that words decide, and the room they take: marks and colours are the same in both languages."""
ALL: list[str] = []
GUISES: dict[Literal["en", "fr"], list[tuple[Literal["light", "dark"], int, list[str]]]] = {
    "en": [("light", 320, ALL), ("dark", 1280, OF_A_GUISE)],
    "fr": [("dark", 320, OF_WORDS)],
}
OPEN = "document.querySelectorAll('details').forEach(part => part.open = true)"
THIN = """() => {
  const shape = part => [part, ...part.querySelectorAll("*")].map(one => {
    const names = one.getAttributeNames(), isBare = one.textContent.trim() === "";
    return `${one.localName}.${one.getAttribute("class")}[${names}]${isBare}`;
  }).join();
  document.querySelectorAll("tbody, ol, ul, svg, svg g, select, datalist, fieldset div").forEach(whole => {
    const seen = {};
    [...whole.children].forEach(part => {
      const own = shape(part);
      seen[own] = (seen[own] || 0) + 1;
      if (seen[own] > 3) part.remove();
    });
  });
  document.querySelectorAll(".table-scroll").forEach(frame => { frame.style.background = "none"; });
}"""
"""Leaves three of each kind of row, mark and item: axe reads hundreds alike for half a minute and finds the same; and
no shadow at the edge of a table, over which axe does not judge contrast."""
LOOK = """async only => {
  const found = await axe.run({resultTypes: ["violations"], ...(only.length ? {runOnly: only} : {})});
  return found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.target} ${node.html}`));
}"""


def resize(page: Page, width: int) -> None:
    """Give the window a width, unless it has it: each change draws the page anew."""
    if page.viewport_size != {"width": width, "height": HEIGHT}:
        page.set_viewport_size({"width": width, "height": HEIGHT})


def faults(page: Page, lang: Literal["en", "fr"]) -> list[str]:
    """What is wrong with a page that is loaded, in two guises, with everything that can be opened open."""
    page.evaluate(OPEN)
    found = [] if page.locator("html").get_attribute("lang") == lang else ["another language"]
    for width in (1280, 320):
        resize(page, width)
        held = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{held} px wide in a window of {width}"] if held > width else []
    page.evaluate(THIN)
    page.evaluate(AXE_SCRIPT)
    for scheme, width, rules in GUISES[lang]:
        page.emulate_media(color_scheme=scheme)
        resize(page, width)
        found += [f"{scheme}, {width} px: {fault}" for fault in page.evaluate(LOOK, rules)]
    return found


@pytest.mark.parametrize("part", [0, 1])
def test_every_page_holds_in_every_guise(site: Site, part: int) -> None:
    """Half of the pages, in both languages: to make everybody and everything for them takes half a minute."""
    caches["pages"].clear()
    everyone, pages, wrong = Everyone(everybody()), dict[tuple[str, str], Page](), dict[str, list[str]]()
    for stop in every_page(everyone, slice(part, None, 2)):
        for lang in GUISES:
            if (stop.role, lang) not in pages:
                client = everyone.client(stop.role)
                pages[stop.role, lang] = site.open("about:blank", lang=lang, client=client)
            page = pages[stop.role, lang]
            answer = page.goto(stop.address)
            assert answer is not None
            found = [f"answers {answer.status}"] if answer.status >= 500 else faults(page, lang)
            found += [f"the console: {text}" for text in site.complaints]
            found += [f"asks {address}" for address in site.outside]
            site.complaints.clear()
            site.outside.clear()
            if re.search("/account/login/", page.url) and "/account/login/" not in stop.address:
                found.append("sent to sign in")
            if found:
                wrong[f"{stop.role} at {stop.address}, {lang}"] = found
    assert wrong == {}, "\n".join(f"{place}\n  " + "\n  ".join(found) for place, found in wrong.items())
