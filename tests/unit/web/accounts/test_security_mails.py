"""Mails about security changes: in our words, in the language of the person, with a row in the audit."""

import re

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import context
from django.test import RequestFactory
from django.utils.translation import override
from tests.unit.web import cast

from beffroi.web.accounts.adapters import VERBS
from beffroi.web.core.models import AuditEntry

pytestmark = pytest.mark.django_db
CHANGED = "account/email/email_changed"
LIBRARY = re.compile(r"You are receiving this mail|do not recognize|IP address|Browser:|Vous recevez")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", VERBS)
def test_a_security_change_is_told_in_our_words(kind: str, language: str) -> None:
    someone = cast.person()
    someone.language = language
    someone.save()
    EmailAddress.objects.get_or_create(user=someone, email=someone.email, verified=True, primary=True)
    request = RequestFactory().post("/", HTTP_USER_AGENT="A browser <b>")
    request.user = someone
    with context.request_context(request):
        changed = {"from_email": "old@example.org", "to_email": "new@example.org"}
        get_adapter(request).send_notification_mail(kind, someone, changed)
    sent = cast.mails()[-1]
    assert not LIBRARY.search(f"{sent.subject} {sent.body}")
    assert ("Si ce n’était pas vous" if language == "fr" else "If it was not you") in sent.body
    assert kind != CHANGED or ("old@example.org" in sent.body and "new@example.org" in sent.body)
    with override(language):
        assert str(VERBS[kind][1]) in sent.subject
    assert AuditEntry.objects.filter(verb=VERBS[kind][0], actor_key=str(someone.key)).exists()
