"""A mix of observatory pages with 20 users at once, and an empty Django page under the same load, by turns."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import httpx

ROOT = Path(__file__).resolve().parents[1]
USERS = 20
SECONDS = 5
WARMING = 30
ROUNDS = 4
"""So often each of the two is measured, by turns, so that whatever else the machine does meets both."""
GUNICORN = ("--workers", "2", "--threads", "4", "--log-level", "error")
STOPPING = 40
"""Seconds that the server has to end: more than it gives its own workers."""
TARGET = 5.0
"""At most so many times the median of an empty page."""


def run() -> str:
    """Start the site, drive it, and say how its median compares with that of an empty page."""
    with served() as (address, folder):
        _driven(address, folder, "pages", WARMING)  # what a process writes once for all visitors is no part of it
        times: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            for what in ("empty", "pages"):
                for page, measured in _driven(address, folder, what, SECONDS).items():
                    times.setdefault(page, []).extend(measured)
        return _told(times)


@contextmanager
def served() -> Iterator[tuple[str, str]]:
    """The site with all regions loaded, for as long as it is measured: its address, and the folder of its data."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "BEFFROI_DATA_DIR": folder, "BEFFROI_LOG_LEVEL": "ERROR"}
        _manage(environment, "migrate", "--verbosity", "0")
        _manage(environment, "prepare")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{probe.getsockname()[1]}"
        command = [sys.executable, "-m", "gunicorn", *GUNICORN, "--bind", address, "benchmarks.empty_page:application"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment)
        try:
            _wait(f"http://{address}")
            yield f"http://{address}", folder
        finally:
            _stop(server)


def _stop(server: "subprocess.Popen[bytes]") -> None:
    """End the server; by force where a busy machine does not let it end by itself."""
    server.terminate()
    try:
        server.wait(STOPPING)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _manage(environment: dict[str, str], *words: str) -> None:
    command = [sys.executable, "-c", "from beffroi.cli.main import main; main()", "manage", *words]
    subprocess.run(command, check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)


def _wait(address: str) -> None:
    for _ in range(100):
        try:
            httpx.get(f"{address}/health/live", timeout=2)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the site did not start")


def _driven(address: str, folder: str, what: str, seconds: int) -> dict[str, list[float]]:
    """Response times in milliseconds by page, as locust measured them."""
    written = Path(folder) / "times.json"
    command = [sys.executable, "-m", "locust", "--headless", "--locustfile", str(ROOT / "benchmarks" / "visitors.py")]
    command += ["--users", str(USERS), "--spawn-rate", str(USERS), "--run-time", f"{seconds}s", "--host", address]
    environment = {**os.environ, "BEFFROI_BENCHMARK_TIMES": str(written), "BEFFROI_BENCHMARK_WHAT": what}
    subprocess.run(
        [*command, "--loglevel", "ERROR", "--only-summary"], check=True, env=environment, capture_output=True
    )
    times: dict[str, list[float]] = json.loads(written.read_text(encoding="utf-8"))
    return times


def _told(times: dict[str, list[float]]) -> str:
    alone = times.pop("/empty/")
    empty = median(alone)
    rows = ["| Page | Requests | Median, ms | Times the empty page |", "|---|--:|--:|--:|"]
    rows.append(f"| an empty Django page behind the same middleware | {len(alone)} | {empty:.0f} | 1 |")
    for page, measured in sorted(times.items()):
        rows.append(f"| `{page}` | {len(measured)} | {median(measured):.0f} | {median(measured) / empty:.1f} |")
    ratio = median([value for measured in times.values() for value in measured]) / empty
    kept = "yes" if ratio <= TARGET else "no"
    rows.append(
        f"\nRatio of the medians: {ratio:.1f}; wanted: at most {TARGET:.0f}; kept: {kept}. {USERS} users who each wait "
        f"for an answer before they ask again, {ROUNDS} times {SECONDS} s for each, by turns, after {WARMING} s of "
        "visits."
    )
    return "\n".join(rows)
