"""Reads about API tokens."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.accounts.models import ApiToken
from beffroi.web.accounts.queries.people import token_digest
from beffroi.web.accounts.queries.visible import visible_to


class NoGoodToken(LookupError):
    """A token that opens nothing, with the reason."""


def tokens_of(user: Any) -> QuerySet[ApiToken]:
    """The tokens of a person, the latest first."""
    return visible_to(user, ApiToken).filter(person_id=user.pk)


def good_token(secret: str) -> ApiToken:
    """The token that a program sends, with its person.

    Raises
    ------
    NoGoodToken
        if it is not known, was revoked, has expired, or its person's account is closed.

    """
    token = ApiToken.objects.select_related("person").filter(digest=token_digest(secret)).first()
    if token is None:
        raise NoGoodToken(_("This token is not known; make one under your account."))
    if token.revoked_at is not None:
        raise NoGoodToken(_("This token was revoked; make another under your account."))
    if token.expires_on < timezone.localdate():
        raise NoGoodToken(_("This token has expired; make another under your account."))
    if not token.person.is_active:
        raise NoGoodToken(_("The account of this token is closed."))
    return token
