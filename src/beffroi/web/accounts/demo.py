"""The demonstration cast: one account a role, invented organisations marked “(demo)”, the clusters of Wallonia.

Loading twice changes nothing: who is there stays, with their password. Passwords are made at random on the first run,
stored hashed only, and written once to a file that only its owner can read.
"""

import csv
import json
import os
import secrets
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.text import slugify

from beffroi.web.accounts.actions import save_tier, store_grant
from beffroi.web.accounts.language import DEMO
from beffroi.web.accounts.models import (
    Cluster,
    ClusterMembership,
    Organisation,
    Person,
    Representation,
    RoleGrant,
)
from beffroi.web.core.actions import action
from beffroi.web.core.audit import audited, record

DOMAIN = DEMO.removeprefix("@")
SOURCE = "Wallonia: clusters and competitiveness clusters as listed in its smart specialisation documents"


@dataclass(frozen=True)
class Part:
    """One account: what it is called in the list, whom it shows, the role it holds and for whom it acts."""

    label: str
    address: str
    name: str
    role: str = ""
    cluster: str = ""
    organisation: str = ""
    language: str = "fr"


CAST = (
    Part("administrator", "administrator", "Agathe Lambert (demo)", "administrator"),
    Part("co-manager", "co-manager", "Colin Dubois (demo)", "co_manager", organisation="Agence wallonne (demo)"),
    Part("co-manager", "co-manager-2", "Camille Renard (demo)", "co_manager", organisation="Service public (demo)"),
    Part("M&E officer", "me-officer", "Maud Evrard (demo)", "m_and_e_officer", organisation="Service public (demo)"),
    Part("evaluator", "evaluator", "Emil Vogel (demo)", "evaluator", organisation="Büro Vogel (demo)", language="en"),
    Part("adviser", "adviser", "Adrien Collard (demo)", "adviser"),
    Part("cluster manager", "cluster-manager", "Claire Meunier (demo)", "cluster_manager", "GreenWin"),
    Part("firm", "firm", "Félix Marchal (demo)", organisation="Atelier du Condroz (demo)"),
    Part("visitor", "visitor", "Violette Simon (demo)"),
)

HERE = frozenset({"administrator", "cluster_manager"})
"""Roles that need no strategy: the others are granted for the one of the demonstration."""

SEATED = (
    Part("", "cabinet", "Cabinet representative (demo)", organisation="Cabinet du Ministre (demo)"),
    Part("", "researcher", "Research centre representative (demo)", organisation="Centre de recherche (demo)"),
    Part("", "academic", "Academic representative (demo)", organisation="Haute école de la Meuse (demo)"),
    Part("", "administration", "Administration representative (demo)", organisation="Service public (demo)"),
    Part("", "consumer", "Consumers’ representative (demo)", organisation="Les Toits verts (demo)"),
)
"""People who hold a seat in a body; invented, without a password: nobody signs in as one of them."""

ORGANISATIONS: dict[str, dict[str, Any]] = {
    "Cabinet du Ministre (demo)": {
        "helix": "government",
        "size_class": "small",
        "nace": "84.11",
        "region": "BE3",
        "description": {"en": "An invented minister’s cabinet.", "fr": "Un cabinet ministériel inventé."},
    },
    "Centre de recherche (demo)": {
        "helix": "education_and_research",
        "size_class": "medium",
        "nace": "72.19",
        "region": "BE32",
        "description": {"en": "An invented research centre.", "fr": "Un centre de recherche inventé."},
    },
    "Agence wallonne (demo)": {
        "helix": "government",
        "size_class": "large",
        "nace": "84.13",
        "region": "BE3",
        "description": {"en": "An invented agency for enterprise.", "fr": "Une agence d’entreprise inventée."},
    },
    "Service public (demo)": {
        "helix": "government",
        "size_class": "large",
        "nace": "84.11",
        "region": "BE3",
        "description": {"en": "An invented public service.", "fr": "Un service public inventé."},
    },
    "Büro Vogel (demo)": {
        "country": "DE",
        "helix": "industry",
        "size_class": "micro",
        "nace": "70.22",
        "region": "DEA2",
        "description": {"en": "An invented evaluator.", "fr": "Un bureau d’évaluation inventé."},
    },
    "Atelier du Condroz (demo)": {
        "helix": "industry",
        "size_class": "small",
        "nace": "20.14",
        "region": "BE35",
        "description": {
            "en": "An invented maker of bio-based glue.",
            "fr": "Un fabricant inventé de colles biosourcées.",
        },
    },
    "Haute école de la Meuse (demo)": {
        "helix": "education_and_research",
        "size_class": "large",
        "nace": "85.42",
        "region": "BE33",
        "description": {"en": "An invented university college.", "fr": "Une haute école inventée."},
    },
    "Les Toits verts (demo)": {
        "helix": "civil_society",
        "size_class": "micro",
        "nace": "94.99",
        "region": "BE32",
        "description": {
            "en": "An invented association for green roofs.",
            "fr": "Une association inventée de toits verts.",
        },
    },
}
TIERS = (("Small firm / Petite entreprise", "500.00"), ("Large firm / Grande entreprise", "2500.00"))
MEMBERS = ("Atelier du Condroz (demo)", "Haute école de la Meuse (demo)")


def load_demo_people() -> list[tuple[str, str, str]]:
    """Load the cast; gives role, address and password of each account, the same on every run."""
    passwords = _passwords()
    with transaction.atomic():
        loaded = _load(actor=None, passwords=passwords)
    return [(part.label, email, passwords.get(email, "as printed the first time")) for part, email in loaded]


