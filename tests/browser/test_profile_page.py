"""The profile in a real browser: no request, no barrier, on a phone, in the dark, by keyboard, without script."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route

pytestmark = pytest.mark.browser


class Watched:
    """Opens pages in contexts that refuse and record every request but that of the page itself."""

    def __init__(self, browser: Browser, addresses: dict[str, str]) -> None:
        self.browser, self.addresses = browser, addresses
        self.contexts: list[BrowserContext] = []
        self.requests: list[str] = []
        self.complaints: list[str] = []

    def open(self, lang: str = "en", width: int = 1280, **settings: Any) -> Page:
        context = self.browser.new_context(viewport={"width": width, "height": 900}, **settings)
        self.contexts.append(context)
        page = context.new_page()
        address = self.addresses[lang]
        page.on("console", lambda message: self.complaints.append(message.text))

        def answer(route: Route) -> None:
            if route.request.url == address:
                route.continue_()
                return
            self.requests.append(route.request.url[:80])
            route.abort()

        page.route(lambda url: not url.startswith("data:"), answer)
        page.goto(address)
        return page


@pytest.fixture
def watched(chromium: Browser, addresses: dict[str, str]) -> Iterator[Watched]:
    opened = Watched(chromium, addresses)
    yield opened
    for context in opened.contexts:
        context.close()


@pytest.mark.parametrize(("lang", "scheme"), [("en", "light"), ("fr", "dark")])  # colours know no language
def test_no_request_leaves_and_axe_finds_nothing(watched: Watched, lang: str, scheme: Any) -> None:
    page = watched.open(lang, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert watched.requests == []
    assert watched.complaints == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_on_a_phone_nothing_runs_out_of_the_page(watched: Watched, lang: str) -> None:
    page = watched.open(lang, width=320)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


TOUCHING = """() => [...document.querySelectorAll('.plot')].flatMap(plot => {
    const texts = [...plot.querySelectorAll('text')]
        .filter(text => getComputedStyle(text).display !== 'none' && text.textContent)
        .map(text => [text.textContent, text.getBoundingClientRect()]);
    const outside = texts.filter(([, box]) => box.right > innerWidth + .5 || box.left < -.5).map(([said]) => said);
    const shared = (a, b) => Math.min(Math.min(a.right, b.right) - Math.max(a.left, b.left),
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
    const touching = texts.flatMap(([said, a], index) => texts.slice(index + 1)
        .filter(([, b]) => shared(a, b) > 2).map(([other]) => said + ' | ' + other));
    return [...outside, ...touching];
})"""


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("region", ["BE3", "ITC1", "DE1", "FRE1+FRE2"])
def test_labels_of_a_chart_neither_touch_nor_leave_the_window(watched: Watched, region: str, lang: str) -> None:
    page = watched.open(f"{region}-{lang}")
    page.evaluate("document.fonts.ready")
    for width in (320, 400, 560, 768, 900, 1024, 1130, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator("#figure-industries .plot text").count() > 40
        assert (width, page.evaluate(TOUCHING)) == (width, [])


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_region_of_the_typology_is_named_on_a_phone(watched: Watched, lang: str) -> None:
    page = watched.open(lang, width=320)
    named = page.locator("#figure-typology-computed .plot text.halo:visible").all_text_contents()
    marks = page.locator("#figure-typology-computed .plot :is(circle.dot, line.rug)").count()
    assert len(named) == marks == 10


def test_the_fonts_inside_the_file_are_used(watched: Watched) -> None:
    page = watched.open()
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)")
    assert {name.strip('"') for name in loaded} == {"Inter", "Beffroi Serif"}


def test_tables_open_by_keyboard(watched: Watched) -> None:
    page = watched.open()
    summary = page.locator("#figure-gdp_per_head_eur summary")
    table = page.locator("#figure-gdp_per_head_eur table")
    assert not table.is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert table.is_visible()
    assert "34,300" in table.inner_text()


def test_the_first_tab_stop_leads_to_the_content(watched: Watched) -> None:
    page = watched.open()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_missing_value_leads_to_its_reason_by_keyboard(watched: Watched) -> None:
    page = watched.open()
    link = page.locator("#overview .n a").first
    link.focus()
    page.keyboard.press("Enter")
    assert page.locator(":target").inner_text()


def test_csv_downloads_without_a_request(watched: Watched) -> None:
    page = watched.open()
    with page.expect_download() as download:
        page.locator("#figure-gdp_per_head_eur a[download]").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert download.value.suggested_filename == "gdp_per_head_eur.csv"
    assert text.startswith("region,code,value")
    assert watched.requests == []


def test_the_page_is_whole_without_script(watched: Watched) -> None:
    page = watched.open(java_script_enabled=False)
    assert page.locator("figure .plot").count() >= 12
    page.locator("#figure-gdp_per_head_eur summary").click()
    assert page.locator("#figure-gdp_per_head_eur table").is_visible()


def test_headings_descend_one_level_at_a_time(watched: Watched) -> None:
    page = watched.open()
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(heading => +heading.tagName[1])")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_printing_gives_pages_on_white(watched: Watched) -> None:
    page = watched.open(color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("nav.contents").is_visible()
    assert page.pdf().startswith(b"%PDF")
