"""The log says how each request went, under its id, and nothing about who asked or what they hold."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from logging.config import dictConfig
from pathlib import Path
from typing import Any

import pytest
import structlog
from django.test import Client

from beffroi.web.project.logs import logging_settings, without_personal_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def written() -> Iterator[StringIO]:
    """What goes to the log while a test runs, as production writes it."""
    stream = StringIO()
    before = structlog.get_config()
    described = logging_settings(as_json=True, level="INFO")
    described["handlers"]["stderr"]["stream"] = stream
    dictConfig(described)
    yield stream
    structlog.configure(**before)
    dictConfig(logging_settings(as_json=False, level="WARNING"))


def events(written: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_request_is_one_line_with_its_id_and_its_route(client: Client, written: StringIO) -> None:
    answer = client.get("/health/nothing", headers={"X-Request-ID": "from-the-proxy-1"})
    assert answer["X-Request-ID"] == "from-the-proxy-1"
    (line,) = [event for event in events(written) if event["event"] == "request"]
    assert line["request_id"] == "from-the-proxy-1"
    assert (line["method"], line["status"], line["route"]) == ("GET", 404, "no such address")
    assert line["milliseconds"] >= 0


@pytest.mark.parametrize("given", ["", "short", "a" * 65, "a b c d e f", "x\n12345678", "<script>"])
def test_an_id_that_is_not_sound_is_replaced(client: Client, given: str) -> None:
    answer = client.get("/health/live", headers={"X-Request-ID": given})
    assert len(answer["X-Request-ID"]) == 32
    assert answer["X-Request-ID"] != given


def test_neither_tokens_nor_names_nor_searches_are_logged(client: Client, written: StringIO) -> None:
    client.get("/account/password/reset/key/1a-secret-token/?email=person@home.example")
    client.get("/account/login/?next=/private-thing/&login=person@home.example", headers={"User-Agent": "mine"})
    text = written.getvalue()
    for secret in ("secret-token", "person", "home.example", "private-thing", "mine", "127.0.0.1"):
        assert secret not in text


def test_health_is_not_logged_while_all_is_well(client: Client, written: StringIO) -> None:
    client.get("/health/live")
    assert written.getvalue() == ""


def test_a_fault_is_logged_with_its_traceback_but_without_values(written: StringIO) -> None:
    try:
        password = "hunter2hunter2"  # noqa: S105
        raise ValueError(
            'duplicate key\nDETAIL:  Key (email)=(eve@home.example) already exists.\nfor "adam@home.example"'
        )
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error: /account/confirm/%s/", "tok-123")
    (line,) = events(written)
    assert "test_logs.py" in line["exception"]
    assert line["event"] == "Internal Server Error"
    for secret in (password, "eve@", "adam@", "tok-123"):
        assert secret not in written.getvalue()


def test_queries_and_mail_addresses_are_taken_out_of_every_text() -> None:
    event = {
        "event": "mail to <eve.x@home.example> refused",
        "url": "https://host/p?token=abc&x=1 gone",
        "count": 3,
    }
    cleaned = without_personal_data(None, "info", event)
    assert cleaned == {"event": "mail to <(address)> refused", "url": "https://host/p?… gone", "count": 3}


def test_the_log_of_the_place_is_not_a_file(tmp_path: Path) -> None:
    assert [handler["class"] for handler in logging_settings(True, "INFO")["handlers"].values()] == [
        "logging.StreamHandler"
    ]
