"""Figures, profiles, index and clusters over the API: the library's own numbers, few queries, reasons for refusals."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.unit.web import cast
from tests.unit.web.observatory.test_own_series import added

from beffroi.figures.store import Figures
from beffroi.web.accounts.actions.tokens import make_token
from beffroi.web.observatory.actions.pins import pin_evidence, withdraw_pin

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def items(client: Client, address: str) -> list[dict[str, Any]]:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200, response.content
    found: list[dict[str, Any]] = response.json()["items"]
    return found


def test_values_are_those_of_the_library(client: Client) -> None:
    found = items(client, "figures/gdp_per_head_eur/values?region=BE3&year=2017")
    assert [(item["region"], item["value"]) for item in found] == [("BE3", 28100.0)]


def test_a_missing_value_has_its_reason(client: Client) -> None:
    found = items(client, "figures/manufacturing_share/values?country=IE&level=country&year=2015&size=200")
    expected = Figures.builtin().figure("manufacturing_share", "IE", 2015)
    assert [item["value"] for item in found] == [expected.value]
    assert bool(found[0]["reason"]) == (expected.value is None)


def test_a_sector_is_ranked_by_quotient(client: Client) -> None:
    found = items(client, "clusters/sectors/C21?by=quotient&size=5")
    quotients = [item["quotient"] for item in found]
    assert quotients == sorted(quotients, reverse=True)
    own = Figures.builtin().figure("location_quotient", found[0]["region"], 2015, sector="C21").value
    assert own == pytest.approx(quotients[0])


def test_contributions_sum_to_the_total(client: Client) -> None:
    found = client.get("/api/v1/indices/industrial_change/BE3").json()
    brought = sum(item["to_total"] or 0 for item in found["drivers"])
    assert brought == pytest.approx(found["scores"]["industrial_change"])


def test_a_profile_is_the_documented_one(client: Client) -> None:
    found = client.get("/api/v1/profiles/BE3?lang=fr").json()
    assert found["schema_version"] == 1
    assert found["region"]["name"] == "Wallonie"


def test_the_portal_gets_every_series(client: Client) -> None:
    response = client.get("/api/v1/catalogue.jsonld")
    assert response["Content-Type"] == "application/ld+json"
    assert any(one["dct:identifier"] == "gdp_per_head_eur" for one in response.json()["dcat:dataset"])


def test_the_catalogue_gives_things_where_the_vocabulary_wants_things(client: Client) -> None:
    """The ranges of DCAT-AP 3: a licence, rights, a publisher are things with a class, never bare words."""
    catalogue = client.get("/api/v1/catalogue.jsonld").json()
    held = {"dct:license", "dct:rights", "dct:publisher", "dct:provenance", "dct:format", "dcat:mediaType"}
    things = list(described(catalogue, held))
    assert {name for name, _thing in things} == held
    assert all(isinstance(thing, dict) and ("@id" in thing or "@type" in thing) for _name, thing in things)
    used = {word.split(":")[0] for word in re.findall(r'"([a-z]+:[A-Za-z]+)"', str(catalogue).replace("'", '"'))}
    assert used <= catalogue["@context"].keys()


def described(part: Any, names: set[str]) -> Iterator[tuple[str, Any]]:
    """Every value of some properties, however deep."""
    for name, value in part.items() if isinstance(part, dict) else ():
        if name in names:
            yield name, value
        for each in value if isinstance(value, list) else [value]:
            yield from described(each, names)


def test_a_pin_is_read_with_what_was_seen_and_a_withdrawn_one_says_so(client: Client) -> None:
    person = cast.person("Ana")
    made = pin_evidence(actor=person, target="/observe/figures/unemployment_rate/")
    assert [item["key"] for item in items(client, "evidence")] == [made.key]
    found = client.get(f"/api/v1/evidence/{made.key}").json()
    assert found["seen"]["fr"]["rows"]
    assert found["withdrawn"] is None
    withdraw_pin(actor=person, pin=made, because="a mistake")
    assert items(client, "evidence") == []
    assert client.get(f"/api/v1/evidence/{made.key}").json()["withdrawn"]["because"] == "a mistake"


@pytest.mark.parametrize(
    ("address", "status", "word"),
    [
        ("figures/gdp_per_head", 404, "gdp_per_head_eur"),
        ("figures/gdp_per_head_eur/values?sector=C21", 422, "sector"),
        ("figures/gdp_per_head_eur/values?region=Atlantis", 422, "Atlantis"),
        ("figures/gdp_per_head_eur/values?year=17", 422, "year"),
        ("profiles/Atlantis", 404, "Atlantis"),
        ("profiles/BE3?peers=Atlantis", 400, "Atlantis"),
        ("indices/happiness", 404, "industrial_change"),
        ("indices/industrial_change/XX", 404, "XX"),
        ("indices/industrial_change?year=1999", 404, "1999"),
        ("clusters/sectors/C99", 404, "C99"),
        ("clusters/sectors/C21?by=beauty", 422, "by"),
        ("nothing/here", 404, "openapi.json"),
    ],
)
def test_a_mistake_is_told(client: Client, address: str, status: int, word: str) -> None:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == status, response.content
    assert word in response.json()["detail"]


@pytest.mark.parametrize(
    "address",
    [
        "territories",
        "figures",
        "figures/gdp_per_head_eur",
        "figures/gdp_per_head_eur/values?size=200",
        "profiles/BE3",
        "indices/industrial_change?size=200",
        "indices/industrial_change/BE3",
        "clusters/sectors?size=200",
        "clusters/sectors/C21?size=200",
        "clusters/regions/BE3",
        "catalogue.jsonld",
        "evidence",
        "indices",
    ],
)
def test_queries_do_not_grow_with_the_regions(client: Client, address: str, django_assert_max_num_queries: Any) -> None:
    client.get(f"/api/v1/{address}")
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(f"/api/v1/{address}").status_code == 200


def test_an_own_series_is_there_for_those_who_may_see_it(client: Client) -> None:
    owner = cast.evaluator()
    mine, opened = added(owner, visibility="private"), added(owner, visibility="open")
    assert client.get(f"/api/v1/figures/{opened.slug}").json()["label"] == "Green jobs"
    assert [item["value"] for item in items(client, f"figures/{opened.slug}/values?region=BE3")] == [11.5, 12.5]
    assert client.get(f"/api/v1/figures/{mine.slug}").status_code == 404
    assert client.get(f"/api/v1/figures/{mine.slug}/values").status_code == 404
    secret = make_token(actor=owner, name="mine", expires_on=timezone.localdate())
    assert client.get(f"/api/v1/figures/{mine.slug}", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
