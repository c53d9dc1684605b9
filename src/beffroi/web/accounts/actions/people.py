"""Writes about people: registering, details, closing an account, erasing it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.accounts.mails import post_account_state, withdraw_invitation
from beffroi.web.accounts.models import Invitation, Person, RoleGrant
from beffroi.web.accounts.permissions import forget
from beffroi.web.accounts.personal_data import ERASERS
from beffroi.web.accounts.queries import administrators
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record


@action
def register_person(*, actor: Any, person: Person, name: str, language: str) -> Person:
    """Store a new person who registered; the password is already set on the object, only hashed."""
    with audited(actor, "registered", person):
        person.name, person.language = name.strip()[:150], language
        person.save()
    return person


@action
def change_details(*, actor: Person, person: Person, name: str, language: str) -> Person:
    """Change name and language."""
    person = lock(person)
    permit(actor, "accounts.change_person", person)
    with audited(actor, "changed", person):
        person.name, person.language = name.strip(), language
        person.save(update_fields=["name", "language"])
    return person


@action
def set_active(*, actor: Person, person: Person, active: bool) -> Person:
    """Close an account, so that nobody can sign in with it, or open it again."""
    person = lock(person)
    permit(actor, "accounts.deactivate_person", person)
    if person.erased_at:
        raise ValidationError(_("This account was erased; it cannot be opened again."))
    if not active:
        keep_an_administrator(person)
    is_change = person.is_active != active
    with audited(actor, "reactivated" if active else "deactivated", person):
        person.is_active = active
        person.save(update_fields=["is_active"])
    forget(person)
    if not active:
        close_invitations(actor, person)
    if is_change:
        post_account_state(person)
    return person


@action
def erase(*, actor: Person, person: Person) -> dict[str, int]:
    """Erase a person: what names them goes, what must remain carries their key only; gives what each eraser did."""
    person = lock(person)
    permit(actor, "accounts.erase_person", person)
    keep_an_administrator(person)
    close_invitations(actor, person)
    done = {label: eraser(person) for label, eraser in ERASERS.items()}
    record(actor, "erased records", person, {}, done)
    with audited(actor, "erased", person):
        person.name, person.email = "", f"{person.key}@erased.invalid"
        person.is_active, person.erased_at, person.last_login = False, timezone.now(), None
        person.set_unusable_password()
        person.save()
    forget(person)
    return done


def keep_an_administrator(person: Person, grant: RoleGrant | None = None) -> None:
    """Refuse to take away (by one grant, or with all of the person) the last administrator without a last day."""
    going = Q(pk=grant.pk) if grant is not None else Q(person=person)
    others = administrators().filter(ends=None).exclude(going).select_for_update()
    if administrators().filter(going).exists() and not others.exists():
        raise ValidationError(
            _("This is the only administrator without a last day. Make somebody else one first, then try again."),
            code="last_administrator",
        )


def close_invitations(actor: Person, inviter: Person) -> None:
    """Take back, inside a running action, the open invitations of somebody who may no longer invite."""
    open_ones = Invitation.objects.select_for_update().filter(invited_by=inviter, accepted_at=None, revoked_at=None)
    for invitation in open_ones:
        with audited(actor, "revoked", invitation):
            invitation.revoked_at = timezone.now()
            invitation.save(update_fields=["revoked_at"])
        withdraw_invitation(invitation)


@action
def note_security_change(*, actor: Person, verb: str) -> None:
    """Leave an audit row for a change of password or second factor that the sign-in library made."""
    record(actor, verb, actor)
