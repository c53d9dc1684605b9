"""A new site gets its first administrator from the command line."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from beffroi.web.accounts.models import Person, RoleGrant
from beffroi.web.accounts.permissions import is_administrator
from beffroi.web.core.models import AuditEntry

pytestmark = pytest.mark.django_db


def told(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_the_first_administrator_chooses_a_password_by_the_link(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("administrator", "Root@Example.org", name="Root")
    person = Person.objects.get(email="root@example.org")
    assert is_administrator(person)
    assert AuditEntry.objects.filter(verb="granted").count() == 1
    link = told(capsys).split()[-1].removeprefix(settings.SITE_URL)
    client = Client()
    form = client.get(link, follow=True)
    assert form.status_code == 200
    word = "a-very-long-word-indeed"
    client.post(form.request["PATH_INFO"], {"password1": word, "password2": word})
    person.refresh_from_db()
    assert person.check_password(word)


def test_run_again_it_grants_nothing_more(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("administrator", "root@example.org")
    call_command("administrator", "root@example.org")
    assert RoleGrant.objects.count() == 1
    assert told(capsys).count("is administrator") == 2


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("administrator", "nobody")
    assert not Person.objects.exists()


def test_a_closed_account_is_not_made_administrator() -> None:
    Person.objects.create_user("root@example.org", name="Root", is_active=False)
    with pytest.raises(CommandError, match="account is closed"):
        call_command("administrator", "root@example.org")
    assert not RoleGrant.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_make_one_administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("one connection in memory: two runs at once need a server")
    meet = Barrier(2)
    first = Person.objects.filter

    def both_find_nobody(*args: Any, **kwargs: Any) -> Any:
        found = first(*args, **kwargs)
        if kwargs == {"email": "root@example.org"}:
            list(found)
            meet.wait(10)
        return found

    def run(_number: int) -> None:
        try:
            call_command("administrator", "root@example.org")
        finally:
            connection.close()

    monkeypatch.setattr(Person.objects, "filter", both_find_nobody)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))
    assert Person.objects.count() == RoleGrant.objects.count() == EmailAddress.objects.count() == 1
