"""A new site gets its first administrator from the command line."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
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
