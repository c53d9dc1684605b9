"""Writes about API tokens."""

import secrets
from datetime import date

from django.utils import timezone

from beffroi.web.accounts.models import ApiToken, Person
from beffroi.web.accounts.queries.people import token_digest
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited

PREFIX = "beffroi_"


@action
def make_token(*, actor: Person, name: str, expires_on: date, scope: str = "read") -> str:
    """Make a token and give it; it is not kept, only its digest."""
    permit(actor, "accounts.make_token")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(person=actor, name=name, digest=token_digest(secret), expires_on=expires_on, scope=scope)
    with audited(actor, "made", token):
        token.save()
    return secret


@action
def revoke_token(*, actor: Person, token: ApiToken) -> ApiToken:
    """End a token at once; revoking twice changes nothing."""
    token = lock(token)
    permit(actor, "accounts.revoke_token", token)
    with audited(actor, "revoked", token):
        if token.revoked_at is None:
            token.revoked_at = timezone.now()
            token.save()
    return token


@action
def note_use(*, actor: Person, token: ApiToken, day: date) -> ApiToken:
    """Remember that a token was used on a day; once a day is enough."""
    token = lock(token)
    with audited(actor, "used", token):
        token.last_used_on = day
        token.save()
    return token
