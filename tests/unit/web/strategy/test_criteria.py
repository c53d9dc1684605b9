"""The seven criteria of the enabling condition: what fulfils each, what is missing, what is not open to the reader."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from tests.unit.web import cast, cast_piloting, cast_strategy
from tests.unit.web.strategy.test_strategies import manager, words

from beffroi.web.piloting.actions import give_term
from beffroi.web.strategy.actions import name_proof
from beffroi.web.strategy.enabling import NUMBERS, POINTS, Criterion, Point, Proof, texts_of
from beffroi.web.strategy.models import NamedProof

WHERE = "/strategy/smart-strategy/criteria/"
THERE, MISSING, CLOSED = Point("a", (Proof("x", "/x/"),)), Point("b"), Point("c", closed=True)


@pytest.mark.parametrize(
    ("points", "named", "state"),
    [
        ((THERE, THERE), (), "fulfilled"),
        ((THERE, MISSING), (), "partly"),
        ((MISSING, MISSING), (), "missing"),
        ((MISSING,), (Proof("y", "/y/"),), "partly"),
        ((THERE, CLOSED), (), "closed"),
        ((), (), "missing"),
    ],
)
def test_a_criterion_is_fulfilled_when_every_point_has_a_proof(points: Any, named: Any, state: str) -> None:
    assert Criterion(1, "x", points, named).state == state


def test_there_are_seven_criteria_in_both_languages_and_each_asks_for_something() -> None:
    assert [set(texts_of(number)) for number in NUMBERS] == [{"en", "fr"}] * 7
    assert all(texts_of(number)["fr"] for number in NUMBERS)
    assert [bool(POINTS[number]) for number in NUMBERS] == [True] * 7


def states(client: Client, query: str = "") -> list[str]:
    return [one.state for one in client.get(WHERE + query).context["criteria"]]


@pytest.mark.django_db
def test_who_does_not_pilot_is_told_what_is_closed_and_not_that_it_is_missing() -> None:
    cast_strategy.published()
    assert states(Client()) == ["partly", "closed", "closed", "closed", "closed", "missing", "missing"]
    page = words(Client(), WHERE)
    assert "Those who pilot the strategy see this." in page
    assert "Name an element" not in page
    assert "The existence" not in page
    assert (
        states(cast.signed_in(cast.reader())) == ["partly", "missing", "missing", "partly", "partly"] + ["missing"] * 2
    )


@pytest.mark.django_db
def test_bodies_mandates_and_seats_fulfil_the_criterion_of_management(django_assert_max_num_queries: Any) -> None:
    held = cast_strategy.published()
    body = cast_piloting.body("SG", of=held.strategy)
    client = manager()
    page = words(client, WHERE)
    assert "Its mandate is final or agreed" in page
    assert f'<a href="/pilot/{held.slug}/">Make a mandate final</a>' in page
    assert states(client)[1] == "partly"
    give_term(actor=None, seat=cast_piloting.seat(body), person=cast.person("Sitter"), starts=date(2021, 1, 1))
    mandate = body.mandates.first() or cast_piloting.start_mandate(actor=None, body=body)
    type(mandate).objects.filter(pk=mandate.pk).update(state="agreed")
    assert states(client)[1] == "fulfilled"
    with django_assert_max_num_queries(15):
        client.get(WHERE)


@pytest.mark.django_db
def test_an_author_names_what_fulfils_a_criterion_that_no_rule_can_see() -> None:
    held = cast_strategy.published()
    client, element = manager(), held.nodes["intervention"].item
    cast_strategy.node(held.version.space, "priority_area", "Green economy")
    said = {"element": str(element.key), "note_en": "Partners in Lille take part"}
    assert client.get(f"{WHERE}8/proofs/new/").status_code == 404
    assert client.post(f"{WHERE}7/proofs/new/", said | {"element": "x"}).status_code == 400
    assert client.post(f"{WHERE}7/proofs/new/", said)["Location"].endswith("/criteria/?version=2#c7")
    assert states(client, "?version=2")[6] == "fulfilled"
    assert "Partners in Lille take part" in words(client, WHERE)
    with pytest.raises(PermissionDenied):
        name_proof(actor=cast.reader(), strategy=held.strategy, criterion=7, item=element.pk, note={})
    client.post(f"{WHERE}7/proofs/{NamedProof.objects.get().pk}/remove/")
    assert states(client)[6] == "missing"
