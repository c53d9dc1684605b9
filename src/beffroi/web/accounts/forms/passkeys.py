"""Passkeys: what a device answers is read with care, and refused in our words."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _

from beffroi.web.accounts.text_checks import check_name

ANSWER = "credential"
NO_ANSWER_OF_A_DEVICE = (AttributeError, KeyError, TypeError, ValueError)


def name_field() -> forms.CharField:
    """What a person calls a passkey."""
    return forms.CharField(
        label=_("Name"),
        max_length=60,
        validators=[check_name],
        help_text=_("So that you know it again, for example the name of the device."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-l"}),
    )


class _Answered:
    """Refuses whatever is no good answer of a device in one sentence, also what the library cannot read."""

    _errors: Any

    def full_clean(self) -> None:
        """Clean, then say faults of the answer in our words."""
        legible = True
        try:
            super().full_clean()  # type: ignore[misc]
        except NO_ANSWER_OF_A_DEVICE:
            legible = False
        faults = [fault for name in (ANSWER, NON_FIELD_ERRORS) for fault in self._errors.pop(name, ErrorList()).data]
        if faults or not legible:
            is_limited = any(fault.code == "rate_limited" for fault in faults)
            refusal = get_adapter().validation_error("rate_limited" if is_limited else "incorrect_passkey")
            self.add_error(ANSWER, refusal)  # type: ignore[attr-defined]


class AddForm(_Answered, passkeys.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey; unless the person says otherwise it opens the account by itself."""

    name = name_field()
    passwordless = forms.BooleanField(
        label=_("Sign in with this passkey alone"),
        required=False,
        initial=True,
        help_text=_("Otherwise it is the second step after the password."),
    )


class SecondStepForm(_Answered, passkeys.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""


class SignInForm(_Answered, passkeys.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of the password."""


class AgainForm(_Answered, passkeys.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey asked for again."""


class RenameForm(passkeys.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = name_field()
