"""A real Chromium, and the pages of the profile that it opens."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, sync_playwright

from beffroi.figures.store import Figures
from beffroi.figures.territories import find_peers, find_territory
from beffroi.reporting.profile.compose import compose_profile
from beffroi.reporting.profile.html import render_html

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# Wallonia first; the others have crowded industries and long names.
REGIONS = ("BE3", "ITC1", "DE1", "FRE1+FRE2")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium from BEFFROI_CHROMIUM or its usual place; without one the tests are skipped, or fail if it must be."""
    path = os.environ.get("BEFFROI_CHROMIUM", "/usr/bin/chromium")
    if not Path(path).exists():
        message = f"needs Chromium: none at {path}; install it or set BEFFROI_CHROMIUM."
        if os.environ.get("BEFFROI_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The address of each profile: `en` and `fr` are Wallonia, others are named by region and language."""
    folder, figures = tmp_path_factory.mktemp("profiles"), Figures.builtin()
    found: dict[str, str] = {}
    languages: tuple[Literal["en", "fr"], ...] = ("en", "fr")
    for region in REGIONS:
        for lang in languages:
            path = folder / f"profile-{region}-{lang}.html"
            profile = compose_profile(figures, find_territory(region), find_peers("pilots"), None, lang)
            path.write_text(render_html(profile), encoding="utf-8")
            found[f"{region}-{lang}"] = path.as_uri()
    return found | {lang: found[f"{REGIONS[0]}-{lang}"] for lang in languages}
