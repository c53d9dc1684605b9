"""A server whose bytes never stop dripping is given up in time, and what it sent is not lost."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from beffroi.analytics.errors import InputError
from beffroi.sources.http import Patience, Request, Server
from beffroi.sources.partial import Partial
from beffroi.sources.watch import Watch

BODY = b"figures " * 125
ENDED = r"^Eurostat: the answer was not whole after 0\.4 seconds .* longer; run the command again, which "


@pytest.fixture
def server(replayer: Any, waits: list[float]) -> Iterator[Server]:
    short = Patience(connect=2.0, read=2.0, overall=0.4, attempts=3, sleep=waits.append)
    with Server("Eurostat", replayer.base, "SETTING", "nothing changes", short) as made:
        yield made


def ask(server: Server, folder: Path, **more: Any) -> Request[bytes]:
    return Request(f"{server.base}/data", bytes, Partial(folder, "table"), **more)


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 200, "body": BODY, "drip": 0.02},
        {"status": 200, "body": BODY, "drip": 0.02, "announce": False},
        {"status": 200, "drip_headers": 0.02},
        {"status": 500, "body": BODY, "drip": 0.02},
    ],
    ids=["body", "body without length", "headers", "reason of a refusal"],
)
def test_bytes_that_drip_for_ever_are_given_up(
    server: Server, replayer: Any, reply: Any, tmp_path: Path, waits: list[float], answer: dict[str, Any]
) -> None:
    replayer.will(reply(**answer))
    began = time.monotonic()
    with pytest.raises(InputError, match=ENDED + r"begins anew, nothing changes\.$"):
        server.get(ask(server, tmp_path / "partial"))
    assert 0.3 < time.monotonic() - began < 2
    assert len(replayer.asked) == 1
    assert waits == []
    assert list(tmp_path.iterdir()) == []


def test_a_connection_that_is_used_again_is_watched_too(
    server: Server, replayer: Any, reply: Any, tmp_path: Path
) -> None:
    replayer.will(reply(200, b"first"), reply(200, drip_headers=0.02))
    assert server.get(ask(server, tmp_path)).content == b"first"
    began = time.monotonic()
    with pytest.raises(InputError, match=ENDED):
        server.get(ask(server, tmp_path))
    assert time.monotonic() - began < 2


def test_what_dripped_in_is_not_asked_for_again(server: Server, replayer: Any, reply: Any, tmp_path: Path) -> None:
    replayer.will(reply(200, BODY, {"ETag": '"a"'}, drip=0.02))
    with pytest.raises(InputError, match=ENDED + r"goes on where this one ended, nothing changes\.$"):
        server.get(ask(server, tmp_path))
    received = (tmp_path / "table.part").stat().st_size
    assert 0 < received < len(BODY)
    replayer.will(reply(200, BODY, {"ETag": '"a"'}, ranges=True))
    assert server.get(ask(server, tmp_path)).content == BODY
    assert replayer.asked[-1][1]["Range"] == f"bytes={received}-"


def test_the_waits_between_attempts_count_too(replayer: Any, reply: Any, tmp_path: Path) -> None:
    replayer.will(reply(503))
    busy = Patience(connect=2.0, read=2.0, overall=0.2, attempts=50, sleep=lambda _: time.sleep(0.15))
    with (
        Server("Eurostat", replayer.base, "SETTING", "nothing changes", busy) as server,
        pytest.raises(InputError, match=r"not whole after 0\.2 seconds"),
    ):
        server.get(ask(server, tmp_path))
    assert 1 <= len(replayer.asked) <= 3


def test_nothing_of_the_watch_is_left_when_an_answer_came_in_time(
    server: Server, replayer: Any, reply: Any, tmp_path: Path
) -> None:
    replayer.will(reply(200, b"figures"))
    before = threading.active_count()
    for _ in range(3):
        assert server.get(ask(server, tmp_path)).content == b"figures"
    assert threading.active_count() <= before + 1  # the one that serves the connection
    time.sleep(0.5)
    assert server.get(ask(server, tmp_path)).content == b"figures"


def test_a_connection_made_after_the_end_is_shut_at_once() -> None:
    ours, theirs = socket.socketpair()

    class Stream:
        def get_extra_info(self, _name: str) -> socket.socket:
            return ours

    watch = Watch(0.01)
    with ours, theirs, watch.running():
        time.sleep(0.1)
        assert watch.over
        ours.settimeout(1)
        watch.trace("http11.receive_response_body.complete", {"return_value": None})
        watch.trace("connection.connect_tcp.complete", {"return_value": Stream()})
        assert ours.recv(1) == b""


@pytest.mark.parametrize("head", [{"Content-Encoding": "gzip", "ETag": '"a"'}, {"Content-Encoding": "gzip"}])
def test_a_broken_compressed_answer_leaves_nothing(
    server: Server, replayer: Any, reply: Any, tmp_path: Path, head: dict[str, str]
) -> None:
    broken = bytearray(gzip.compress(bytes(range(256)) * 400))
    broken[40:60] = b"\xff" * 20
    replayer.will(reply(200, bytes(broken), head))
    with pytest.raises(InputError, match="the answer cannot be read"):
        server.get(ask(server, tmp_path / "partial"))
    assert list(tmp_path.iterdir()) == []


def test_a_cut_answer_that_nothing_confirms_leaves_nothing(
    server: Server, replayer: Any, reply: Any, tmp_path: Path
) -> None:
    replayer.will(reply(200, BODY, cut=100))
    with pytest.raises(InputError, match=r"cut off|broke off"):
        server.get(ask(server, tmp_path / "partial"))
    assert list(tmp_path.iterdir()) == []
