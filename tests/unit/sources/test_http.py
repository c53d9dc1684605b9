"""The client against a server that is busy, slow, cut off, moved, gone, or simply answers."""

import socket
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from beffroi.analytics.errors import InputError
from beffroi.sources.headers import retry_after
from beffroi.sources.http import Patience, Request, Server, Validators
from beffroi.sources.observations import IncompleteError, NotReadyError
from beffroi.sources.partial import Partial

BODY = b"".join(b"line %d of a long answer\n" % number for number in range(2000))


@pytest.fixture
def server(replayer: Any, patience: Patience) -> Iterator[Server]:
    with Server(
        "Eurostat", replayer.base, "BEFFROI_EUROSTAT_URL", "the built-in figures stay in force", patience
    ) as it:
        yield it


def ask(server: Server, folder: Path, **more: Any) -> Request[bytes]:
    more.setdefault("read", bytes)
    return Request(f"{server.base}/data", partial=Partial(folder, "table"), **more)


def test_an_answer_comes_whole_with_its_validators(server: Server, replayer: Any, reply: Any, tmp_path: Path) -> None:
    replayer.will(reply(200, BODY, {"ETag": '"a"', "Last-Modified": "Mon, 05 Oct 2026 21:00:00 GMT"}))
    heard: list[tuple[int, int | None]] = []
    answer = server.get(ask(server, tmp_path / "partial", progress=lambda got, total: heard.append((got, total))))
    assert answer.content == BODY
    assert answer.validators == Validators('"a"', "Mon, 05 Oct 2026 21:00:00 GMT")
    assert heard[-1] == (len(BODY), len(BODY))
    assert list(tmp_path.iterdir()) == []


def test_what_is_known_is_asked_for_conditionally(server: Server, replayer: Any, reply: Any, tmp_path: Path) -> None:
    replayer.will(reply(304))
    known = Validators('"a"', "Mon, 05 Oct 2026 21:00:00 GMT")
    answer = server.get(ask(server, tmp_path, known=known))
    assert answer.content is None
    assert answer.validators == known
    sent = replayer.asked[0][1]
    assert sent["If-None-Match"] == '"a"'
    assert sent["If-Modified-Since"] == "Mon, 05 Oct 2026 21:00:00 GMT"


def test_a_304_that_nobody_asked_for_is_refused(server: Server, replayer: Any, reply: Any, tmp_path: Path) -> None:
    replayer.will(reply(304))
    with pytest.raises(InputError, match="304 to a question without condition"):
        server.get(ask(server, tmp_path))


def test_a_busy_server_is_asked_again_after_the_wait_it_wants(
    server: Server, replayer: Any, reply: Any, tmp_path: Path, waits: list[float]
) -> None:
    replayer.will(reply(429, headers={"Retry-After": "7"}), reply(500), reply(200, b"figures"))
    assert server.get(ask(server, tmp_path)).content == b"figures"
    assert waits[0] == 7.0
    assert 1.0 <= waits[1] <= 1.5


def test_a_wait_beyond_our_patience_is_not_cut_short(
    server: Server, replayer: Any, reply: Any, tmp_path: Path, waits: list[float]
) -> None:
    replayer.will(reply(429, headers={"Retry-After": "3600"}))
    with pytest.raises(InputError, match=r"asks to wait 3600 seconds; try again then, the built-in figures stay"):
        server.get(ask(server, tmp_path))
    assert waits == []
    assert len(replayer.asked) == 1


def test_a_server_that_stays_out_of_order_is_given_up(
    server: Server, replayer: Any, reply: Any, tmp_path: Path, waits: list[float]
) -> None:
    replayer.will(reply(503, b"<html>maintenance</html>"))
    with pytest.raises(InputError, match=r"status 503, 3 times in a row; try again later"):
        server.get(ask(server, tmp_path))
    assert len(replayer.asked) == 3
    assert len(waits) == 2


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (
            400,
            b'{"error": [{"status": 400, "id": 150, "label": "INVALID_QUERY_DIMENSION: \\"AGES\\" is not defined"}]}',
            'status 400 (INVALID_QUERY_DIMENSION: "AGES" is not defined)',
        ),
        (
            404,
            b'{"error": [{"status": 404, "id": 100, "label": "ERR_NOT_FOUND_4: X is not available"}]}',
            "status 404 (ERR_NOT_FOUND_4: X is not available)",
        ),
        (
            413,
            b'<?xml version="1.0"?><S:Fault xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><faultcode>413'
            b"</faultcode><faultstring>EXTRACTION_TOO_BIG: please change your filters</faultstring></S:Fault>",
            "status 413 (EXTRACTION_TOO_BIG: please change your filters)",
        ),
        (403, b"<html>no</html>", "status 403 (Forbidden)"),
    ],
)
def test_a_refusal_is_one_sentence_with_the_reason(
    server: Server, replayer: Any, reply: Any, tmp_path: Path, status: int, body: bytes, said: str
) -> None:
    replayer.will(reply(status, body))
    with pytest.raises(InputError) as caught:
        server.get(ask(server, tmp_path))
    assert (
        str(caught.value) == f"Eurostat refused the query with {said}"[:-1] + "); the built-in figures stay in force."
    )
    assert len(replayer.asked) == 1