def demo_person(address: str) -> Person:
    """Somebody of the demonstration, by the first part of their address."""
    return Person.objects.get(email=f"{address}@{DOMAIN}")


@action
def grant_for(*, actor: Person, scope: Model) -> None:
    """Grant the roles of the cast that hold for one strategy, for that of the demonstration."""
    for part in CAST:
        if part.role and part.role not in HERE:
            store_grant(actor, demo_person(part.address), part.role, scope, timezone.localdate(), None)
    record(actor, "loaded the demonstration", scope)


def acting_for(person: Person) -> Organisation | None:
    """The organisation that somebody of the demonstration acts for."""
    held = Representation.objects.filter(person=person).select_related("organisation").first()
    return held.organisation if held else None


@action
def _load(*, actor: Any, passwords: dict[str, str]) -> list[tuple[Part, str]]:
    organisations = {name: _organisation(actor, name, fields) for name, fields in ORGANISATIONS.items()}
    clusters = {row["name"]: _cluster(actor, row) for row in _clusters()}
    loaded: list[tuple[Person, Part]] = []
    for part in CAST:
        email = f"{part.address}@{DOMAIN}"
        person = _person(actor, part, email, passwords.get(email, ""))
        giver = loaded[0][0] if loaded else person  # the administrator, who is the first, grants and confirms
        if part.role in HERE:
            _grant(giver, person, part.role, clusters.get(part.cluster))
        if part.organisation:
            _acting(giver, person, organisations[part.organisation])
        loaded.append((person, part))
    for part in SEATED:
        person = _person(actor, part, f"{part.address}@{DOMAIN}", None)
        _acting(loaded[0][0], person, organisations[part.organisation])
    manager = demo_person("cluster-manager")
    for name in MEMBERS:
        _member(manager, clusters["GreenWin"], organisations[name])
    record(actor, "loaded the demonstration", manager)
    return [(part, person.email) for person, part in loaded]


def _passwords() -> dict[str, str]:
    """The passwords of the first run, from a file for the owner's eyes only; made where there is none."""
    path = Path(settings.DATA_FOLDER) / "demo-passwords"
    held: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    addresses = {f"{part.address}@{DOMAIN}" for part in CAST}
    here = Person.objects.filter(email__in=addresses).values_list("email", flat=True)
    wanted = addresses - set(held) - set(here)
    if wanted:
        held |= {email: secrets.token_urlsafe(12) for email in sorted(wanted)}
        fresh = path.with_suffix(".new")
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            json.dump(held, file, indent=1)
        fresh.replace(path)
    return held


def _clusters() -> list[dict[str, str]]:
    text = (files("beffroi.web.accounts") / "data" / "wallonia-clusters.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _organisation(actor: Any, name: str, fields: dict[str, Any]) -> Organisation:
    found = Organisation.objects.filter(legal_name=name).first()
    if found is not None:
        return found.merged_into or found
    found = Organisation(legal_name=name, **fields)
    with audited(actor, "created", found):
        found.save()
    return found


def _cluster(actor: Any, row: dict[str, str]) -> Cluster:
    found = Cluster.objects.filter(name=row["name"]).first()
    if found is None:
        texts = {"en": row["theme_en"], "fr": row["theme_fr"]}
        found = Cluster(
            name=row["name"], slug=slugify(row["name"]), kind=row["kind"], theme=texts, region="BE3", source=SOURCE
        )
        with audited(actor, "created", found):
            found.save()
    return found


def _person(actor: Any, part: Part, email: str, password: str | None) -> Person:
    found = Person.objects.filter(email=email).first()
    if found is None:
        found = Person(email=email, name=part.name, language=part.language)
        found.set_password(password)
        with audited(actor, "registered", found):
            found.save()
        EmailAddress.objects.create(user=found, email=email, verified=True, primary=True)
    return found


def _grant(giver: Person, person: Person, role: str, cluster: Cluster | None) -> None:
    if not RoleGrant.objects.filter(person=person, role=role).exists():
        kind = ContentType.objects.get_for_model(cluster) if cluster else None
        number = str(cluster.pk) if cluster else ""
        grant = RoleGrant(
            person=person, role=role, scope_type=kind, scope_id=number, starts=timezone.localdate(), granted_by=giver
        )
        with audited(giver, "granted", grant):
            grant.save()


def _acting(giver: Person, person: Person, organisation: Organisation) -> None:
    if not Representation.objects.filter(person=person).exists():
        acting = Representation(
            person=person,
            organisation=organisation,
            mandate="lead",
            state="confirmed",
            starts=timezone.localdate(),
            decided_by=giver,
        )
        with audited(giver, "confirmed", acting):
            acting.save()


def _member(manager: Person, cluster: Cluster, organisation: Organisation) -> None:
    held = set(cluster.tiers.values_list("name", flat=True))
    for name, fee in TIERS:
        if name not in held:
            save_tier(actor=manager, cluster=cluster, name=name, yearly_fee=Decimal(fee), is_open=True)
    if not ClusterMembership.objects.filter(cluster=cluster, organisation=organisation).exists():
        member = ClusterMembership(
            cluster=cluster,
            organisation=organisation,
            tier=cluster.tiers.all()[0],
            starts=timezone.localdate(),
            is_listed=True,
            evidence="Signed form (illustrative)",
            verified_by=manager,
            verified_at=timezone.now(),
        )
        with audited(manager, "added", member):
            member.save()
