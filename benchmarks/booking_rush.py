"""A hundred people book the last twenty seats at once: through the site, and without thinking of others."""

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter

import httpx
from tests.databases import free_port, make_database, postgresql, programs

from benchmarks.site import ROOT, _manage, _wait

PEOPLE, SEATS = 100, 20
HEAD = "| database, workers | way | seats booked of 20 | answers | bookings a second | 95th percentile |"
APART = {"Connection": "close"}
"""Who opened the page long ago asks on a new connection, as a browser does whose old one the server has closed."""
FIELDS = re.compile(r'name="(csrfmiddlewaretoken|one_time_key)" value="([^"]+)"')
SESSION = re.compile(r'name="session" value="([^"]+)"')


@dataclass(frozen=True)
class Rush:
    """What came of a rush: answers by status, seats booked, seconds in all, and of each answer."""

    answers: Counter[int]
    booked: int
    seconds: float
    times: list[float]

    @property
    def late(self) -> float:
        """The 95th percentile of the times."""
        return quantiles(self.times, n=20)[-1]


@contextmanager
def served(workers: int, database: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """The site with two offers, on SQLite or the database stated; gives its address and its environment."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "BEFFROI_DATA_DIR": folder, "BEFFROI_LOG_LEVEL": "ERROR"}
        if database:
            environment["BEFFROI_DATABASE_URL"] = database
        _manage(environment, "migrate", "--verbosity", "0")
        subprocess.run([sys.executable, "-m", "benchmarks.rush_site", "fill"], check=True, cwd=ROOT, env=environment)
        address = f"127.0.0.1:{free_port()}"
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "--workers",
            str(workers),
            "--threads",
            "8",
            "--log-level",
            "error",
        ]
        command += ["--bind", address, "benchmarks.rush_page:application"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment)
        try:
            _wait(f"http://{address}")
            yield f"http://{address}", environment
        finally:
            server.terminate()
            server.wait(60)


def ours(address: str, number: int) -> Callable[[], int]:
    """Opens the page of the offer; gives what sends its form."""
    client = httpx.Client(base_url=address, timeout=120, headers=APART)
    page = client.get("/services/offers/ours/").text
    chosen = SESSION.search(page)
    if chosen is None:
        raise RuntimeError("the page of the offer has no session to choose")
    said = dict(FIELDS.findall(page)) | {"session": chosen.group(1), "seats": "1", "via": ""}
    said |= {"firm_name": f"Firm {number}", "firm_number": "0403.091.220", "email": f"firm-{number}@example.org"}
    headers = {"Referer": address}
    return lambda: client.post("/services/offers/ours/book/", data=said, headers=headers).status_code


def naive(address: str, number: int) -> Callable[[], int]:
    """Books without thinking of others."""
    client = httpx.Client(base_url=address, timeout=120, headers=APART | {"X-Number": str(number)})
    client.get("/health/live")
    return lambda: client.post("/naive/naive/").status_code


def rush(address: str, environment: dict[str, str], way: Callable[[str, int], Callable[[], int]], people: int) -> Rush:
    """Everybody asks at the same moment."""
    with ThreadPoolExecutor(10) as pool:
        asks = list(pool.map(lambda number: way(address, number), range(people)))
    start = threading.Barrier(people)

    def ask(send: Callable[[], int]) -> tuple[int, float]:
        start.wait()
        began = perf_counter()
        return send(), perf_counter() - began

    began = perf_counter()
    with ThreadPoolExecutor(people) as pool:
        found = list(pool.map(ask, asks))
    seconds = perf_counter() - began
    command = [sys.executable, "-m", "benchmarks.rush_site", "count"]
    told = subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True, text=True)
    booked = json.loads(told.stdout.splitlines()[-1])[way.__name__]
    return Rush(Counter(status for status, _time in found), booked, seconds, [time for _status, time in found])


def run(people: int = PEOPLE) -> str:
    """PostgreSQL with four workers, SQLite with two."""
    lines = [
        "| database, workers | way | seats booked of 20 | answers | bookings a second | 95th percentile |",
        "|---|---|--:|---|--:|--:|",
    ]
    if programs() is not None:
        with postgresql() as server, served(4, make_database(server, "rush")) as (address, environment):
            lines += [_line("PostgreSQL, 4", way, rush(address, environment, way, people)) for way in (ours, naive)]
    with served(2) as (address, environment):
        lines += [_line("SQLite, 2", way, rush(address, environment, way, people)) for way in (ours, naive)]
    return f"{people} people ask for one of the last {SEATS} seats at the same moment.\n\n" + "\n".join(lines)


def _line(where: str, way: Callable[..., object], found: Rush) -> str:
    answers = ", ".join(f"{status}: {many}" for status, many in sorted(found.answers.items()))
    rate = found.booked / found.seconds
    return f"| {where} | {way.__name__} | {found.booked} | {answers} | {rate:.0f} | {found.late * 1000:.0f} ms |"
