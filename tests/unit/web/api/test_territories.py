"""Territories over the API."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_search_finds_by_name_without_accents(client: Client) -> None:
    found = client.get("/api/v1/territories?q=liege").json()
    assert {item["code"] for item in found["items"]} == {"BE33"}
    assert found["total"] == 1


def test_pages_lead_to_each_other(client: Client) -> None:
    first = client.get("/api/v1/territories?size=200").json()
    assert first["total"] > 400
    assert first["previous"] is None
    second = client.get(first["next"]).json()
    assert second["page"] == 2
    assert not {item["code"] for item in first["items"]} & {item["code"] for item in second["items"]}


def test_an_old_code_says_what_became_of_it(client: Client) -> None:
    found = client.get("/api/v1/territories/FR30").json()
    assert "FRE1" in found["notes"][0]


def test_a_union_is_a_territory(client: Client) -> None:
    assert client.get("/api/v1/territories/DED2+DED4+DED5").json()["parts"] == ["DED2", "DED4", "DED5"]


@pytest.mark.parametrize(
    ("address", "status", "word"),
    [
        ("territories/Walonia", 404, "BE3"),
        ("territories?size=1000", 422, "size"),
        ("territories?page=0", 422, "page"),
        ("territories?yaer=2015", 422, "yaer"),
        ("territories?level=NUTS3", 422, "level"),
        ("territories/" + "x" * 300, 422, "code"),
    ],
)
def test_a_mistake_is_said_in_one_form(client: Client, address: str, status: int, word: str) -> None:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == status
    assert word in response.json()["detail"]
    assert set(response.json()) == {"detail", "field"}


def test_an_unknown_token_is_refused_with_its_reason(client: Client) -> None:
    response = client.get("/api/v1/territories", headers={"Authorization": "Bearer nothing"})
    assert response.status_code == 401
    assert "token" in response.json()["detail"]
