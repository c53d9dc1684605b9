"""Profiles composed before anybody asks, and pages written once for all visitors."""

import gzip
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from tests.unit.web import cast

from beffroi.web.observatory.actions.index import run_index
from beffroi.web.observatory.models import ComposedProfile
from beffroi.web.observatory.queries import profile
from beffroi.web.observatory.queries.index import index_years
from beffroi.web.observatory.queries.profile import asked_for, compose_missing, composed, region_named
from beffroi.web.observatory.views import kept_pages

pytestmark = pytest.mark.django_db
SECTOR = "/observe/sectors/C21/"


def test_what_was_composed_ahead_is_only_read_when_somebody_asks(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(profile, "_looked_at", set())
    assert compose_missing(4) == 4
    code, lang = ComposedProfile.objects.values_list("code", "lang").order_by("code", "lang")[0]
    monkeypatch.setattr(profile, "_compose", lambda *_: pytest.fail("composed again"))
    with django_assert_num_queries(1):
        composed(asked_for(region_named(code), {}), lang)


def test_each_profile_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile, "_looked_at", set())
    monkeypatch.setattr(profile, "composed", lambda *_: None)
    looked_at = 0
    while found := compose_missing(100):
        looked_at += found
    assert looked_at == 2 * len(profile.current_territories())
    assert compose_missing(100) == 0


def test_a_page_is_written_once_for_visitors_in_each_language(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    caches["pages"].clear()
    first = client.get(SECTOR)
    monkeypatch.setattr(caches["pages"], "set", lambda *_: pytest.fail("written again"))
    assert client.get(SECTOR).content == first.content
    monkeypatch.undo()
    assert client.get(SECTOR, {"lang": "fr"}).content != first.content


def test_whoever_is_signed_in_gets_a_page_of_their_own(client: Client) -> None:
    caches["pages"].clear()
    client.get(SECTOR)
    person = cast.person("Quatrevents")
    text = cast.signed_in(person).get(SECTOR).content.decode()
    assert "Quatrevents" in text
    assert "Quatrevents" not in client.get(SECTOR).content.decode()


def test_a_new_vintage_of_the_figures_is_a_new_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    caches["pages"].clear()
    client.get(SECTOR)
    kept: list[str] = []
    monkeypatch.setattr(kept_pages, "fingerprint", lambda: "another")
    monkeypatch.setattr(caches["pages"], "set", lambda key, *_: kept.append(key))
    client.get(SECTOR)
    assert any(key.startswith("page:") for key in kept)


def test_a_kept_page_is_sent_as_it_lies_or_plain_to_who_wants_it_plain(client: Client) -> None:
    caches["pages"].clear()
    made = client.get(SECTOR)
    packed = client.get(SECTOR, headers={"accept-encoding": "br, gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == made.content
    plain = client.get(SECTOR, headers={"accept-encoding": "br"})
    assert "Content-Encoding" not in plain
    assert plain.content == made.content
    assert "Accept-Encoding" in packed["Vary"]


def test_a_new_official_run_makes_the_pages_of_the_index_anew(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    caches["pages"].clear()
    before = client.get("/observe/index/").content.decode()
    run_index(actor=cast.m_and_e_officer(), year=index_years()[-1])
    assert client.get("/observe/index/").content.decode() != before
