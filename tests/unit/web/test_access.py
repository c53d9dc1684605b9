"""Every address of the site gives every role what the table says, and no address is without a line."""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from tests.unit.web import cast, cast_strategy
from tests.unit.web import cast_piloting as pilot
from tests.unit.web.access_table import ROLES, SIGNING_IN, TABLE
from tests.unit.web.observatory.test_own_series import added, proposed

from beffroi.web.accounts.models import ApiToken, Invitation, Organisation, OrganisationMerge, Person
from beffroi.web.core.models import Job, Notification
from beffroi.web.observatory.actions.pins import pin_evidence
from beffroi.web.project import health
from beffroi.web.strategy.actions import comment, request_change


def names(patterns: list[Any], before: str = "") -> Iterator[str]:
    """The name of every address."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            space = f"{entry.namespace}:" if entry.namespace else ""
            yield from names(entry.url_patterns, before + space)
        elif isinstance(entry, URLPattern):
            yield f"{before}{entry.name}"


def all_names() -> set[str]:
    return {name for name in names(get_resolver().url_patterns) if not name.startswith(SIGNING_IN)}


@pytest.fixture
def people(db: None, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """One person a role, and what the addresses speak of."""
    monkeypatch.setattr(health, "CHECKS", {})
    cluster, organisation = cast.cluster("GreenWin"), cast.organisation("Atelier du Condroz")
    found: dict[str, Any] = {
        role: getattr(cast, role)()
        for role in ROLES
        if role not in {"visitor", "stranger", "other_manager"} and role != "firm"
    }
    found["firm"] = cast.representative(organisation, "Fabienne")
    found["stranger"] = cast.representative(cast.organisation("Another firm"), "Stéphane")
    found["other_manager"] = cast.cluster_manager("Olga", of=cast.cluster("Skywin"))
    return SimpleNamespace(
        people=found,
        cluster=cluster,
        organisation=organisation,
        tier=cast.tier(cluster),
        membership=cast.member(cluster, organisation),
        representation=found["firm"].representations.get(),
        grant=found["reader"].grants.get(),
        own_series=lambda: added(found["evaluator"], visibility="open"),
        upload=lambda: proposed(found["evaluator"]),
        piloting=cache(pilot.all_of_it),
        strategy=cache(lambda: spoken_of(found["reader"])),
        **owned(found["reader"], found["administrator"], organisation),
    )


def spoken_of(reader: Person) -> SimpleNamespace:
    """A strategy in force with a draft, on which the reader commented and asked for a change."""
    held = cast_strategy.published()
    challenge, space = held.nodes["challenge"], held.version.space
    held.link = space.links.get(kind="grounds")
    held.evidence = space.evidence.get()
    held.comment = comment(actor=reader, strategy=held.strategy, node=challenge, text="Is this so?")
    held.request = request_change(
        actor=reader, strategy=held.strategy, node=challenge, text="x", proposed={"title": {"en": "y"}}, revision=1
    )
    return held


def owned(owner: Person, administrator: Person, organisation: Organisation) -> dict[str, Any]:
    """What belongs to one person, and what an administrator did."""
    later = timezone.now() + timedelta(days=3)
    return {
        "invitation": Invitation.objects.create(
            email="x@home.example",
            email_digest="x",
            role="reader",
            token_hash="x",  # noqa: S106
            invited_by=administrator,
            expires_at=later,
            starts=timezone.localdate(),
        ),
        "merge": OrganisationMerge.objects.create(
            kept=organisation, duplicate=cast.organisation("Atelier (duplicate)"), merged_by=administrator
        ),
        "token": ApiToken.objects.create(person=owner, name="mine", digest="x", expires_on=later.date()),
        "notification": Notification.objects.create(
            person=owner, kind="x", texts={"en": {"title": "Hello", "body": ""}}, link="/", idempotency_key="x"
        ),
        "job": Job.objects.create(person=owner, kind="x", idempotency_key="x"),
        # Made only where it is asked for: it computes a view.
        "pin": lambda: pin_evidence(actor=owner, target="/observe/figures/unemployment_rate/"),
    }


def outcome(answer: HttpResponse) -> str:
    """What an answer means to the one who asked."""
    if answer.status_code == 401 or (answer.status_code == 302 and "/account/login/" in answer["Location"]):
        return "sign in"
    if answer.status_code in {403, 404, 405} or answer.status_code >= 500:
        return str(answer.status_code)
    return "may"


@pytest.mark.parametrize("name", sorted(TABLE))
def test_every_role_gets_what_the_table_says(name: str, people: SimpleNamespace) -> None:
    line = TABLE[name]
    arguments = line.arguments(people) if callable(line.arguments) else line.arguments
    address = reverse(name, kwargs=arguments) + (f"?{line.query}" if line.query else "")
    wrong = {}
    for role in ROLES:
        client = Client() if role == "visitor" else cast.signed_in(people.people[role])
        client.raise_request_exception = False
        given = outcome(getattr(client, line.method)(address))
        refused = line.visitor if role == "visitor" else line.refused
        wanted = line.but.get(role, "may" if role in line.may else refused)
        if given != wanted:
            wrong[role] = f"{given}, not {wanted}"
    assert wrong == {}


def test_every_address_has_a_line() -> None:
    assert all_names() - TABLE.keys() == set(), "without a line in access_table.py"
    assert TABLE.keys() - all_names() == set(), "no such address"
