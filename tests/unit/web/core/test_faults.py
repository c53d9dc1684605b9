"""When the database is away, a page says so and nothing more."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from tests.unit.web.core.cast import person

from beffroi.web.core.faults import DatabaseAwayMiddleware, is_away
from beffroi.web.core.models import Notification

INSIDE = "connection to server at db.internal failed for user beffroi"


def answer(error: Exception, **headers: str) -> Any:
    request = RequestFactory().get("/account/", headers=headers)
    request.user = AnonymousUser()
    return DatabaseAwayMiddleware(lambda _request: HttpResponse()).process_exception(request, error)


def test_the_page_says_when_to_come_back_and_leaks_nothing() -> None:
    page = answer(OperationalError(INSIDE))
    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert b"db.internal" not in page.content and b"away for a moment" in page.content


def test_programs_get_the_same_as_json() -> None:
    page = answer(OperationalError(INSIDE), accept="application/json")
    assert page.status_code == 503 and page["Content-Type"] == "application/json"
    assert b"try again in 30 seconds" in page.content


def test_other_faults_are_left_to_the_page_of_faults() -> None:
    assert answer(ValueError()) is None
    assert answer(DatabaseError()) is None
    try:
        raise RuntimeError from OperationalError()
    except RuntimeError as error:
        assert is_away(error)


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
