"""What is kept about a person: every slice registers how its part is exported, erased and pruned.

    export("pins", lambda person: list(…values…))
    erase("pins", lambda person: …)        # gives how many rows were deleted or made nameless
    prune("pins", lambda day: …)           # deletes what is older than the day; gives how many

What must remain (decisions, grants, evidence) carries the person's key; the name behind it is gone after erasure.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from beffroi.web.accounts.models import ApiToken, Invitation, Person, Representation, RoleGrant
from beffroi.web.core import personal
from beffroi.web.core.audit import audited, record
from beffroi.web.core.letters import forget
from beffroi.web.core.worker import chore

Exporter = Callable[[Person], list[dict[str, Any]]]
Eraser = Callable[[Person], int]
Pruner = Callable[[datetime], int]

EXPORTERS: dict[str, Exporter] = {}
ERASERS: dict[str, Eraser] = {}
PRUNERS: dict[str, Pruner] = {}


def export(label: str, exporter: Exporter) -> None:
    """Register what a slice exports about a person: rows of plain values."""
    EXPORTERS[label] = exporter


def erase(label: str, eraser: Eraser) -> None:
    """Register how a slice erases a person; runs inside the transaction of the erasure."""
    ERASERS[label] = eraser


def prune(label: str, pruner: Pruner) -> None:
    """Register how a slice forgets what is older than the retention time."""
    PRUNERS[label] = pruner


def forget_old(days: int | None = None) -> dict[str, int]:
    """Run every pruner, each for itself: what is older than the retention time goes; how many rows each took."""
    before = timezone.now() - timedelta(days=max(1, settings.RETENTION_DAYS if days is None else days))
    done = {}
    for label, pruner in PRUNERS.items():
        with transaction.atomic():
            done[label] = pruner(before)
    return done


def _person(person: Person) -> list[dict[str, Any]]:
    names = ("key", "email", "name", "language", "joined_at", "last_login")
    return [{name: getattr(person, name) for name in names}]


def _roles(person: Person) -> list[dict[str, Any]]:
    rows = RoleGrant.objects.filter(person=person).prefetch_related("scope")
    return [
        {
            "role": row.role,
            "scope": str(row.scope) if row.scope else "site",
            "starts": row.starts,
            "ends": row.ends,
            "granted_at": row.granted_at,
            "revoked_at": row.revoked_at,
        }
        for row in rows
    ]


def _representations(person: Person) -> list[dict[str, Any]]:
    names = ("organisation__legal_name", "mandate", "state", "starts", "ends")
    return list(Representation.objects.filter(person=person).values(*names))


def _sessions(person: Person) -> list[dict[str, Any]]:
    return list(UserSession.objects.filter(user=person).values("created_at", "last_seen_at", "ip", "user_agent"))


def _addresses(person: Person) -> list[dict[str, Any]]:
    return list(EmailAddress.objects.filter(user=person).values("email", "verified", "primary"))


def _factors(person: Person) -> list[dict[str, Any]]:
    return list(Authenticator.objects.filter(user=person).values("type", "created_at", "last_used_at"))


def _other_logins(person: Person) -> list[dict[str, Any]]:
    return list(SocialAccount.objects.filter(user=person).values("provider", "uid", "last_login", "date_joined"))


def _invitations(person: Person) -> list[dict[str, Any]]:
    names = ("email", "role", "organisation__legal_name", "invited_at", "accepted_at")
    return list(_invitations_of(person).values(*names))


def _erase_sign_in(person: Person) -> int:
    sessions = UserSession.objects.filter(user=person)
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    AccessAttempt.objects.filter(Q(username__iexact=person.email) | Q(username__contains=str(person.key))).delete()
    return forget(_addresses_of(person)) + sum(
        int(rows.delete()[0])
        for rows in (
            sessions,
            EmailAddress.objects.filter(user=person),
            Authenticator.objects.filter(user=person),
            SocialAccount.objects.filter(user=person),
        )
    )


def _end_roles(person: Person) -> int:
    grants = list(RoleGrant.objects.select_for_update().filter(person=person, revoked_at=None))
    for grant in grants:
        with audited(person, "revoked", grant):
            grant.revoked_at = timezone.now()
            grant.save(update_fields=["revoked_at"])
    return len(grants)


def _end_representations(person: Person) -> int:
    open_ones = Representation.objects.select_for_update().filter(person=person, state__in=["requested", "confirmed"])
    ended = list(open_ones)
    for one in ended:
        with audited(person, "withdrew", one):
            one.state = Representation.State.WITHDRAWN
            one.save(update_fields=["state"])
    return len(ended)


def _erase_invitations(person: Person) -> int:
    return _without_address(person, _invitations_of(person).exclude(email=""))


def _invitations_of(person: Person) -> QuerySet[Invitation]:
    """Those that the person accepted, and all that were sent to one of their addresses."""
    addresses = _addresses_of(person)
    return Invitation.objects.filter(Q(accepted_by=person) | Q(email__in=addresses))


def _addresses_of(person: Person) -> set[str]:
    return {person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)}


def _old_invitations(before: datetime) -> int:
    return _without_address(None, Invitation.objects.filter(expires_at__lt=before).exclude(email=""))


def _without_address(actor: Person | None, found: QuerySet[Invitation]) -> int:
    invitations = list(found.select_for_update())
    for invitation in invitations:
        with audited(actor, "erased", invitation):
            invitation.email, invitation.email_digest = "", ""
            if invitation.accepted_at is None:
                invitation.revoked_at = invitation.revoked_at or timezone.now()
            invitation.save(update_fields=["email", "email_digest", "revoked_at"])
    return len(invitations)


def _erase_tokens(person: Person) -> int:
    tokens = list(ApiToken.objects.select_for_update().filter(person=person))
    for token in tokens:
        record(person, "removed", token)
        token.delete()
    return len(tokens)


def _old_sessions(_before: datetime) -> int:
    gone, _each = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    live = Session.objects.values("session_key")
    return gone + int(UserSession.objects.exclude(session_key__in=live).delete()[0])


def _unverified_accounts(before: datetime) -> int:
    verified = EmailAddress.objects.filter(verified=True).values("user")
    never = Person.objects.filter(joined_at__lt=before, last_login=None, erased_at=None, grants=None)
    never = never.filter(representations=None, emailaddress__isnull=False).exclude(pk__in=verified)
    people = list(never.distinct())
    for person in people:
        record(None, "removed", person)
        person.delete()
    return len(people)


def _old_attempts(before: datetime) -> int:
    return int(AccessAttempt.objects.filter(attempt_time__lt=before).delete()[0])


def _tokens(person: Person) -> list[dict[str, Any]]:
    names = ("name", "scope", "made_at", "expires_on", "last_used_on", "revoked_at")
    return [dict(row) for row in ApiToken.objects.filter(person=person).values(*names)]


def _of_the_core(label: str) -> Exporter:
    return lambda person: personal.exported(person)[label]


for _label in ("notices", "notice_choices", "background_work", "uploads"):
    export(_label, _of_the_core(_label))
for _label, _exporter in {
    "tokens": _tokens,
    "account": _person,
    "addresses": _addresses,
    "roles": _roles,
    "representations": _representations,
    "invitations": _invitations,
    "sessions": _sessions,
    "second_factors": _factors,
    "other_sign_ins": _other_logins,
}.items():
    export(_label, _exporter)
for _label, _eraser in {
    "invitations": _erase_invitations,  # first: it needs the addresses, which go with the sign-in
    "tokens": _erase_tokens,
    "core": personal.erase,
    "sign_in": _erase_sign_in,
    "roles": _end_roles,
    "representations": _end_representations,
}.items():
    erase(_label, _eraser)
for _label, _pruner in {
    "notices, letters, finished work, one-time keys": personal.prune,
    "invitations": _old_invitations,
    "sessions": _old_sessions,
    "unverified accounts": _unverified_accounts,
    "failed sign-ins": _old_attempts,
}.items():
    prune(_label, _pruner)
chore("forget what is old", timedelta(hours=24), forget_old)
