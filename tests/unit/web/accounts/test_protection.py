"""What protects an account: tries counted by account, sealed secrets, links of this site, sessions ended one by one."""

import json
from typing import Any
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings as site
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.unit.web import cast

from beffroi.web.accounts.models import ApiToken
from beffroi.web.accounts.sign_in import openid_connect
from beffroi.web.core.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def sign_in(client: Client, email: str, password: str = cast.PASSWORD, **more: Any) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password}, **more)


def test_wrong_codes_lock_the_second_step_for_the_account_and_the_person_is_told(settings: Any) -> None:
    person = cast.person("Known")
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    settings.AXES_FAILURE_LIMIT = 3
    for number in range(3):
        client = Client(REMOTE_ADDR=f"192.0.2.{number + 1}")
        sign_in(client, person.email)
        assert b"does not fit" in client.post(reverse("mfa_authenticate"), {"code": "000000"}).content
    client = Client(REMOTE_ADDR="192.0.2.9")
    sign_in(client, person.email)
    with patch.object(TOTP, "validate_code", return_value=True):
        assert b"Too many wrong codes" in client.post(reverse("mfa_authenticate"), {"code": "123456"}).content
        assert Notification.objects.get(person=person).kind == "accounts.codes_refused"
        AccessAttempt.objects.update(attempt_time=timezone.now() - site.AXES_COOLOFF_TIME)
        assert client.post(reverse("mfa_authenticate"), {"code": "123456"}).status_code == 302


@pytest.mark.parametrize("name", ["mfa_login_webauthn", "mfa_add_webauthn"])
def test_what_no_device_would_answer_is_refused_in_a_sentence(name: str) -> None:
    client, own = Client(), cast.signed_in(cast.person())
    own.post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})
    reader = client if name == "mfa_login_webauthn" else own
    parts = {"id": "YQ", "rawId": "YQ", "type": "public-key"}
    for answer in ({}, {"id": "a"}, [1], {**parts, "response": []}, {**parts, "response": {"clientDataJSON": "e30"}}):
        reader.get(reverse(name), headers={"accept": "application/json"})
        response = reader.post(reverse(name), {"credential": json.dumps(answer), "name": "x"}, follow=True)
        assert b"The passkey was not accepted." in response.content, answer
        cache.clear()


def test_failures_from_many_addresses_lock_the_account_for_a_while() -> None:
    person = cast.person("Known")
    for number in range(20):
        assert sign_in(Client(), person.email, "wrong", REMOTE_ADDR=f"192.0.2.{number + 1}").status_code == 400
    assert sign_in(Client(), person.email, REMOTE_ADDR="198.51.100.1").status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - site.AXES_COOLOFF_TIME)
    assert sign_in(Client(), person.email, REMOTE_ADDR="198.51.100.1").status_code == 302


def test_registering_a_known_address_hashes_a_password_too(client: Client) -> None:
    known = cast.person("Known")
    form = {"email": known.email, "name": "Noa", "language": "fr", "password1": "une phrase assez longue"}
    with patch("beffroi.web.accounts.adapters.make_password") as hashed:
        client.post(reverse("account_signup"), form)
    hashed.assert_called_once()


def test_secrets_of_second_factors_are_sealed_and_older_ones_still_read(settings: Any) -> None:
    TOTP.activate(cast.person(), "JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in str(Authenticator.objects.get().data)
    sealed = get_adapter().encrypt("JBSWY3DPEHPK3PXP")
    assert get_adapter().decrypt(sealed) == get_adapter().decrypt("JBSWY3DPEHPK3PXP") == "JBSWY3DPEHPK3PXP"
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert get_adapter().decrypt(sealed) == "JBSWY3DPEHPK3PXP"
    settings.SECRET_KEY_FALLBACKS = []
    assert get_adapter().decrypt(sealed) == ""


def test_links_in_mails_lead_to_the_site_whatever_host_was_asked(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client.post(reverse("account_reset_password"), {"email": cast.person().email}, HTTP_HOST="evil.example")
    assert "evil.example" not in cast.mails()[0].body
    assert f"{settings.SITE_URL}/" in cast.mails()[0].body


def test_when_the_other_sign_in_service_is_away_a_page_says_so(client: Client, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = openid_connect("http://localhost:9", "beffroi", "secret", "Regional sign-in")
    answer = client.post(reverse("openid_connect_login", kwargs={"provider_id": "oidc"}))
    assert answer.status_code == 503
    assert b"does not answer" in answer.content


def test_one_session_is_ended_without_the_others_and_only_by_its_person() -> None:
    person = cast.person()
    clients = [Client() for _ in range(2)]
    for client in clients:
        sign_in(client, person.email)
    other = UserSession.objects.exclude(session_key=clients[0].session.session_key).get()
    address = reverse("usersessions_end", kwargs={"pk": other.pk})
    assert cast.signed_in(cast.person("Mallory")).post(address).status_code == 404
    assert clients[0].post(address).status_code == 302
    assert clients[1].get(reverse("accounts:home")).status_code == 302
    assert clients[0].get(reverse("accounts:home")).status_code == 200


def test_a_new_token_and_a_new_address_ask_for_the_password_again() -> None:
    person = cast.person()
    client, form = cast.signed_in(person), {"name": "Notebook", "scope": "read"}
    form["expires_on"] = timezone.localdate().isoformat()
    assert "reauthenticate" in client.post(reverse("accounts:tokens"), form).headers["Location"]
    change = {"action_add": "", "email": "other@example.org"}
    assert "reauthenticate" in client.post(reverse("account_email"), change).headers["Location"]
    assert not ApiToken.objects.exists()
    assert not EmailAddress.objects.filter(email="other@example.org").exists()
    key = {"one_time_key": "b" * 32}
    client.post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})
    assert client.post(reverse("accounts:tokens"), form | key).status_code == 200
    assert client.post(reverse("accounts:tokens"), form | key).status_code == 302
    assert ApiToken.objects.count() == 1, "a form sent twice makes one token"


@pytest.mark.parametrize("name", ["accounts:home", "accounts:organisations", "account_login", "mfa_index"])
def test_private_pages_are_stored_nowhere(name: str) -> None:
    client = Client() if name == "account_login" else cast.signed_in(cast.person())
    assert "no-store" in client.get(reverse(name)).headers["Cache-Control"]
