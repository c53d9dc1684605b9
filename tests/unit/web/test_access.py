"""Every address of the site gives every role what the table says, and no address is without a line."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import get_resolver
from tests.unit.web.access_cast import address_of, as_role, everybody, names_of, standing
from tests.unit.web.access_roles import ROLES
from tests.unit.web.access_table import SIGNING_IN, TABLE

from beffroi.web.project import health


def all_names() -> set[str]:
    return {name for name in names_of(get_resolver().url_patterns) if not name.startswith(SIGNING_IN)}


@pytest.fixture(scope="module")
def whole_cast(django_db_setup: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """The cast, with something of everything: made once, each test undoes only what it did itself."""
    with standing(django_db_blocker, everybody) as made:
        yield made


@pytest.fixture
def people(whole_cast: SimpleNamespace, db: None, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The cast, on a site whose health is not examined."""
    monkeypatch.setattr(health, "CHECKS", {})
    return whole_cast


def outcome(answer: HttpResponse) -> str:
    """What an answer means to the one who asked."""
    if answer.status_code == 401 or (answer.status_code == 302 and "/account/login/" in answer["Location"]):
        return "sign in"
    if answer.status_code in {403, 404, 405} or answer.status_code >= 500:
        return str(answer.status_code)
    return "may"


@pytest.mark.parametrize("name", sorted(TABLE))
def test_every_role_gets_what_the_table_says(name: str, people: SimpleNamespace) -> None:
    line = TABLE[name]
    address = address_of(name, line, people)
    wrong = {}
    for role in ROLES:
        client = as_role(role, people)
        given = outcome(getattr(client, line.method)(address))
        if given != line.of(role):
            wrong[role] = f"{given}, not {line.of(role)}"
    assert wrong == {}


def test_every_address_has_a_line() -> None:
    assert all_names() - TABLE.keys() == set(), "without a line in access_table.py"
    assert TABLE.keys() - all_names() == set(), "no such address"
