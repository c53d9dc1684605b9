"""The history of an object: to whom it may concern, in words, with few queries."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils.functional import Promise
from tests.unit.web.core.cast import leave_rows, person, rename, themself

from beffroi.web.core import history
from beffroi.web.core.models import AuditEntry, Job
from beffroi.web.core.registry import Registry

pytestmark = pytest.mark.django_db
OF_THE_SITE = history._objects
"""What the slices registered; a test registers its own."""


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each person sees their own history."""
    objects = Registry()
    objects.register("accounts.person", themself)
    monkeypatch.setattr(history, "_objects", objects)
    monkeypatch.setattr(history, "find", objects.find)
    yield


def address(of: Any) -> str:
    return reverse("core:history", args=["accounts.person", of.pk])


def test_a_history_is_shown_to_who_may_see_it_and_to_nobody_else(client: Client) -> None:
    ann, bob = person("Ann"), person("Bob")
    rename(actor=ann, of=ann, name="Anna")
    assert client.get(address(ann)).status_code == 302
    client.force_login(bob)
    assert client.get(address(ann)).status_code == 404
    client.force_login(ann)
    page = client.get(address(ann)).content.decode()
    assert "<b>Anna</b> · renamed" in page
    assert "personal, not kept here" in page
    assert "<td>English</td><td>French</td>" in page
    assert client.get(reverse("core:history", args=["accounts.roleGrant", 1])).status_code == 404
    assert client.get(reverse("core:history", args=["accounts.person", "x"])).status_code == 404
    assert client.get(reverse("core:history", args=["accounts.person", "9" * 40])).status_code == 404


def test_who_was_erased_stands_under_a_pseudonym(client: Client) -> None:
    ann, gone = person("Ann"), person("Gone Person")
    leave_rows(actor=gone, of=ann)
    leave_rows(actor=None, of=ann)
    type(gone).objects.filter(pk=gone.pk).delete()
    client.force_login(ann)
    page = client.get(address(ann)).content.decode()
    assert f"Former member {str(gone.key)[:8]}" in page and "Gone Person" not in page
    assert "Beffroi itself" in page


def test_a_long_history_takes_as_many_queries_as_a_short_one(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    ann = person()
    for _ in range(5):
        leave_rows(actor=person(), of=ann, many=9)
    client.force_login(ann)
    with django_assert_max_num_queries(11):
        page = client.get(address(ann)).content.decode()
    assert page.count("<time") == 30
    assert client.get(address(ann) + "?page=2").content.decode().count("<time") == 15


def test_htmx_gets_the_list_alone(client: Client) -> None:
    ann = person()
    leave_rows(actor=ann, of=ann)
    client.force_login(ann)
    fragment = client.get(address(ann), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment and 'class="timeline"' in fragment


def test_what_a_history_points_to_is_named_only_to_who_sees_it() -> None:
    ann, bob = person("Ann"), person("Bob")
    rows = [AuditEntry(verb="changed", of="core.job", key="1", before={}, after={"person_id": bob.pk})]
    from_ann = history.in_words(ann, Job, rows)
    from_bob = history.in_words(bob, Job, rows)
    assert from_ann[0].changes[0].after == "A member of the site"
    assert from_bob[0].changes[0].after == "Bob"
    rows[0].after = {"person_id": 999_999}
    assert history.in_words(ann, Job, rows)[0].changes[0].after == "Somebody", "no number of the database is shown"


def test_every_field_that_a_history_can_name_has_a_word_that_is_translated() -> None:
    models = [apps.get_model(label) for label in OF_THE_SITE._visible]
    assert len(models) > 30
    fields = [field for model in models for field in model._meta.concrete_fields]
    assert [str(field) for field in fields if not isinstance(history.word_of(field), Promise)] == []


def test_what_an_object_of_json_holds_is_told_part_by_part_in_words() -> None:
    held = {"title": {"fr": "Neuf", "en": ""}, "benefits": {"en": ["one", "two"]}, "recurring": True, "rest": {}}
    said = "Title (French): Neuf · Title (English): none · Benefits (English): one; two · "
    assert history._value(None, held, {}).casefold().startswith(said.casefold())
    assert history._value(None, [], {}) == history._value(None, {}, {}) == "none"
