"""Tokens of the API: shown once, good until their day, refused with a reason."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.unit.web import cast

from beffroi.web.accounts.actions.tokens import make_token, revoke_token
from beffroi.web.accounts.models import ApiToken, Person
from beffroi.web.core.api import Rate
from beffroi.web.core.models import AuditEntry

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/territories/BE3"


@pytest.fixture
def person() -> Person:
    return cast.person("Ana")


@pytest.fixture
def secret(person: Person) -> str:
    return make_token(actor=person, name="notebook", expires_on=timezone.localdate() + timedelta(days=1))


def asked(client: Client, secret: str) -> Any:
    return client.get(ADDRESS, headers={"Authorization": f"Bearer {secret}"})


def test_a_token_opens_and_its_use_is_noted_once_a_day(client: Client, secret: str) -> None:
    assert asked(client, secret).status_code == 200
    assert ApiToken.objects.get().last_used_on == timezone.localdate()
    rows = AuditEntry.objects.count()
    assert asked(client, secret).status_code == 200
    assert AuditEntry.objects.count() == rows


def test_only_a_digest_is_kept(secret: str) -> None:
    assert secret not in str(ApiToken.objects.values().get())
    assert not any(secret in str(row) for row in AuditEntry.objects.values())


@pytest.mark.parametrize(("change", "word"), [("expire", "expired"), ("revoke", "revoked"), ("close", "closed")])
def test_a_token_that_is_no_longer_good_says_why(
    client: Client, person: Person, secret: str, change: str, word: str
) -> None:
    token = ApiToken.objects.get()
    if change == "expire":
        ApiToken.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    elif change == "revoke":
        revoke_token(actor=person, token=token)
    else:
        Person.objects.update(is_active=False)
    response = asked(client, secret)
    assert response.status_code == 401
    assert word in response.json()["detail"]


def with_password(person: Person) -> Client:
    """A client in which the person has just typed the password."""
    client = cast.signed_in(person)
    client.post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})
    return client


def test_the_page_shows_the_secret_once(person: Person) -> None:
    client = with_password(person)
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    made = client.post("/account/tokens/", {"name": "laptop", "scope": "read", "expires_on": day})
    assert "beffroi_" in made.content.decode()
    assert "beffroi_" not in client.get("/account/tokens/").content.decode()


def test_a_day_beyond_a_year_is_refused_at_the_field(person: Person) -> None:
    client = with_password(person)
    day = (timezone.localdate() + timedelta(days=800)).isoformat()
    response = client.post("/account/tokens/", {"name": "laptop", "scope": "read", "expires_on": day})
    assert "a year from now" in response.content.decode()
    assert not ApiToken.objects.exists()


def test_another_persons_token_is_not_there(client: Client, secret: str) -> None:
    client.force_login(cast.person("Bo"), backend=settings.AUTHENTICATION_BACKENDS[-1])
    assert client.post(f"/account/tokens/{ApiToken.objects.get().pk}/revoke/").status_code == 404
    assert ApiToken.objects.get().revoked_at is None


def test_too_many_requests_are_told_to_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    from_api = [throttle for throttle in _throttles() if throttle.who == "anonymous"]
    monkeypatch.setattr(from_api[0], "num_requests", 2)
    monkeypatch.setattr(from_api[0], "duration", 60)
    answers = [client.get(ADDRESS) for _ in range(3)]
    cache.clear()
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert "wait" in answers[-1].json()["detail"]


def _throttles() -> list[Rate]:
    from beffroi.web.project.api import api

    return list(api.throttle)  # type: ignore[arg-type]
