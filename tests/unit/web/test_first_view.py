"""Every page of a strategy and of its piloting asks the database little, also when nothing that was read is kept."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.large_strategy import large_roadmap, large_strategy
from tests.unit.web import cast
from tests.unit.web import cast_monitoring as monitor
from tests.unit.web.access_cast import address_of, everybody
from tests.unit.web.access_table import TABLE

from beffroi.web.chain.models import Item
from beffroi.web.core.kept import forget_all
from beffroi.web.monitoring.alert_refresh import refresh_alerts
from beffroi.web.monitoring.counted import COUNTED

MOST = 15
ROOMS = ("strategy:", "piloting:", "chain:", "monitoring:", "monday", "brief")
NAMES = sorted(name for name in TABLE if name.startswith(ROOMS) and TABLE[name].method == "get")
LARGE = (
    "/monday/{slug}/", "/brief/{slug}/", "/brief/{slug}.pdf",
    "/strategy/{slug}/", "/strategy/{slug}/logic/", "/strategy/{slug}/check/", "/strategy/{slug}/context/",
    "/strategy/{slug}/elements/intervention/", "/strategy/{slug}/versions/", "/strategy/{slug}/criteria/",
    "/strategy/{slug}/export.yaml",
    "/pilot/{slug}/", "/pilot/{slug}/bodies/CM/", "/pilot/{slug}/meetings/", "/pilot/{slug}/roadmap/",
    "/pilot/{slug}/roadmap/picture/", "/pilot/{slug}/roadmap/check/", "/pilot/{slug}/roadmap.csv",
    "/pilot/{slug}/roadmap/{action}/", "/pilot/{slug}/roadmap/{action}/replan/", "/pilot/{slug}/responsibilities/",
    "/pilot/{slug}/money/", "/pilot/{slug}/risks/", "/pilot/{slug}/communication/",
)  # fmt: skip


def asked(client: Client, address: str, sent: dict[str, Any] | None = None) -> int:
    """How many queries a page makes in a process that has just started."""
    forget_all()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address) if sent is None else client.post(address, sent)
        list(getattr(answer, "streaming_content", ()))
    assert answer.status_code in {200, 302}, (address, answer.status_code)
    return len([one for one in queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    """The whole cast, with something of everything."""
    return everybody()


@pytest.mark.parametrize("role", ["administrator", "co_manager", "m_and_e_officer", "adviser"])
def test_no_page_asks_more_than_fifteen_times(role: str, people: SimpleNamespace) -> None:
    client = cast.signed_in(people.people[role])
    client.get("/")
    many = {
        name: asked(client, address_of(name, TABLE[name], people))
        for name in NAMES
        if TABLE[name].but.get(role, "may" if role in TABLE[name].may else "") == "may"
    }
    assert len(many) > 20
    assert {name: found for name, found in many.items() if found > MOST} == {}


@pytest.mark.parametrize("role", ["m_and_e_officer", "co_manager", "adviser"])
def test_many_alerts_and_what_the_platform_counts_are_read_with_everything_else(
    role: str, people: SimpleNamespace
) -> None:
    held = people.monitoring()
    step = monitor.step()
    for name in COUNTED:
        monitor.indicator(at=step, name=name, kind="platform", counted=name)
    client = cast.signed_in(people.people[role])
    client.get("/")
    pages = [f"/{page}/{held.strategy.slug}/" for page in ("monday", "brief", "monitor")]
    few = [asked(client, page) for page in pages]
    for number in range(20):
        monitor.indicator(at=step, name=f"Nobody asks {number}")
    assert refresh_alerts(held.strategy) >= 20
    many = [asked(client, page) for page in pages]
    assert all(after <= before for before, after in zip(few, many, strict=True))
    assert max(few) <= MOST


@pytest.mark.django_db
def test_no_page_of_a_large_strategy_asks_more_and_replanning_neither() -> None:
    held = large_strategy(elements=2000, links=10_000)
    large_roadmap(held, actions=1000)
    action = Item.objects.filter(kind="action").order_by("pk")[500]
    client = cast.signed_in(cast.co_manager())
    client.get("/")
    named = {"slug": "large", "action": action.key}
    many = {address: asked(client, address.format(**named)) for address in LARGE}
    preview = {"start": "2024-01", "end": "2024-12", "with_successors": "on", "reason": "Late"}
    many["preview"] = asked(client, f"/pilot/large/roadmap/{action.key}/replan/", preview)
    assert {address: found for address, found in many.items() if found > MOST} == {}
