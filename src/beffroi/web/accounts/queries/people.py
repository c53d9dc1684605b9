"""Reads about people, their roles and invitations."""

from datetime import date
from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Count, Model, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.accounts.models import Invitation, Organisation, Person, Representation, Role, RoleGrant
from beffroi.web.accounts.personal_data import EXPORTERS
from beffroi.web.accounts.queries.visible import visible_to
from beffroi.web.accounts.rules import ROLE_SCOPES
from beffroi.web.core.permissions import allows


def current(today: date | None = None) -> Q:
    """Rows with `starts` and `ends` that hold today."""
    day = today or timezone.localdate()
    return Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day))


def administrators() -> QuerySet[RoleGrant]:
    """The grants that make active administrators today."""
    return RoleGrant.objects.filter(current(), role=Role.ADMINISTRATOR, revoked_at=None, person__is_active=True)


def people_who_administer() -> QuerySet[Person]:
    """The administrators of today, as people."""
    return Person.objects.filter(pk__in=administrators().values("person"))


def holders(role: str, scope_type: int | None = None, scope_id: str = "") -> QuerySet[Person]:
    """Who holds a role today, for the site or for one object, with an open account."""
    held = Q(scope_type=None) | Q(scope_type=scope_type, scope_id=scope_id)
    grants = RoleGrant.objects.filter(current(), held, role=role, revoked_at=None)
    return Person.objects.filter(pk__in=grants.values("person"), is_active=True)


def holders_of(scope: Model) -> QuerySet[RoleGrant]:
    """The grants of today that hold for an object: those for it, and those for the site; of open accounts."""
    kind = ContentType.objects.get_for_model(scope)
    held = Q(scope_type=None) | Q(scope_type=kind, scope_id=str(scope.pk))
    grants = RoleGrant.objects.filter(current(), held, revoked_at=None, person__is_active=True)
    return grants.select_related("person").order_by("role", "person__name", "pk")


def roles_for(label: str) -> list[tuple[str, Any]]:
    """The roles that can be granted for an object of a model ("strategy.strategy"), with their words."""
    return [(value, words) for value, words in Role.choices if label in ROLE_SCOPES[value]]


def representatives_of(organisation: Organisation) -> QuerySet[Person]:
    """Who acts for an organisation today, with an open account."""
    acting = Representation.objects.filter(
        current(), organisation=organisation, state=Representation.State.CONFIRMED
    ).values("person")
    return Person.objects.filter(pk__in=acting, is_active=True)


def leads_of(organisation: Organisation) -> QuerySet[Person]:
    """Who leads an organisation today, with an open account."""
    leading = Representation.objects.filter(
        current(),
        organisation=organisation,
        state=Representation.State.CONFIRMED,
        mandate=Representation.Mandate.LEAD,
    ).values("person")
    return Person.objects.filter(pk__in=leading, is_active=True)


def people_found(user: Any, words: str) -> QuerySet[Person]:
    """People whom the user may see, by words of their name or address, with their roles."""
    found = visible_to(user, Person).filter(erased_at=None)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    grants = RoleGrant.objects.filter(current(), revoked_at=None).prefetch_related("scope")
    acting = Representation.objects.filter(current(), state="confirmed").select_related("organisation")
    return found.prefetch_related(
        Prefetch("grants", grants, to_attr="current_grants"), Prefetch("representations", acting, to_attr="acting")
    ).order_by("name", "pk")


def with_a_role(people: QuerySet[Person]) -> QuerySet[Person]:
    """Those of the people who hold a role today."""
    return people.filter(pk__in=RoleGrant.objects.filter(current(), revoked_at=None).values("person"))


def grants_of(user: Any, person: Person) -> QuerySet[RoleGrant]:
    """The grants of a person that the user may see, the latest first."""
    found = visible_to(user, RoleGrant).filter(person=person)
    return found.select_related("granted_by").prefetch_related("scope").order_by("revoked_at", "-starts", "-pk")


def invitations(user: Any) -> QuerySet[Invitation]:
    """Invitations that the user may see, the latest first."""
    return visible_to(user, Invitation).select_related("organisation", "invited_by").prefetch_related("scope")


def invited_by_token(token: str) -> Invitation | None:
    """The invitation that a token from an e-mail opens."""
    return Invitation.objects.filter(token_hash=token_digest(token)).select_related("organisation").first()


def token_digest(token: str) -> str:
    """What is stored of a token: never the token itself."""
    return sha256(token.encode()).hexdigest()


def second_factors(person: Person) -> dict[str, int]:
    """How many second factors of each kind a person has."""
    rows = Authenticator.objects.filter(user=person).values_list("type").annotate(number=Count("pk"))
    return dict(rows)


def has_account(email: str) -> bool:
    """Whether an address belongs to an account; only asked where somebody has shown that the address is theirs."""
    return Person.objects.filter(email=email).exists()


def member_with_address(email: str) -> Person | None:
    """The open account of an address; only asked for somebody who may give that person a task."""
    return Person.objects.filter(email=email.strip().lower(), is_active=True, erased_at=None).first()


def kept_about(person: Person) -> dict[str, int]:
    """How many records of each kind are kept about a person."""
    counted = {label: len(exporter(person)) for label, exporter in EXPORTERS.items()}
    return {label: number for label, number in counted.items() if number}


def check_open(invitation: Invitation) -> None:
    """Say why an invitation cannot be taken up: it was taken up or back, has run out, or nobody stands behind it."""
    if invitation.accepted_at:
        raise ValidationError(_("This invitation was already accepted. Sign in to go on."), code="accepted")
    if invitation.revoked_at:
        raise ValidationError(_("This invitation was taken back. Ask the person who invited you."), code="revoked")
    if invitation.expires_at <= timezone.now():
        raise ValidationError(
            _("This invitation has expired. Ask the person who invited you to send it again."), code="expired"
        )
    if not allows(invitation.invited_by, "accounts.invite"):
        raise ValidationError(
            _("The person who invited you may no longer invite. Ask an administrator to invite you anew."),
            code="inviter",
        )
