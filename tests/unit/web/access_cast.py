"""What the addresses of the site speak of: one person a role, and an object of each kind that an address names."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone
from tests.unit.web import cast, cast_strategy
from tests.unit.web import cast_collecting as collect
from tests.unit.web import cast_issued as issue
from tests.unit.web import cast_money as money
from tests.unit.web import cast_monitoring as monitor
from tests.unit.web import cast_piloting as pilot
from tests.unit.web import cast_pilots as try_out
from tests.unit.web import cast_services as sell
from tests.unit.web.access_roles import ROLES, Line
from tests.unit.web.observatory.test_own_series import added, proposed

from beffroi.web.accounts.models import ApiToken, Invitation, Organisation, OrganisationMerge, Person
from beffroi.web.core.models import Job, Notification
from beffroi.web.observatory.actions.pins import pin_evidence
from beffroi.web.strategy.actions import comment, name_proof, publish_version, request_change, set_aside


def everybody() -> SimpleNamespace:
    """One person a role, and what the addresses speak of."""
    cluster, organisation = cast.cluster("GreenWin"), cast.organisation("Atelier du Condroz")
    found: dict[str, Any] = {
        role: getattr(cast, role)()
        for role in ROLES
        if role not in {"visitor", "stranger", "other_manager"} and role != "firm"
    }
    found["firm"] = cast.representative(organisation, "Fabienne")
    found["stranger"] = cast.representative(cast.organisation("Another firm"), "Stéphane")
    found["other_manager"] = cast.cluster_manager("Olga", of=cast.cluster("Skywin"))
    services = cache(sell.all_of_it)
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
        monitoring=cache(monitor.all_of_it),
        pilots=cache(try_out.all_of_it),  # before those who wait for a seat
        services=services,
        money=cache(lambda: services() and money.all_of_it()),  # the invoice is of the booking that services has
        collecting=cache(collect.all_of_it),
        issued=cache(issue.all_of_it),
        strategy=cache(lambda: spoken_of(found["reader"])),
        **owned(found["reader"], found["administrator"], organisation),
    )


@contextmanager
def standing(blocker: Any, make: Callable[[], SimpleNamespace]) -> Iterator[SimpleNamespace]:
    """A cast that stands for several tests, each of which works in a savepoint of its own; gone after the last."""
    with blocker.unblock(), transaction.atomic():
        made = make()
        for part in vars(made).values():
            if hasattr(part, "cache_info"):
                part()
        for role in ROLES:
            as_role(role, made)
        yield made
        transaction.set_rollback(True)


def as_role(role: str, of: SimpleNamespace) -> Client:
    """A client of somebody of the cast, signed in once for all that is asked in this role."""
    kept = vars(of).setdefault("cookies", {})
    if role == "visitor":
        return Client(raise_request_exception=False)
    if role not in kept:
        kept[role] = cast.signed_in(of.people[role]).cookies
    client = Client(raise_request_exception=False)
    client.cookies = deepcopy(kept[role])
    return client


def in_other_state(cast_of_site: SimpleNamespace) -> SimpleNamespace:
    """The same cast, where the strategy has a draft only, and the one that is piloted and monitored is in force."""

    def in_force(make: Callable[[], SimpleNamespace]) -> SimpleNamespace:
        made, version = make(), pilot.strategy().versions.get()
        if version.status == "draft":
            publish_version(actor=None, version=version)
        return made

    cast_of_site.strategy = cache(lambda: spoken_of(cast_of_site.people["reader"], cast_strategy.unpublished()))
    cast_of_site.piloting = cache(lambda: in_force(pilot.all_of_it))
    cast_of_site.monitoring = cache(lambda: in_force(monitor.all_of_it))
    cast_of_site.issued = cache(lambda: in_force(issue.all_of_it))
    return cast_of_site


def spoken_of(reader: Person, held: SimpleNamespace | None = None) -> SimpleNamespace:
    """A strategy in force with a draft, on which the reader commented and asked for a change."""
    held = held or cast_strategy.published()
    challenge, space = held.nodes["challenge"], held.version.space
    held.link = space.links.get(kind="grounds")
    held.evidence = space.evidence.get()
    held.pair = (
        cast_strategy.factor(space, "Strong clusters"),
        cast_strategy.factor(space, "New markets", "opportunity"),
    )
    held.proof = name_proof(actor=None, strategy=held.strategy, criterion=7, item=challenge.item_id, note={})
    held.instrument = cast_strategy.instrument(held.strategy)
    held.aside = set_aside(
        actor=None, strategy=held.strategy, space=space, about="duplicate", pair=(held.nodes["factor"], held.pair[0])
    )
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


def address_of(name: str, line: Line, cast_of_site: SimpleNamespace) -> str:
    """The address of a line, with the objects of the cast."""
    arguments = line.arguments(cast_of_site) if callable(line.arguments) else line.arguments
    return reverse(name, kwargs=arguments) + (f"?{line.query}" if line.query else "")


def names_of(patterns: list[Any], before: str = "") -> Iterator[str]:
    """The name of every address."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            space = f"{entry.namespace}:" if entry.namespace else ""
            yield from names_of(entry.url_patterns, before + space)
        elif isinstance(entry, URLPattern):
            yield f"{before}{entry.name}"
