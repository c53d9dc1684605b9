"""A small cast for tests: one person a role, organisations and clusters, each made by one call.

    admin = cast.administrator()
    manager = cast.cluster_manager(of=cast.cluster("GreenWin"))

Every function stores real objects and gives them back; a name may be given where two of a kind are needed.
"""

from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from beffroi.web.accounts.models import (
    Cluster,
    ClusterMembership,
    MembershipTier,
    Organisation,
    Person,
    Representation,
    RoleGrant,
)
from beffroi.web.core.mailing import deliver_due

PASSWORD = "a-long-word-for-tests"  # noqa: S105
LONG_AGO = date(2020, 1, 1)


def mails() -> list[Any]:
    """Every mail that has left, once the worker has sent what was due."""
    deliver_due()
    return mail.outbox


def person(name: str = "Paul", **fields: Any) -> Person:
    """Somebody with a checked address and no role; the same name gives the same person."""
    email = f"{name.lower().replace(' ', '-')}@example.org"
    found = Person.objects.filter(email=email).first()
    if found is None:
        found = Person.objects.create_user(email=email, password=PASSWORD, name=name, **fields)
        EmailAddress.objects.create(user=found, email=email, verified=True, primary=True)
    return found


def with_role(role: str, name: str | None = None, of: Model | None = None, **fields: Any) -> Person:
    """Somebody who holds a role for an object, or for the site."""
    found = person(name or role.replace("_", " ").capitalize())
    kind = ContentType.objects.get_for_model(of) if of is not None else None
    fields = {"starts": LONG_AGO, "scope_type": kind, "scope_id": str(of.pk) if of is not None else ""} | fields
    if not RoleGrant.objects.filter(person=found, role=role, **fields).exists():
        RoleGrant.objects.create(person=found, role=role, **fields)
    return found


def administrator(name: str | None = None) -> Person:
    """An administrator of the site."""
    return with_role("administrator", name)


def co_manager(name: str | None = None) -> Person:
    """A co-manager."""
    return with_role("co_manager", name)


def m_and_e_officer(name: str | None = None) -> Person:
    """An officer for monitoring and evaluation."""
    return with_role("m_and_e_officer", name)


def evaluator(name: str | None = None) -> Person:
    """An external evaluator."""
    return with_role("evaluator", name)


def adviser(name: str | None = None) -> Person:
    """An adviser."""
    return with_role("adviser", name)


def reader(name: str | None = None) -> Person:
    """A reader."""
    return with_role("reader", name)


def cluster_manager(name: str | None = None, of: Cluster | None = None) -> Person:
    """The manager of a cluster (GreenWin, if none is given)."""
    return with_role("cluster_manager", name, of=of or cluster())


def organisation(name: str = "Atelier du Condroz", **fields: Any) -> Organisation:
    """A small Walloon firm without a number; the same name gives the same one."""
    found = Organisation.objects.filter(legal_name=name).first()
    return found or Organisation.objects.create(legal_name=name, **{"helix": "industry", "region": "BE35"} | fields)


def representative(of: Organisation | None = None, name: str = "Renée", **fields: Any) -> Person:
    """Somebody who acts for an organisation, with the leading mandate unless another is given."""
    found = person(name)
    fields = {"mandate": "lead", "state": "confirmed", "starts": LONG_AGO} | fields
    Representation.objects.create(person=found, organisation=of or organisation(), **fields)
    return found


def firm(name: str = "Fabienne") -> Person:
    """Somebody who acts for a small firm."""
    return representative(organisation(), name)


def cluster(name: str = "GreenWin", **fields: Any) -> Cluster:
    """A competitiveness cluster; the same name gives the same one."""
    slug = name.lower().replace(" ", "-")
    found = Cluster.objects.filter(slug=slug).first()
    return found or Cluster.objects.create(name=name, slug=slug, **{"kind": "competitiveness"} | fields)


def tier(of: Cluster | None = None, name: str = "Small firm", fee: str = "500.00") -> MembershipTier:
    """A tier of membership."""
    return MembershipTier.objects.get_or_create(cluster=of or cluster(), name=name, defaults={"yearly_fee": fee})[0]


def member(
    of: Cluster | None = None, who: Organisation | None = None, verified: bool = True, **fields: Any
) -> ClusterMembership:
    """A membership since long ago, verified unless said otherwise."""
    of, who = of or cluster(), who or organisation()
    proof = {"verified_by": administrator_on_hand(), "verified_at": timezone.now()} if verified else {}
    fields = {"starts": LONG_AGO} | proof | fields
    return ClusterMembership.objects.create(cluster=of, organisation=who, tier=tier(of), **fields)


def administrator_on_hand() -> Person:
    """Somebody who may verify; no grant is stored for them."""
    return person("Verifier")


def signed_in(who: Person) -> Client:
    """A client in which somebody is signed in."""
    client = Client()
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
