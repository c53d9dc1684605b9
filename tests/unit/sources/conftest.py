"""A server on loopback that replays prepared answers, and answers in the formats of the real sources."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from beffroi.sources.http import Patience


@dataclass
class Reply:
    """One prepared answer.

    `cut` ends the connection after so many bytes, `announce` states the length, `ranges` answers a Range whose
    If-Range fits, and `wait` says nothing until the test is over. `drip` sends the body byte by byte with so many
    seconds between them, `drip_headers` never comes to the end of its headers in the same way.
    """

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    announce: bool = True
    ranges: bool = False
    wait: bool = False
    drip: float = 0.0
    drip_headers: float = 0.0

    def part(self, asked: Message) -> "Reply":
        """The answer itself, or the rest that a Range asks for."""
        wanted = asked.get("Range", "")
        if not self.ranges or not wanted or asked.get("If-Range") != self.headers.get("ETag"):
            return self
        start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        last = len(self.body) - 1
        return Reply(206, self.body[start:], {**self.headers, "Content-Range": f"bytes {start}-{last}/{last + 1}"})


class Listener(ThreadingHTTPServer):
    """A server that says nothing about clients who hang up."""

    daemon_threads = True
    block_on_close = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that gave up is part of the tests."""


class Replayer:
    """Plays its replies in order, the last one again and again, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Message]] = []
        self._replies: list[Reply] = []
        self._over = threading.Event()
        self._lock = threading.Lock()
        replayer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                replayer.play(self)

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing on the screen."""

        self._listener = Listener(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._listener.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._listener.server_address[1]}"

    def will(self, *replies: Reply) -> None:
        """Answer so from now on."""
        with self._lock:
            self._replies = list(replies)

    def play(self, handler: BaseHTTPRequestHandler) -> None:
        with self._lock:
            self.asked.append((handler.path, handler.headers))
            found = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if found.wait:
            self._over.wait(10)
            handler.close_connection = True
            return
        if found.drip_headers:
            self._drip(handler, b"HTTP/1.1 200 OK\r\nX-Filler: " + b"x" * 1000, found.drip_headers)
            return
        reply = found.part(handler.headers)
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if reply.announce and reply.status != 304:
            handler.send_header("Content-Length", str(len(reply.body)))
        if reply.cut is not None or not reply.announce:
            handler.send_header("Connection", "close")
            handler.close_connection = True
        handler.end_headers()
        if reply.status != 304 and found.drip:
            self._drip(handler, reply.body, found.drip)
        elif reply.status != 304:
            handler.wfile.write(reply.body[: reply.cut])

    def _drip(self, handler: BaseHTTPRequestHandler, content: bytes, seconds: float) -> None:
        for at in range(len(content)):
            if self._over.wait(seconds):
                break
            handler.wfile.write(content[at : at + 1])
        handler.close_connection = True

    def close(self) -> None:
        self._over.set()
        self._listener.shutdown()
        self._listener.server_close()
        self._thread.join()


@pytest.fixture
def replayer() -> Iterator[Replayer]:
    server = Replayer()
    yield server
    server.close()


@pytest.fixture
def reply() -> Callable[..., Reply]:
    return Reply


@pytest.fixture
def waits() -> list[float]:
    """The waits between attempts: noted, not waited."""
    return []


@pytest.fixture
def patience(waits: list[float]) -> Patience:
    return Patience(connect=2.0, read=2.0, attempts=3, first_wait=0.5, longest_wait=60.0, sleep=waits.append)


Cells = dict[tuple[str, ...], tuple[float | None, str]]


def written(dataset: str, dimensions: dict[str, list[str]], cells: Cells) -> bytes:
    """JSON-stat 2.0 as the statistics API writes it: values and statuses by position, the last dimension fastest."""
    value: dict[str, float] = {}
    status: dict[str, str] = {}
    for key, (published, mark) in cells.items():
        at = 0
        for codes, code in zip(dimensions.values(), key, strict=True):
            at = at * len(codes) + codes.index(code)
        if published is not None:
            value[str(at)] = published
        if mark:
            status[str(at)] = mark
    said = {
        "version": "2.0",
        "class": "dataset",
        "label": f"Figures of {dataset}",
        "source": "ESTAT",
        "updated": "2026-10-05T23:00:00+0200",
        "value": value,
        "status": status,
        "id": list(dimensions),
        "size": [len(codes) for codes in dimensions.values()],
        "dimension": {
            name: {
                "label": name,
                "category": {
                    "index": {code: at for at, code in enumerate(codes)},
                    "label": {code: f"Label of {code}" for code in codes},
                },
            }
            for name, codes in dimensions.items()
        },
        "extension": {"lang": "EN", "id": dataset.upper(), "agencyId": "ESTAT", "version": "1.0"},
    }
    return json.dumps(said).encode()


@pytest.fixture
def jsonstat() -> Callable[[str, dict[str, list[str]], Cells], bytes]:
    return written


@pytest.fixture
def gdp() -> bytes:
    """GDP in two units, seven places (one a union of others, one of NUTS 3) and two years: ten cells."""
    dimensions = {
        "freq": ["A"],
        "unit": ["EUR_HAB", "MIO_EUR"],
        "geo": ["EU27_2020", "EA20", "BE", "BE3", "BE35", "BE352", "FRE1"],
        "time": ["2022", "2023"],
    }
    cells: Cells = {
        ("A", "EUR_HAB", "EU27_2020", "2022"): (35600, ""),
        ("A", "EUR_HAB", "EA20", "2022"): (38900, ""),
        ("A", "EUR_HAB", "BE", "2022"): (47500, ""),
        ("A", "EUR_HAB", "BE3", "2022"): (30003, ""),
        ("A", "EUR_HAB", "BE3", "2023"): (36500, "p"),
        ("A", "EUR_HAB", "BE35", "2023"): (None, "|C"),
        ("A", "EUR_HAB", "BE352", "2023"): (29100, ""),
        ("A", "MIO_EUR", "BE", "2023"): (584000, "p"),
        ("A", "MIO_EUR", "BE3", "2023"): (135000.5, "bp"),
        ("A", "MIO_EUR", "FRE1", "2023"): (178000, ""),
    }
    return written("nama_10r_3gdp", dimensions, cells)


@pytest.fixture
def sbs() -> bytes:
    """Persons employed in SDMX-CSV 1.0: one cell confidential, one of an aggregate that no table holds."""
    about = "ESTAT:SBS_R_NUTS06_R2(1.0),15/03/24 11:00:00,A"
    lines = [
        "DATAFLOW,LAST UPDATE,freq,nace_r2,indic_sb,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS",
        f"{about},C,V16110,BE32,2015,29871,,",
        f"{about},C21,V16110,BE32,2015,,,C",
        f"{about},B-N_S95_X_K,V16110,BE32,2015,250000,,",
        f"{about},C10,V16110,FR30,2015,46011,ed,",
    ]
    return ("\n".join(lines) + "\n").encode()
