"""Where the sign-in library meets the accounts: storing a person, the language, the audit, the second factor."""

from secrets import token_urlsafe
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as sign_in_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import make_password
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from beffroi.web.accounts.actions.people import note_security_change, register_person
from beffroi.web.accounts.language import follow_language
from beffroi.web.accounts.lockout import forget_failures
from beffroi.web.accounts.models import Person
from beffroi.web.accounts.openid import ServiceAdapter, on_the_site
from beffroi.web.core.ciphers import cipher
from beffroi.web.core.letters import post

VERBS = {
    "account/email/password_changed": ("changed the password", _("Your password was changed")),
    "account/email/password_reset": (
        "chose a new password by mail",
        _("Your password was changed by the link in a mail"),
    ),
    "account/email/password_set": ("set a password", _("A password was set for your account")),
    "account/email/email_changed": ("changed the address", _("Your e-mail address was changed")),
    "mfa/email/totp_activated": ("added an authenticator app", _("An authenticator app was added to your account")),
    "mfa/email/totp_deactivated": (
        "removed the authenticator app",
        _("The authenticator app of your account was removed"),
    ),
    "mfa/email/webauthn_added": ("added a passkey", _("A passkey was added to your account")),
    "mfa/email/webauthn_removed": ("removed a passkey", _("A passkey of your account was removed")),
    "mfa/email/recovery_codes_generated": ("made recovery codes", _("New recovery codes were made for your account")),
    "socialaccount/email/account_connected": (
        "connected another sign-in",
        _("Another sign-in was connected to your account"),
    ),
    "socialaccount/email/account_disconnected": (
        "disconnected another sign-in",
        _("Another sign-in was disconnected from your account"),
    ),
}
"""Mail about a security change → what stands in the audit, and what the person reads."""
BY_MAIL = "account/email/password_reset"
CHANGED_ADDRESS = "account/email/email_changed"
SECURITY_CHANGE = "account/email/security_change"
SEALED, SEALED_FOR = "sealed:", "second factors"
AGAIN = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use the code of your app, or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}
"""Ways to say again who one is, in our words."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Registration through an action; security changes in the audit; pages in the person's language."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("Address and password do not fit together. Check both and try again."),
        "incorrect_password": _("This is not your password. Try again."),
        "incorrect_code": _("This code does not fit. Wait for the next one and type it in."),
        "rate_limited": _("Too many tries in a short time. Wait a few minutes, then try again."),
        "too_many_login_attempts": _("Too many tries in a short time. Wait a few minutes, then try again."),
        "select_only_one": _("Fill in only one of the two."),
    }

    def save_user(
        self, request: HttpRequest, user: AbstractBaseUser, form: Any, commit: bool = True
    ) -> AbstractBaseUser:
        """Store somebody who registered."""
        super().save_user(request, user, form, commit=False)
        given = form.cleaned_data
        language = given.get("language") or get_language() or settings.LANGUAGE_CODE
        if not commit or not isinstance(user, Person):
            return user
        return register_person(actor=None, person=user, name=given.get("name", ""), language=language[:2])

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Pages follow the language of the person."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if isinstance(user, Person):
            follow_language(request, user)
        return response

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """How somebody may say again who they are."""
        return [one | {"description": AGAIN[one["id"]]} for one in super().get_reauthentication_methods(user)]

    def send_account_already_exists_mail(self, email: str) -> None:
        """Registering a known address takes as long as registering a new one, whose password is hashed."""
        make_password(token_urlsafe(16))
        super().send_account_already_exists_mail(email)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Links in mails begin with the address of the site, whatever name the request was sent to."""
        return on_the_site(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """Links in mails begin with the address of the site, whatever name the request was sent to."""
        return on_the_site(super().get_email_confirmation_url(request, emailconfirmation))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mails leave with the worker, so that a page answers while the mail server is away; other links as above."""
        urls = {name: on_the_site(value) for name, value in context.items() if name.endswith("_url") and value}
        request = sign_in_context.request
        given = {"request": request, "email": email, "current_site": get_current_site(request)}
        post(self.render_mail(template_prefix, email, given | context | urls))

    def send_notification_mail(
        self, template_prefix: str, user: AbstractBaseUser, context: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        """Tell the person of a security change, and leave it in the audit; who has the mailbox is not locked out."""
        if not isinstance(user, Person) or template_prefix not in VERBS:
            super().send_notification_mail(template_prefix, user, context, **kwargs)
            return
        if template_prefix == BY_MAIL:
            forget_failures(user)
        verb, said = VERBS[template_prefix]
        note_security_change(actor=user, verb=verb)
        template = template_prefix if template_prefix == CHANGED_ADDRESS else SECURITY_CHANGE
        with override(user.language):
            super().send_notification_mail(template, user, {**(context or {}), "said": said}, **kwargs)


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors, with messages in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code does not fit. Wait for the next one and type it in."),
        "too_many_codes": _("Too many wrong codes. Wait a quarter of an hour, then try again."),
        "rate_limited": _("Too many wrong codes. Wait a quarter of an hour, then try again."),
        "incorrect_passkey": _("The passkey was not accepted. Try again, or use another way."),
    }

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:
        """A name to begin with: each passkey of a person has another one."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def encrypt(self, text: str) -> str:
        """Secrets of second factors are not legible in the database."""
        return SEALED + cipher(SEALED_FOR).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was stored; secrets of earlier days were stored as they are."""
        if not encrypted_text.startswith(SEALED):
            return encrypted_text
        try:
            return cipher(SEALED_FOR).decrypt(encrypted_text.removeprefix(SEALED)).decode()
        except InvalidToken:
            return ""  # sealed under a key that is gone: no code fits any more


class OtherSignInAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """People who come through another sign-in service."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Any:
        """The service as we hold it: with our address, and its token verified."""
        found = super().get_provider(request, provider, client_id)
        found.oauth2_adapter_class = ServiceAdapter
        return found

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Name and language of somebody new, as the service says them."""
        person = super().populate_user(request, sociallogin, data)
        both = " ".join(data.get(name) or "" for name in ("first_name", "last_name")).strip()
        person.name = (data.get("name") or both or str(person.email).partition("@")[0])[:150]
        person.language = (get_language() or settings.LANGUAGE_CODE)[:2]
        return person

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        """Store somebody new, and leave it in the audit."""
        person = super().save_user(request, sociallogin, form)
        if form is None:
            note_security_change(actor=person, verb="registered through another sign-in")
        return person
