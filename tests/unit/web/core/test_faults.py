"""When the data is out of reach, a page says so and nothing more, and the log has one line."""

import errno
import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from tests.unit.web.core.cast import person

from beffroi.web.core.faults import DataAwayMiddleware, Fault, fault_of
from beffroi.web.core.models import Notification

INSIDE = "connection to server at db.internal failed for user beffroi"


def answer(error: Exception, **headers: str) -> Any:
    request = RequestFactory().get("/account/", headers=headers)
    request.user = AnonymousUser()
    return DataAwayMiddleware(lambda _request: HttpResponse()).process_exception(request, error)


def test_the_page_says_when_to_come_back_and_leaks_nothing() -> None:
    page = answer(OperationalError(INSIDE))
    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert b"db.internal" not in page.content and b"away for a moment" in page.content


def test_programs_get_the_same_as_json() -> None:
    page = answer(OperationalError(INSIDE), accept="application/json")
    assert page.status_code == 503 and page["Content-Type"] == "application/json"
    assert b"Try again in 30 seconds" in page.content


def test_other_faults_are_left_to_the_page_of_faults() -> None:
    assert answer(ValueError()) is None
    assert answer(DatabaseError()) is None
    try:
        raise RuntimeError from OperationalError()
    except RuntimeError as error:
        assert fault_of(error) is Fault.AWAY


@pytest.mark.django_db
def test_a_view_that_meets_an_absent_database_answers_503(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.force_login(person())

    def away(*_args: Any, **_kwargs: Any) -> None:
        raise OperationalError(INSIDE)

    monkeypatch.setattr(Notification.objects, "filter", away)
    answer = client.get("/notifications/")
    assert answer.status_code == 503 and b"db.internal" not in answer.content


@pytest.mark.django_db
def test_a_database_that_is_away_before_the_view_is_reached_answers_503_too(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(person())

    def away(*_args: Any, **_kwargs: Any) -> None:
        raise OperationalError(INSIDE)

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", away)
    answer = client.get("/notifications/")
    assert answer.status_code == 503 and answer["Retry-After"] == "30" and b"db.internal" not in answer.content


def sqlite_error(folder: Path, *statements: str) -> OperationalError:
    """What SQLite itself says, as Django hands it on."""
    connection = sqlite3.connect(folder / "small.sqlite3")
    try:
        for statement in statements:
            connection.execute(statement)
    except sqlite3.Error as cause:
        error = OperationalError(str(cause))
        error.__cause__ = cause
        return error
    finally:
        connection.close()
    raise AssertionError("nothing was refused")


@pytest.mark.parametrize(
    ("statements", "fault"),
    [
        (("PRAGMA max_page_count = 2", "CREATE TABLE t (b)", "INSERT INTO t VALUES (zeroblob(100000))"), Fault.FULL),
        (("PRAGMA query_only = 1", "CREATE TABLE t (b)"), Fault.READ_ONLY),
        (("SELECT * FROM nowhere",), Fault.UNPREPARED),
        (("this is no statement",), Fault.AWAY),
    ],
)
def test_sqlite_is_understood_by_its_own_numbers(tmp_path: Path, statements: tuple[str, ...], fault: Fault) -> None:
    assert fault_of(sqlite_error(tmp_path, *statements)) is fault


def test_a_file_that_is_no_database_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "small.sqlite3").write_text("a letter to somebody " * 100)
    assert fault_of(sqlite_error(tmp_path, "SELECT * FROM sqlite_master")) is Fault.DAMAGED


@pytest.mark.parametrize(
    ("number", "fault"), [(errno.ENOSPC, Fault.FULL), (errno.EROFS, Fault.READ_ONLY), (errno.ENOENT, None)]
)
def test_a_file_that_finds_no_space_says_the_same(number: int, fault: Fault | None) -> None:
    assert fault_of(OSError(number, "said by the system")) is fault


@contextmanager
def listening(caplog: pytest.LogCaptureFixture) -> Iterator[list[logging.LogRecord]]:
    with caplog.at_level(logging.INFO):
        caplog.clear()
        yield caplog.records


@pytest.mark.django_db
def test_a_full_disk_is_named_in_the_page_and_in_one_line_of_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    full = sqlite_error(
        tmp_path, "PRAGMA max_page_count = 2", "CREATE TABLE t (b)", "INSERT INTO t VALUES (zeroblob(100000))"
    )
    client = Client(raise_request_exception=False)
    client.force_login(person())

    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise full

    monkeypatch.setattr(Notification.objects, "filter", refuse)
    with listening(caplog) as lines:
        answer = client.get("/notifications/")
    assert answer.status_code == 503 and b"The disk of the site is full" in answer.content
    assert [json.loads(json.dumps(line.msg, default=str)).get("fault") for line in lines] == ["disk_full"]
