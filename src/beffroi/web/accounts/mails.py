"""Mails of the accounts that go to somebody who may have no account yet; they leave with the worker."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from beffroi.web.accounts.models import Invitation, Person
from beffroi.web.core.letters import post, withdraw


def post_invitation(invitation: Invitation, token: str) -> None:
    """The mail with the link that opens an invitation, in the language of the invited; it replaces earlier ones."""
    withdraw_invitation(invitation)
    address = f"{settings.SITE_URL}{reverse('accounts:invitation')}?{urlencode({'token': token})}"
    context: dict[str, Any] = {"invitation": invitation, "address": address, "site": settings.SITE_URL}
    with translation.override(invitation.language):
        subject = " ".join(render_to_string("accounts/mail/invitation_subject.txt", context).split())
        text = render_to_string("accounts/mail/invitation.txt", context)
        page = render_to_string("accounts/mail/invitation.html", context)
    mail = EmailMultiAlternatives(subject, text, to=[invitation.email])
    mail.attach_alternative(page, "text/html")
    post(mail, about=_about(invitation))


def withdraw_invitation(invitation: Invitation) -> None:
    """A mail that still waits is not sent: its link no longer opens anything."""
    withdraw(_about(invitation))


def _about(invitation: Invitation) -> str:
    return f"invitation-{invitation.key}"


def post_account_state(person: Person) -> None:
    """The mail that says that an account was closed or opened again; a closed account has no notices to read."""
    context = {"person": person, "address": settings.SITE_URL}
    with translation.override(person.language):
        subject = " ".join(render_to_string("accounts/mail/account_state_subject.txt", context).split())
        text = render_to_string("accounts/mail/account_state.txt", context)
    post(EmailMultiAlternatives(subject, text, to=[person.email]), about="account")
