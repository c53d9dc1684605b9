"""First transfer of each page to an empty browser, compressed, with styles, fonts, scripts and charts."""

import os

from playwright.sync_api import Browser, sync_playwright

from benchmarks.site import served

CHROMIUM = os.environ.get("BEFFROI_CHROMIUM", "/usr/bin/chromium")
PLAIN, CHARTED = 250, 600
"""At most so many kB for a page without charts, and for one with."""
PAGES = {
    "/": CHARTED,
    "/observe/": PLAIN,
    "/observe/BE3/": CHARTED,
    "/observe/BE3/economy/": CHARTED,
    "/observe/BE3/clusters/": CHARTED,
    "/observe/BE3/index/": CHARTED,
    "/observe/sectors/": PLAIN,
    "/observe/sectors/C24/": CHARTED,
    "/observe/sectors/C24/strength/": CHARTED,
    "/observe/index/": CHARTED,
    "/observe/index/compare/?regions=BE3,FR1,DE11,ITC4,NL22": CHARTED,
    "/observe/index/what-if/": CHARTED,
    "/observe/figures/": PLAIN,
    "/observe/figures/gdp_per_head_eur/": CHARTED,
    "/observe/territories/new/": PLAIN,
    "/account/login/": PLAIN,
}


def run() -> str:
    """Open each page in a browser that holds nothing, and add up what came over the wire."""
    rows = ["| Page | First transfer, kB | Limit, kB | Kept |", "|---|--:|--:|---|"]
    with served() as (address, _folder), sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for page, limit in PAGES.items():
            size = transferred(browser, address + page) / 1000
            rows.append(f"| `{page}` | {size:.0f} | {limit} | {'yes' if size < limit else 'no'} |")
        browser.close()
    rows.append("\nBytes on the wire as Chromium counts them, in French; 1 kB is 1,000 bytes.")
    return "\n".join(rows)


def transferred(browser: Browser, address: str) -> float:
    """The bytes of a page and of all that it loads, in a context of its own."""
    context = browser.new_context(locale="fr-BE")
    page, sizes = context.new_page(), [0.0]
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    answer = page.goto(address, wait_until="networkidle")
    if answer is None or answer.status != 200:
        raise RuntimeError(f"{address} was not answered")
    context.close()
    return sum(sizes)
