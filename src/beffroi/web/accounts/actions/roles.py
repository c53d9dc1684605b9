"""Writes about roles: granting and revoking."""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from beffroi.web.accounts.actions.people import close_invitations, keep_an_administrator
from beffroi.web.accounts.models import Person, Role, RoleGrant
from beffroi.web.accounts.notices import tell_granted, tell_revoked
from beffroi.web.accounts.permissions import forget
from beffroi.web.accounts.rules import EARLIEST, ROLE_SCOPES, Span, last_day_ahead
from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.core.permissions import allows


@action
def grant_role(
    *,
    actor: Person,
    person: Person,
    role: str,
    scope: Model | None = None,
    starts: date | None = None,
    ends: date | None = None,
) -> RoleGrant:
    """Give a person a role for a scope; granting what is held already changes nothing."""
    permit(actor, "accounts.grant_role")
    starts = starts or timezone.localdate()
    check_days(starts, ends)
    grant, is_new = store_grant(actor, lock(person), role, scope, starts, ends)
    if is_new:
        tell_granted(actor, grant)
    return grant


def store_grant(
    actor: Person, person: Person, role: str, scope: Model | None, starts: date, ends: date | None
) -> tuple[RoleGrant, bool]:
    """Store a grant inside a running action, whose right to do so was checked; says whether it is new."""
    check_scope(role, scope)
    check_dates(starts, ends)
    if not person.is_active:
        raise ValidationError(_("This account is closed; open it again before granting a role."))
    kind, number = scope_of(scope)
    held = RoleGrant.objects.filter(person=person, role=role, scope_type=kind, scope_id=number, revoked_at=None)
    for grant in held:
        if Span(grant.starts, grant.ends).overlaps(Span(starts, ends)):
            return _held_already(actor, grant, Span(starts, ends)), False
    grant = RoleGrant(
        person=person, role=role, scope_type=kind, scope_id=number, starts=starts, ends=ends, granted_by=actor
    )
    with audited(actor, "granted", grant):
        grant.save()
    forget(person)
    return grant, True


def _held_already(actor: Person, grant: RoleGrant, wanted: Span) -> RoleGrant:
    if (grant.starts, grant.ends) != (wanted.starts, wanted.ends):
        raise ValidationError(
            _("The person already holds this role in these days; revoke it first, then grant it with other dates."),
            code="held",
        )
    record(actor, "found granted", grant)
    return grant


@action
def revoke_role(*, actor: Person, grant: RoleGrant) -> RoleGrant:
    """Take a role away at once; revoking twice changes nothing."""
    grant = lock(grant)
    permit(actor, "accounts.revoke_role", grant)
    if grant.revoked_at:
        record(actor, "found revoked", grant)
        return grant
    if grant.role == Role.ADMINISTRATOR:
        keep_an_administrator(grant.person, grant)
    with audited(actor, "revoked", grant):
        grant.revoked_at = timezone.now()
        grant.save(update_fields=["revoked_at"])
    forget(grant.person)
    if not allows(grant.person, "accounts.invite"):
        close_invitations(actor, grant.person)
    tell_revoked(actor, grant)
    return grant


def check_scope(role: str, scope: Model | None) -> None:
    """Refuse a role that does not exist, or for what it cannot be granted."""
    if role not in ROLE_SCOPES:
        raise ValidationError({"role": _("Choose one of the roles in the list.")})
    if (scope._meta.label_lower if scope is not None else "") in ROLE_SCOPES[role]:
        return
    if scope is None:
        raise ValidationError({"cluster": _("A cluster manager manages one cluster: choose which.")})
    raise ValidationError({"cluster": _("This role is granted for the whole site: leave the cluster empty.")})


def check_days(starts: date, ends: date | None) -> None:
    """Refuse days that no role can mean, each at its field, and a last day before the first."""
    last = last_day_ahead(timezone.localdate())
    wrong = [name for name, day in (("starts", starts), ("ends", ends)) if day and not EARLIEST <= day <= last]
    if wrong:
        said = _("Choose a day from %(first)s to %(last)s.")
        shown = {"first": date_format(EARLIEST, "j F Y"), "last": date_format(last, "j F Y")}
        raise ValidationError(dict.fromkeys(wrong, said % shown))
    check_dates(starts, ends)


def check_dates(starts: date, ends: date | None) -> None:
    """Refuse a last day before the first."""
    if ends is not None and ends < starts:
        raise ValidationError({"ends": _("The last day is before the first; put it on or after the first.")})


def scope_of(scope: Model | None) -> tuple[ContentType | None, str]:
    """Type and id of a scope as they are stored; the site has neither."""
    return (ContentType.objects.get_for_model(scope), str(scope.pk)) if scope is not None else (None, "")


def same_scope(scope: Model | None) -> Q:
    """Rows of the same scope."""
    kind, number = scope_of(scope)
    return Q(scope_type=kind, scope_id=number)
