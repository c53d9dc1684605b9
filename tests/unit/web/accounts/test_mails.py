"""Mails of the accounts: they wait while the mail server is away, no page fails, nothing is lost or sent twice."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.unit.web import cast

from beffroi.web.accounts import actions
from beffroi.web.accounts.actions.invitations import Asked
from beffroi.web.accounts.models import Person
from beffroi.web.core.mailing import deliver_due
from beffroi.web.core.models import AuditEntry, Letter

pytestmark = pytest.mark.django_db
FORM = {"email": "new@example.org", "name": "Noa", "language": "en", "password1": "a sentence, long enough"}


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def away(settings: Any) -> None:
    """A mail server that does not answer."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


def test_pages_answer_while_the_mail_server_is_away_and_the_mails_follow(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory, known, admin = settings.EMAIL_BACKEND, cast.person("Known"), cast.administrator()
    away(settings)
    assert client.post(reverse("account_signup"), FORM).status_code == 302
    assert Client().post(reverse("account_reset_password"), {"email": known.email}).status_code == 302
    invited = {"email": "guest@example.org", "role": "reader", "language": "en", "starts": "2026-01-01"}
    page = cast.signed_in(admin).post(reverse("accounts:invitations"), invited, follow=True)
    assert b"An invitation is on its way" in page.content
    actions.set_active(actor=admin, person=known, active=False)
    assert deliver_due() == 0
    settings.EMAIL_BACKEND = memory
    now = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr(timezone, "now", lambda: now)
    told = ["new@example.org", known.email, "guest@example.org", known.email]
    assert [one.to[0] for one in cast.mails()] == told
    assert len(cast.mails()) == len({one.extra_headers["Message-ID"] for one in cast.mails()}) == len(told)
    secrets = re.findall(r"/(?:confirm-email|key)/([^/\s]+)/|token=(\S+)", " ".join(one.body for one in cast.mails()))
    kept = json.dumps([list(AuditEntry.objects.values()), list(Letter.objects.values())], default=str)
    assert len(secrets) == 3
    assert not any(secret in kept for secret in map("".join, secrets))


def test_of_an_invitation_that_waits_the_last_mail_leaves_and_none_once_it_is_taken_back() -> None:
    admin = cast.administrator()
    first = actions.invite(actor=admin, email="one@example.org", asked=Asked(role="reader"))
    actions.send_again(actor=admin, invitation=first)
    second = actions.invite(actor=admin, email="two@example.org", asked=Asked(role="reader"))
    actions.revoke_invitation(actor=admin, invitation=second)
    assert [one.to for one in cast.mails()] == [["one@example.org"]]


def test_an_erasure_takes_the_mails_that_wait(client: Client) -> None:
    known = cast.person("Known")
    client.post(reverse("account_reset_password"), {"email": known.email})
    actions.erase(actor=known, person=Person.objects.get(pk=known.pk))
    assert not Letter.objects.exists()
