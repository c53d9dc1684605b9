"""Strategies from 100 to 10,000 actions: pages, walks against walking step by step, and the Gantt in a browser."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.site import ROOT, served
from benchmarks.transfer import CHROMIUM

SIZES = (100, 1_000, 10_000)
WANTED = 1_000
"""The size for which limits are set: 2,000 elements, 10,000 links, 1,000 actions."""
PAGE, QUERIES, WALK, DRAWN = 0.3, 15, 0.1, 1.5
"""Seconds of a page, its queries, seconds of a walk, seconds until the Gantt is drawn."""


def run() -> str:
    """Fill one site with the three strategies, measure each, and open the roadmap of the middle one in a browser."""
    with served() as (address, folder):
        found = [_measured(folder, size) for size in SIZES]
        drawn = _drawn(address, folder)
    return "\n".join([*_pages(found), "", *_walks(found), "", _browser(drawn)])


def _measured(folder: str, size: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.large_site", str(size)]
    environment = {**os.environ, "BEFFROI_DATA_DIR": folder, "BEFFROI_LOG_LEVEL": "ERROR"}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _pages(found: list[dict[str, Any]]) -> list[str]:
    heads = ["Page", "Queries", *(f"{one['actions']:,}: first, ms" for one in found)]
    heads += [*(f"{one['actions']:,}: then, ms" for one in found), "Kept"]
    rows = [f"| {' | '.join(heads)} |", f"|---|{'--:|' * (len(heads) - 2)}---|"]
    for page in found[0]["pages"]:
        each = [one["pages"][page] for one in found]
        wanted = next(one["pages"][page] for one in found if one["actions"] == WANTED)
        kept = wanted["first"] < PAGE and max(one["queries"] for one in each) <= QUERIES
        cells = [f"`{page.format(slug='…')}`", str(max(one["queries"] for one in each))]
        cells += [f"{1000 * one[when]:.0f}" for when in ("first", "again") for one in each]
        rows.append(f"| {' | '.join(cells)} | {'yes' if kept else '**no**'} |")
    return [
        *rows,
        "",
        f"Medians of the CPU time of the server. First: after a change, when nothing that was kept still holds. "
        f"Wanted at\n{WANTED:,} actions (2,000 elements, 10,000 links): under {PAGE * 1000:.0f} ms, {QUERIES} queries.",
    ]


def _walks(found: list[dict[str, Any]]) -> list[str]:
    rows = ["| Walk | Actions | Elements met | Ours, ms | Step by step, ms | Kept |", "|---|--:|--:|--:|--:|---|"]
    for one in found:
        for name, told in one["walks"].items():
            kept = "–" if one["actions"] > WANTED else "yes" if told["ours"] < WALK else "**no**"
            cells = (name, f"{one['actions']:,}", told["met"], f"{1000 * told['ours']:.0f}")
            rows.append(f"| {' | '.join(map(str, cells))} | {1000 * told['step_by_step']:.0f} | {kept} |")
    return rows


def _drawn(address: str, folder: str) -> dict[str, float]:
    """Seconds until the roadmap with every action in one picture stands in the browser; the better of two."""
    session = Path(folder, "session").read_text(encoding="ascii")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        page, times = context.new_page(), []
        for _ in range(3):
            began = time.perf_counter()
            page.goto(f"{address}/pilot/of-{WANTED}/roadmap/picture/", wait_until="load")
            page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            times.append(time.perf_counter() - began)
        bars = page.locator(".gantt-label a").count()
        browser.close()
    return {"first": times[0], "again": min(times[1:]), "bars": bars}


def _browser(drawn: dict[str, float]) -> str:
    kept = "yes" if drawn["first"] < DRAWN else "**no**"
    return (
        f"Gantt of {drawn['bars']:,} actions in Chromium, from the click to the picture: {drawn['first']:.2f} s at "
        f"first, {drawn['again']:.2f} s\nthen; wanted: under {DRAWN} s; kept: {kept}."
    )


if __name__ == "__main__":
    print(run())
