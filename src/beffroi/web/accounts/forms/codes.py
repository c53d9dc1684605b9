"""The second step of sign-in: a code, with tries counted by account."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms

from beffroi.web.accounts.lockout import count_code, forget_codes


class _Counted:
    """Counts tries by account, in the database: for all processes, and whatever address they come from."""

    user: Any

    def clean_code(self) -> str:
        """The code, if it fits and was not tried too often."""
        if not count_code(self.user):
            raise get_adapter().validation_error("too_many_codes")
        code: str = super().clean_code()  # type: ignore[misc]
        forget_codes(self.user)
        return code


class AuthenticateForm(_Counted, forms.AuthenticateForm):  # type: ignore[misc]
    """A code at sign-in."""


class ReauthenticateForm(_Counted, forms.ReauthenticateForm):  # type: ignore[misc]
    """A code asked for again."""
