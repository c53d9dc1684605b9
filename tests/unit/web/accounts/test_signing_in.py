"""Registration, lock-out, second factors, another sign-in service: nothing is given away, nothing is left open."""

import json
import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.unit.web import cast

from beffroi.web.accounts.models import Person
from beffroi.web.core.models import AuditEntry

pytestmark = pytest.mark.django_db
FORM = {"email": "new@example.org", "name": "Noa", "language": "fr", "password1": "une phrase assez longue"}


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def link(text: str) -> str:
    found = re.search(r"http://localhost:8000(/\S+)", text)
    assert found
    return found.group(1)


def register(client: Client, **changes: str) -> Any:
    return client.post(reverse("account_signup"), FORM | changes)


def sign_in(client: Client, email: str, password: str) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_an_account_counts_once_its_address_is_confirmed(client: Client) -> None:
    register(client)
    person = Person.objects.get(email="new@example.org")
    assert (person.name, person.language) == ("Noa", "fr")
    assert AuditEntry.objects.filter(verb="registered", key=str(person.pk)).exists()
    sign_in(client, person.email, FORM["password1"])
    assert client.get(reverse("accounts:home")).status_code == 302
    client.post(link(cast.mails()[0].body))
    sign_in(client, person.email, FORM["password1"])
    home = client.get(reverse("accounts:home"))
    assert (home.status_code, home["Content-Language"]) == (200, "fr")


def signed_in_language(client: Client, email: str) -> str:
    """The language of the pages after signing in, with a browser that asks for English."""
    someone = Person.objects.create_user(email, FORM["password1"], name="Someone", language="fr")
    EmailAddress.objects.create(user=someone, email=email, verified=True, primary=True)
    sign_in(client, email, FORM["password1"])
    return str(client.get(reverse("accounts:home"))["Content-Language"])


def test_pages_follow_the_language_of_the_person_until_they_sign_out(client: Client) -> None:
    assert signed_in_language(client, "someone@example.org") == "fr"
    client.post(reverse("account_logout"))
    assert client.get(reverse("account_login"))["Content-Language"] == "en"


def test_a_language_chosen_in_the_browser_goes_before_the_person_s(client: Client) -> None:
    client.get(reverse("account_login"), {"lang": "en"})
    assert signed_in_language(client, "someone@example.org") == "en"


def test_who_tries_out_a_demonstration_reads_on_in_their_own_language(client: Client) -> None:
    assert signed_in_language(client, "co-manager@demo.example") == "en"


def test_the_audit_holds_no_name_and_no_password(client: Client) -> None:
    register(client)
    for entry in AuditEntry.objects.all():
        written = json.dumps([entry.before, entry.after])
        assert "Noa" not in written
        assert "new@example.org" not in written
        assert "pbkdf2" not in written and "md5$" not in written


def test_registering_a_known_address_looks_like_registering_a_new_one(client: Client) -> None:
    known = cast.person("Known")
    new, old = register(client), register(Client(), email=known.email)
    assert (new.status_code, new.headers["Location"]) == (old.status_code, old.headers["Location"])
    assert [message.to for message in cast.mails()] == [["new@example.org"], [known.email]]
    assert Person.objects.filter(email=known.email).count() == 1


def test_a_forgotten_password_gives_nothing_away(client: Client) -> None:
    known = cast.person("Known")
    answers = [client.post(reverse("account_reset_password"), {"email": e}) for e in (known.email, "no@example.org")]
    assert len({(answer.status_code, answer.headers["Location"]) for answer in answers}) == 1


@pytest.mark.parametrize("password", ["short", "123456789012", "password1234", "new@example.org"])
def test_a_weak_password_is_refused_at_its_field(client: Client, password: str) -> None:
    answer = register(client, password1=password)
    assert answer.status_code == 400
    assert answer.context["form"].errors["password1"]
    assert not Person.objects.exists()


def test_repeated_failures_lock_and_say_until_when(client: Client) -> None:
    known = cast.person("Known")
    answers = [sign_in(client, known.email, "wrong") for _ in range(6)]
    assert answers[0].status_code == 400
    assert answers[-1].status_code == 429
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 15 * 60
    assert re.search(r"Try again in \d+ minutes, at \d\d:\d\d", answers[-1].content.decode())
    assert sign_in(client, known.email, cast.PASSWORD).status_code == 429, "the right password does not open a lock"


def test_a_lock_looks_the_same_for_an_address_without_account(client: Client) -> None:
    answers = [sign_in(client, "nobody@example.org", "wrong").status_code for _ in range(6)]
    assert answers == [sign_in(Client(), cast.person("Known").email, "wrong").status_code for _ in range(6)]


def test_a_closed_account_cannot_sign_in(client: Client) -> None:
    known = cast.person("Known")
    Person.objects.update(is_active=False)
    assert sign_in(client, known.email, cast.PASSWORD).headers["Location"] == reverse("account_inactive")
    assert client.get(reverse("accounts:home")).status_code == 302


def test_an_expired_or_invented_link_says_what_to_do(client: Client) -> None:
    for name, given in (
        ("account_confirm_email", {"key": "invented"}),
        ("account_reset_password_from_key", {"uidb36": "1", "key": "invented-key"}),
    ):
        answer = client.get(reverse(name, kwargs=given))
        assert answer.status_code == 200
        assert b"used already" in answer.content