def test_an_extraction_in_preparation_is_asked_for_again(
    server: Server, replayer: Any, reply: Any, tmp_path: Path, waits: list[float]
) -> None:
    body = b'{"warning": {"status": 413, "label": "ASYNCHRONOUS_RESPONSE. Your request will be treated later."}}'
    replayer.will(reply(413, body), reply(200, b"figures"))
    assert server.get(ask(server, tmp_path)).content == b"figures"
    assert len(waits) == 1


def test_a_moved_server_names_the_setting(server: Server, replayer: Any, reply: Any, tmp_path: Path) -> None:
    replayer.will(reply(301, headers={"Location": "https://elsewhere.example/api"}))
    with pytest.raises(InputError, match=r"has moved to https://elsewhere\.example/api; set BEFFROI_EUROSTAT_URL"):
        server.get(ask(server, tmp_path))


def test_a_slow_server_is_a_time_out_and_not_a_wait_for_ever(
    replayer: Any, reply: Any, tmp_path: Path, waits: list[float]
) -> None:
    replayer.will(reply(200, b"late", wait=True))
    quick = Patience(connect=2.0, read=0.1, attempts=2, sleep=waits.append)
    began = time.monotonic()
    with (
        Server("Eurostat", replayer.base, "SETTING", "nothing changes", quick) as server,
        pytest.raises(InputError, match=r"no answer in time, 2 times in a row"),
    ):
        server.get(ask(server, tmp_path))
    assert time.monotonic() - began < 5


