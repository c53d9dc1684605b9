"""Strategies listed and started, at a glance, their people, their versions and what differs between two."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from tests.large_strategy import large_strategy
from tests.unit.web import cast, cast_strategy

from beffroi.web.accounts.actions import grant_role
from beffroi.web.chain.actions import add_evidence, change_node, remove_node
from beffroi.web.strategy.actions import publish_version
from beffroi.web.strategy.models import Strategy, Version

pytestmark = pytest.mark.django_db


def words(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def manager() -> Client:
    return cast.signed_in(cast.co_manager())


def test_only_who_may_read_a_draft_finds_it_in_the_list() -> None:
    cast_strategy.strategy("Hidden")
    cast_strategy.published()
    assert "1 strategy is open to you. 1 is in force." in words(Client(), "/strategy/")
    assert "2 strategies are open to you. 1 is in force." in words(cast.signed_in(cast.reader()), "/strategy/")


def test_a_strategy_is_started_with_an_empty_draft_and_faults_are_said_at_the_field() -> None:
    said = {"title_en": "New", "region": "be3", "starts": "2028-01-01", "ends": "2021-01-01", "languages": ["fr"]}
    answer = manager().post("/strategy/new/", {**said, "region": "Atlantis"[:5]})
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"region", "ends"}
    assert manager().post("/strategy/new/", {**said, "ends": ""})["Location"] == "/strategy/new-strategy/"
    made = Strategy.objects.get()
    assert (made.region, made.languages, made.versions.get().status) == ("BE3", ["fr"], "draft")
    assert "Nothing is written yet" in words(manager(), "/strategy/new-strategy/")


def test_title_and_period_change_as_they_were_seen_and_published_versions_keep_theirs() -> None:
    held, client = cast_strategy.published(), manager()
    address = f"/strategy/{held.slug}/edit/"
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    assert set(client.post(address, sent | {"ends": "2020-01-01"}).context["form"].errors) == {"ends"}
    assert client.post(address, sent | {"title_en": "Smarter", "ends": "2027-12-31"}).status_code == 302
    second = client.post(address, sent | {"title_en": "Smartest"})
    assert (second.status_code, Strategy.objects.get().title["en"]) == (409, "Smarter")
    again = second.context["form"].data | {"title_en": "Smartest"}
    assert client.post(address, again).status_code == 302
    first, draft = held.strategy.versions.order_by("number")
    assert (first.title["en"], first.ends, draft.title) == ("Smart strategy", None, None)
    assert "published as “Smart strategy”, 1 January 2021 – open" in words(Client(), f"/strategy/{held.slug}/")
    assert "published as" not in words(client, f"/strategy/{held.slug}/?version=2")


def test_the_overview_counts_what_there_is_and_every_page_says_what_is_missing() -> None:
    held = cast_strategy.published()
    page = words(Client(), f"/strategy/{held.slug}/")
    assert "1 challenge, 1 specific objective, 1 intervention." in page
    for path in ("", "logic/", "versions/", "elements/factor/", f"element/{held.nodes['factor'].item.key}/"):
        assert "1 thing is missing in the strategy" in words(Client(), f"/strategy/{held.slug}/{path}"), path
        inside = words(cast.signed_in(cast.co_manager()), f"/strategy/{held.slug}/{path}")
        assert "4 things are missing in the strategy" in inside, path
    assert f'href="/strategy/{held.slug}/"' in words(Client(), f"/strategy/{held.slug}/logic/")


def test_a_role_for_one_strategy_opens_that_one_alone() -> None:
    mine, other = cast_strategy.strategy("Mine"), cast_strategy.strategy("Other")
    admin, person = cast.administrator(), cast.person("Nadia")
    client = cast.signed_in(admin)
    asked = {"email": "nobody@example.org", "role": "co_manager"}
    assert "invite the person first" in client.post(f"/strategy/{mine.slug}/people/grant/", asked).content.decode()
    far = {**asked, "email": person.email, "ends": "9999-12-31"}
    assert "ends" in client.post(f"/strategy/{mine.slug}/people/grant/", far).context["form"].errors
    client.post(f"/strategy/{mine.slug}/people/grant/", {**asked, "email": person.email})
    nadia = cast.signed_in(person)
    assert nadia.get(f"/strategy/{mine.slug}/element/new/?kind=challenge").status_code == 200
    assert nadia.get(f"/strategy/{other.slug}/").status_code == 404
    assert "Nadia" in words(nadia, f"/strategy/{mine.slug}/people/")
    with pytest.raises(Exception, match="whole site"):
        grant_role(actor=admin, person=person, role="administrator", scope=mine)


def test_publishing_names_the_gaps_and_then_nothing_changes_any_more() -> None:
    held = cast_strategy.published()
    where = f"/strategy/{held.slug}/versions/"
    page = words(manager(), f"{where}2/publish/")
    assert "4 things are still missing." in page
    assert "The intervention has no cost" in page
    assert manager().post(f"{where}2/publish/", {"note_en": "Better"})["Location"] == where
    assert list(Version.objects.values_list("number", "status")) == [(2, "published"), (1, "superseded")]
    assert manager().get(f"{where}2/publish/")["Location"] == where
    again = manager().post(f"{where}2/publish/", {"note_en": "Worse"})
    assert "was published already" in again.content.decode()
    edit = manager().get(f"/strategy/{held.slug}/element/{held.nodes['challenge'].item.key}/edit/")
    assert edit.status_code == 403
    assert "start a new version and change that" in edit.content.decode()
    manager().post(f"{where}start/")
    assert Version.objects.get(status="draft").number == 3
    assert "A draft is open already" in manager().post(f"{where}start/", follow=True).content.decode()


def test_the_difference_is_said_in_words_and_in_json() -> None:
    held = cast_strategy.published()
    node = held.nodes["challenge"]
    change_node(actor=None, node=node, revision=1, title={**node.title, "en": "Quite another"}, text={}, details={})
    said = held.nodes["specific_objective"]
    change_node(actor=None, node=said, revision=1, title=said.title, text={"en": "In three years"}, details={})
    remove_node(actor=None, node=held.nodes["intervention"])
    cast_strategy.node(held.version.space, "niche", "A new niche")
    add_evidence(actor=None, of=node, kind="document", source="A study")
    where = f"/strategy/{held.slug}/versions/1/to/2/"
    page = words(manager(), where)
    assert "2 added, 2 removed, 2 changed." in page
    assert "In three years" in page
    assert "nothing → nothing" not in re.sub("<[^>]+>", "", page)
    assert 'Title (English): <span lang="en"><del>The challenge</del> → <ins>Quite another</ins>' in page
    assert "<strong>Removed:</strong> O1 The specific objective – is served by – H1 The intervention" in page
    assert "<strong>Added:</strong> C1 Quite another: A study" in page
    found = json.loads(manager().get(where[:-1] + ".json").content)
    changes = [one["changes"] for one in found["elements"]["changed"] if one["key"] == str(node.item.key)]
    assert changes == [[{"path": ["title", "en"], "old": "The challenge", "new": "Quite another"}]]
    publish_version(actor=cast.co_manager(), version=held.version)
    assert Client().get(where).status_code == 200


def test_at_full_size_pages_take_few_queries_and_one_page_of_gaps(django_assert_max_num_queries: Any) -> None:
    large = large_strategy(elements=2000, links=10_000)
    client = manager()
    publish_version(actor=cast.co_manager(), version=large.version)
    client.post(f"/strategy/{large.strategy.slug}/versions/start/")
    paths = ("", "check/", "elements/factor/?page=2", "versions/", "versions/2/publish/", "versions/1/to/2/", "people/")
    for path in paths:
        with django_assert_max_num_queries(15):
            page = client.get(f"/strategy/{large.strategy.slug}/{path}")
        assert page.status_code == 200
        assert len(page.content) < 150_000


@pytest.mark.parametrize("pair", ["1/to/99999999999999999999/", "99999999999999999999/to/1/", "1/to/2147483648.json"])
def test_a_number_that_no_version_has_is_not_found(pair: str) -> None:
    held = cast_strategy.published()
    assert manager().get(f"/strategy/{held.slug}/versions/{pair}").status_code == 404
