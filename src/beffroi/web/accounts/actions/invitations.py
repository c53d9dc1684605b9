"""Writes about invitations: asking somebody by e-mail, taking it back, accepting it."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.accounts.actions.organisations import confirm_at_once
from beffroi.web.accounts.actions.roles import check_days, check_scope, same_scope, scope_of, store_grant
from beffroi.web.accounts.mails import post_invitation, withdraw_invitation
from beffroi.web.accounts.models import Invitation, Organisation, Person
from beffroi.web.accounts.notices import tell_accepted
from beffroi.web.accounts.queries import token_digest
from beffroi.web.accounts.queries.people import check_open
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, digest, record


@dataclass(frozen=True)
class Asked:
    """What an invitation offers: a role for a scope, an organisation to act for, from a day to a day."""

    role: str = ""
    scope: Model | None = None
    organisation: Organisation | None = None
    starts: date | None = None
    ends: date | None = None
    language: str = "en"


@action
def invite(*, actor: Person, email: str, asked: Asked) -> Invitation:
    """Invite somebody by e-mail; an equal invitation that is still open is given back, and no second mail sent."""
    permit(actor, "accounts.invite")
    email = email.strip().lower()
    starts = asked.starts or timezone.localdate()
    check_days(starts, asked.ends)
    if asked.role:
        check_scope(asked.role, asked.scope)
    same = _open(email).filter(same_scope(asked.scope), role=asked.role, organisation=asked.organisation)
    equal: Invitation | None = same.first()
    if equal is not None:
        record(actor, "found invited", equal)
        return equal
    kind, number = scope_of(asked.scope)
    invitation = Invitation(
        email=email, email_digest=digest(email), language=asked.language, role=asked.role, scope_type=kind,
        scope_id=number, organisation=asked.organisation, starts=starts, ends=asked.ends, invited_by=actor,
    )  # fmt: skip
    with audited(actor, "invited", invitation):
        _send(invitation)
    return invitation


@action
def send_again(*, actor: Person, invitation: Invitation) -> Invitation:
    """Send an open invitation again with a new link; the old link stops working."""
    invitation = lock(invitation)
    permit(actor, "accounts.invite")
    if invitation.accepted_at or invitation.revoked_at:
        raise ValidationError(_("This invitation is closed; invite the person anew."))
    with audited(actor, "invited again", invitation):
        _send(invitation)
    return invitation


@action
def revoke_invitation(*, actor: Person, invitation: Invitation) -> Invitation:
    """Take an invitation back: its link stops working."""
    invitation = lock(invitation)
    permit(actor, "accounts.revoke_invitation", invitation)
    if invitation.accepted_at:
        raise ValidationError(_("This invitation was accepted; revoke the role of the person instead."))
    with audited(actor, "revoked", invitation):
        invitation.revoked_at = invitation.revoked_at or timezone.now()
        invitation.save(update_fields=["revoked_at"])
    withdraw_invitation(invitation)
    return invitation


@action
def accept_invitation(
    *, actor: Person | None, invitation: Invitation, name: str = "", language: str = "en", password: str = ""
) -> Person:
    """Take up an invitation, with the account that has the invited address, or with a new one.

    The link came to the address, so the address of a new account counts as checked.
    """
    invitation = lock(invitation)
    if invitation.accepted_by and invitation.accepted_by == actor:
        record(actor, "found accepted", invitation)
        return invitation.accepted_by
    check_open(invitation)
    person = actor or _new_person(invitation, name, language, password)
    if person.email != invitation.email:
        raise ValidationError(
            _("This invitation was sent to another address. Sign out, then open its link again."), code="other"
        )
    if invitation.role:
        store_grant(
            invitation.invited_by, lock(person), invitation.role, invitation.scope, invitation.starts, invitation.ends
        )
    if invitation.organisation:
        confirm_at_once(invitation.invited_by, person, invitation.organisation)
    with audited(person, "accepted", invitation):
        invitation.accepted_by, invitation.accepted_at = person, timezone.now()
        invitation.save(update_fields=["accepted_by", "accepted_at"])
    tell_accepted(person, invitation)
    return person


def _open(email: str) -> Any:
    return Invitation.objects.filter(
        email_digest=digest(email), accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
    )


def _send(invitation: Invitation) -> None:
    token = secrets.token_urlsafe(32)
    invitation.token_hash = token_digest(token)
    invitation.expires_at = timezone.now() + timedelta(days=settings.INVITATION_DAYS)
    invitation.save()
    post_invitation(invitation, token)


def _new_person(invitation: Invitation, name: str, language: str, password: str) -> Person:
    if Person.objects.filter(email=invitation.email).exists():
        raise ValidationError(_("There is an account with this address already. Sign in first."), code="exists")
    person = Person(email=invitation.email, name=name.strip(), language=language)
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from None
    person.set_password(password)
    with audited(None, "registered", person):
        person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person