def test_nobody_at_the_address_is_one_sentence(patience: Patience, tmp_path: Path, waits: list[float]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{taken.getsockname()[1]}"
    with (
        Server("Eurostat", base, "BEFFROI_EUROSTAT_URL", "the built-in figures stay in force", patience) as server,
        pytest.raises(InputError, match=r"cannot be reached at .*refused.*; the built-in figures stay in force\.$"),
    ):
        server.get(ask(server, tmp_path))
    assert waits == []


def test_a_cut_download_goes_on_where_it_ended(server: Server, replayer: Any, reply: Any, tmp_path: Path) -> None:
    head = {"ETag": '"a"'}
    replayer.will(reply(200, BODY, head, cut=20000), reply(200, BODY, head, ranges=True))
    assert server.get(ask(server, tmp_path)).content == BODY
    sent = replayer.asked[1][1]
    assert sent["Range"] == "bytes=20000-"
    assert sent["If-Range"] == '"a"'


def test_a_cut_download_goes_on_in_a_later_run(server: Server, replayer: Any, reply: Any, tmp_path: Path) -> None:
    replayer.will(reply(200, BODY, {"ETag": '"a"'}, cut=20000), reply(400))
    with pytest.raises(InputError, match="refused"):
        server.get(ask(server, tmp_path))
    replayer.will(reply(200, BODY, {"ETag": '"a"'}, ranges=True))
    assert server.get(ask(server, tmp_path)).content == BODY
    assert replayer.asked[-1][1]["Range"] == "bytes=20000-"


@pytest.mark.parametrize("head", [{"ETag": '"b"'}, {"ETag": 'W/"a"'}, {}])
def test_a_download_that_cannot_go_on_begins_anew(
    server: Server, replayer: Any, reply: Any, tmp_path: Path, head: dict[str, str]
) -> None:
    other = BODY[::-1]
    first = {"ETag": '"a"'} if head == {"ETag": '"b"'} else head
    replayer.will(reply(200, BODY, first, cut=20000), reply(200, other, head, ranges=True))
    assert server.get(ask(server, tmp_path)).content == other


def test_a_rest_that_does_not_fit_is_not_glued_on(server: Server, replayer: Any, reply: Any, tmp_path: Path) -> None:
    wrong = reply(206, BODY[100:], {"Content-Range": f"bytes 100-{len(BODY) - 1}/{len(BODY)}"})
    replayer.will(reply(200, BODY, {"ETag": '"a"'}, cut=20000), wrong, reply(200, BODY))
    assert server.get(ask(server, tmp_path)).content == BODY
    assert "Range" not in replayer.asked[2][1]


def test_a_rest_that_is_gone_begins_anew(server: Server, replayer: Any, reply: Any, tmp_path: Path) -> None:
    replayer.will(reply(200, BODY, {"ETag": '"a"'}, cut=20000), reply(416), reply(200, b"new"))
    assert server.get(ask(server, tmp_path)).content == b"new"


@pytest.mark.parametrize("error", [IncompleteError("the JSON is cut off"), NotReadyError("submitted")])
def test_an_answer_that_reads_as_unfinished_is_asked_for_again(
    server: Server, replayer: Any, reply: Any, tmp_path: Path, error: Exception
) -> None:
    def read(content: bytes) -> bytes:
        if content == b"half":
            raise error
        return content

    replayer.will(reply(200, b"half", announce=False), reply(200, b"whole"))
    assert server.get(ask(server, tmp_path, read=read)).content == b"whole"
    replayer.will(reply(200, b"half", announce=False))
    with pytest.raises(InputError, match="3 times in a row"):
        server.get(ask(server, tmp_path, read=read))
    assert list(tmp_path.glob("*")) == []


def test_an_answer_whose_end_nothing_shows_is_not_trusted(
    server: Server, replayer: Any, reply: Any, tmp_path: Path
) -> None:
    replayer.will(reply(200, b"a,b\n1,2\n", announce=False))
    with pytest.raises(InputError, match="nothing shows where the answer ends, 3 times in a row"):
        server.get(ask(server, tmp_path / "partial", shows_its_end=False))
    replayer.will(reply(200, b"a,b\n1,2\n"))
    assert server.get(ask(server, tmp_path / "partial", shows_its_end=False)).content == b"a,b\n1,2\n"
    assert list(tmp_path.iterdir()) == []


def test_an_answer_in_chunks_that_breaks_off_is_noticed(
    server: Server, replayer: Any, reply: Any, tmp_path: Path
) -> None:
    whole = b"8\r\na,b\n1,2\n\r\n0\r\n\r\n"
    head = {"Transfer-Encoding": "chunked"}
    replayer.will(reply(200, whole[:13], head, announce=False), reply(200, whole, head, announce=False))
    assert server.get(ask(server, tmp_path, shows_its_end=False)).content == b"a,b\n1,2\n"
    assert len(replayer.asked) == 2


@pytest.mark.parametrize("announce", [True, False])
def test_more_than_we_take_is_refused(
    replayer: Any, reply: Any, tmp_path: Path, announce: bool, waits: list[float]
) -> None:
    replayer.will(reply(200, b"x" * 2_100_000, announce=announce))
    small = Patience(attempts=2, most_bytes=2_000_000, sleep=waits.append)
    with (
        Server("Eurostat", replayer.base, "SETTING", "nothing changes", small) as server,
        pytest.raises(InputError, match="larger than 2 MB"),
    ):
        server.get(ask(server, tmp_path / "partial"))
    assert list(tmp_path.iterdir()) == []


def test_proxies_of_the_environment_do_not_come_between_us_and_this_machine(
    replayer: Any, reply: Any, patience: Patience, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    replayer.will(reply(200, b"figures"))
    with Server("Eurostat", replayer.base, "SETTING", "nothing changes", patience) as server:
        assert server.get(ask(server, tmp_path)).content == b"figures"


@pytest.mark.parametrize("base", ["ftp://a.example", "nonsense", "https://", "http://a.example", "https://a:port"])
def test_an_address_that_cannot_be_used_is_refused(base: str, patience: Patience) -> None:
    with pytest.raises(InputError, match=r"^SETTING: .*https://\.$"):
        Server("Eurostat", base, "SETTING", "nothing changes", patience)


def test_a_proxy_that_cannot_be_used_is_one_sentence(patience: Patience, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "gopher://a.example")
    with pytest.raises(InputError, match="the proxy named in the environment cannot be used"):
        Server("Eurostat", "https://a.example", "SETTING", "nothing changes", patience)


def test_a_folder_that_cannot_be_written_is_one_sentence(
    server: Server, replayer: Any, reply: Any, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    replayer.will(reply(200, b"figures"))
    with pytest.raises(InputError, match="cannot be written"):
        server.get(ask(server, tmp_path / "file"))


def test_a_date_to_wait_for_becomes_seconds() -> None:
    seconds = retry_after(formatdate(time.time() + 20, usegmt=True))
    assert seconds is not None
    assert 15 < seconds <= 20
