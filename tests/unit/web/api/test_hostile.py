"""The API asked by somebody who means it no good: every refusal has the one form, and a reader's rate is said."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.unit.web import cast
from tests.unit.web.access_table import TABLE

from beffroi.web.accounts.actions.tokens import make_token
from beffroi.web.project.api import ANONYMOUS

pytestmark = pytest.mark.django_db
PLAIN = [
    reverse(name, kwargs=line.arguments)
    for name, line in TABLE.items()
    if name.startswith("api:") and line.may
    if isinstance(line.arguments, dict)
]
LONG = "9" * 400
QUERIES = [
    f"page={LONG}",
    "page=1e5",
    "page=1&page=2",
    "q=%00",
    "q=%FF%FE",
    "q=%ED%A0%80",
    "year=" + LONG,
    "year=NaN",
    "region=%00",
    "regions=" + "BE3," * 90,
    "country=%C3%9F%00",
    "peers=%F0%9F%98%80",
    "name=%00",
    "%00=1",
    "a[b]=1",
]


def is_a_refusal(response: Any) -> bool:
    """Whether a refusal is one of the reader's, in the one form, with its reason."""
    told = response.json()
    return 400 <= response.status_code < 500 and set(told) == {"detail", "field"} and bool(told["detail"])


@pytest.mark.parametrize("address", PLAIN)
def test_no_query_makes_the_server_fail_or_leaves_without_a_reason(client: Client, address: str) -> None:
    for query in QUERIES:
        response = client.get(f"{address}?{query}")
        assert response.status_code == 200 or is_a_refusal(response), query


@pytest.mark.parametrize("address", [*PLAIN, "/api/v1/"])
def test_what_would_write_is_refused_in_the_one_form(address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    for method in ("post", "put", "patch", "delete"):
        response = getattr(client, method)(address, data=b"\x1f\x8b\xff{", content_type="application/json")
        assert is_a_refusal(response), method
        assert response.status_code == 405
    assert client.options(address)["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("address", PLAIN)
def test_head_is_get_without_the_body(client: Client, address: str) -> None:
    response, whole = client.head(address), client.get(address)
    assert (response.status_code, response.content) == (200, b"")
    assert response["Content-Type"] == whole["Content-Type"]


@pytest.mark.parametrize("path", ["", "%00", "territories/%FF", "figures/a.b", "evidence/%F0%9F%98%80", "a/b/c/d"])
def test_an_address_that_is_none_is_refused_in_the_one_form(client: Client, path: str) -> None:
    response = client.get(f"/api/v1/{path}")
    assert is_a_refusal(response)
    assert response.status_code in {404, 422}


def test_a_page_after_the_last_leads_back_to_the_last(client: Client) -> None:
    far = client.get("/api/v1/territories?page=100000&size=200").json()
    assert (far["items"], far["next"]) == ([], None)
    back = client.get(far["previous"]).json()
    assert back["items"]
    assert back["next"] is None


def test_a_parameter_given_twice_is_told(client: Client) -> None:
    response = client.get("/api/v1/territories?lang=en&lang=fr")
    assert (response.status_code, response.json()["field"]) == (422, "lang")


def test_every_answer_says_how_the_rate_stands(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(ANONYMOUS, "num_requests", 3)
    monkeypatch.setattr(ANONYMOUS, "duration", 60)
    answers = [client.get(f"/api/v1/territories/{code}") for code in ("BE3", "nowhere", "BE2", "BE3")]
    cache.clear()
    assert [answer.status_code for answer in answers] == [200, 404, 200, 429]
    assert [answer["RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]
    assert {answer["RateLimit-Limit"] for answer in answers} == {"3"}
    assert all(1 <= int(answer["RateLimit-Reset"]) <= 60 for answer in answers)
    assert answers[-1]["Retry-After"] == answers[-1]["RateLimit-Reset"]
    assert is_a_refusal(answers[-1])


def test_to_try_tokens_counts_as_reading(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(ANONYMOUS, "num_requests", 2)
    tried = [f"Bearer {'x' * length}" for length in (1, 9000)] + ["Basic abc"]
    answers = [client.get("/api/v1/territories/BE3", headers={"Authorization": one}) for one in tried]
    cache.clear()
    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert answers[0]["WWW-Authenticate"] == "Bearer"
    assert all(is_a_refusal(answer) for answer in answers)


def test_what_a_token_opens_is_kept_by_no_shared_cache(client: Client) -> None:
    secret = make_token(actor=cast.person("Ana"), name="x", expires_on=timezone.localdate() + timedelta(days=1))
    response = client.get("/api/v1/figures", headers={"Authorization": f"Bearer {secret}"})
    assert response["Cache-Control"] == "private"
    assert "Authorization" in response["Vary"]


@pytest.mark.parametrize(
    ("address", "field", "english", "french"),
    [
        ("territories?page=x", "page", "give a whole number.", "donnez un nombre entier."),
        ("territories?page=0", "page", "give 1 or more.", "donnez 1 ou plus."),
        ("territories?size=1.5", "size", "give a whole number.", "donnez un nombre entier."),
        ("territories?size=500", "size", "give 200 or less.", "donnez 200 ou moins."),
        ("territories?country=BELGIUM", "country", "give at most 2 characters.", "donnez au plus 2 caractères."),
        ("territories?level=x", "level", "give one of these: '', ", "donnez une de ces valeurs\u00a0: '', "),
        ("figures/a%20b", "series", "it has another form", "la forme est autre"),
    ],
)
def test_a_parameter_that_is_not_taken_is_refused_in_our_words_in_both_languages(
    client: Client, address: str, field: str, english: str, french: str
) -> None:
    for language, words in (("en", english), ("fr", french)):
        answer = client.get(f"/api/v1/{address}", headers={"accept-language": language})
        assert answer.status_code == 422
        assert answer.json()["detail"].startswith(f"{field}: {words}"), answer.json()
        assert answer.json()["field"] == field
