"""The page of an element, and how it is written: in the draft, with both texts kept when two write at once."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.unit.web import cast, cast_strategy

from beffroi.web.chain.models import Evidence, Link, Node
from beffroi.web.core import files
from beffroi.web.observatory.actions.pins import pin_evidence

pytestmark = pytest.mark.django_db


def address(held: Any, view: str, kind: str = "challenge", query: str = "", **more: Any) -> str:
    key = held.nodes[kind].item.key
    return reverse(f"strategy:{view}", kwargs={"slug": held.slug, "key": key, **more}) + query


def manager() -> Client:
    return cast.signed_in(cast.co_manager())


def texts(title: str, revision: int = 1, **more: str) -> dict[str, Any]:
    return {"revision": revision, "title_en": title, "title_fr": "Le défi", "text_en": "", "text_fr": "", **more}


def test_a_published_element_says_why_it_cannot_be_changed_and_leads_to_the_draft() -> None:
    held = cast_strategy.published()
    page = manager().get(address(held, "element")).content.decode()
    assert "This version is published and never changes" in page
    assert address(held, "element", query="?version=2") in page
    assert address(held, "element_edit") not in page
    draft = manager().get(address(held, "element", query="?version=2")).content.decode()
    assert address(held, "element_edit") in draft
    assert "never changes" not in draft


def test_links_read_in_words_in_both_directions() -> None:
    held = cast_strategy.published()
    page = " ".join(Client().get(address(held, "element")).content.decode().split())
    assert "is drawn from</span> <a" in page
    assert "is answered by</span> <a" in page


def test_a_change_goes_to_the_draft_and_the_published_version_stays() -> None:
    held = cast_strategy.published()
    manager().post(address(held, "element_edit"), texts("Sharper"))
    assert Node.objects.get(pk=held.nodes["challenge"].pk).title == {"en": "Sharper", "fr": "Le défi"}
    assert Node.objects.get(pk=held.old["challenge"].pk).title["en"] == "The challenge"


def test_fields_of_a_kind_are_kept_as_declared() -> None:
    held = cast_strategy.published()
    below = address(held, "element_below", "intervention", "?kind=cost&relation=costs")
    said = texts("Staff", low="100000", high="150000.50", recurring="on", owner="The Region")
    assert manager().post(below, said).status_code == 302
    cost = Node.objects.get(item__kind="cost")
    assert cost.details == {"low": 100000, "high": 150000.5, "recurring": True, "owner": "The Region"}
    assert Link.objects.filter(kind="costs", target=cost.item, space=held.version.space).count() == 1
    wrong = manager().post(below, texts("Upside down", low="3", high="2"))
    assert wrong.status_code == 400
    assert "The highest amount is below the lowest" in wrong.content.decode()
    benefits = texts("x", benefits_en="One\n\nTwo ", benefits_fr="Un")
    manager().post(address(held, "element_edit", "intervention"), benefits)
    assert Node.objects.get(pk=held.nodes["intervention"].pk).details["benefits"] == {
        "en": ["One", "Two"],
        "fr": ["Un"],
    }


def test_the_second_editor_sees_both_texts_and_chooses_field_by_field() -> None:
    held = cast_strategy.published()
    manager().post(address(held, "element_edit"), texts("First", text_en="First text"))
    late = manager().post(address(held, "element_edit"), texts("Second", text_en="Second text"))
    assert late.status_code == 409
    page = late.content.decode()
    assert all(words in page for words in ("First", "Second", "First text", "Second text"))
    assert 'name="revision" value="2"' in page
    assert Node.objects.get(pk=held.nodes["challenge"].pk).title["en"] == "First"
    chosen = texts("Second", 2, text_en="Second text", take_title_en="mine", take_text_en="theirs")
    assert manager().post(address(held, "element_edit"), chosen).status_code == 302
    node = Node.objects.get(pk=held.nodes["challenge"].pk)
    assert (node.title["en"], node.text["en"]) == ("Second", "First text")


def test_a_text_changed_in_the_comparison_is_taken_although_what_stands_stays_chosen() -> None:
    held = cast_strategy.published()
    manager().post(address(held, "element_edit"), texts("First", text_en="First text"))
    page = manager().post(address(held, "element_edit"), texts("Second", text_en="Second text")).content.decode()
    found = re.search(r'name="compared" value="([0-9a-f]+)"', page)
    assert found is not None
    third = texts("A third title", 2, text_en="Second text", take_title_en="theirs", take_text_en="theirs")
    assert manager().post(address(held, "element_edit"), third | {"compared": found[1]}).status_code == 302
    node = Node.objects.get(pk=held.nodes["challenge"].pk)
    assert (node.title["en"], node.text["en"]) == ("A third title", "First text")


def test_who_may_not_write_is_told_what_is_missing_without_links_to_mend_it() -> None:
    held = cast_strategy.published()
    asked = f"/strategy/{held.strategy.slug}/check/?version={held.version.number}"
    assert "mend it" in manager().get(asked).content.decode()
    told = cast.signed_in(cast.reader()).get(asked).content.decode()
    assert "missing" in told
    assert "mend it" not in told


def test_what_others_rest_on_is_not_removed_and_the_page_lists_them() -> None:
    held = cast_strategy.published()
    refused = manager().post(address(held, "element_remove", "specific_objective"))
    assert refused.status_code == 409
    assert "The intervention" in refused.content.decode()
    assert manager().post(address(held, "element_remove", "intervention")).status_code == 302
    assert not Node.objects.filter(pk=held.nodes["intervention"].pk).exists()
    assert Node.objects.filter(pk=held.old["intervention"].pk).exists()


def test_a_link_is_chosen_among_suitable_elements_and_taken_away() -> None:
    held = cast_strategy.published()
    other = cast_strategy.node(held.version.space, "specific_objective", "Another objective")
    new = address(held, "link_new", query="?relation=down:answered_by")
    page = manager().get(new).content.decode()
    assert "Another objective" in page
    assert "The factor" not in page
    manager().post(new, {"other": str(other.item.key), "rationale_en": "Because", "rationale_fr": ""})
    link = Link.objects.get(target=other.item, space=held.version.space)
    assert link.rationale == {"en": "Because"}
    manager().post(address(held, "link_remove", pk=link.pk))
    assert not Link.objects.filter(pk=link.pk).exists()
    unsuitable = {"other": str(held.nodes["factor"].item.key), "rationale_en": "", "rationale_fr": ""}
    assert manager().post(new, unsuitable).status_code == 400


def test_a_pin_is_evidence_by_its_short_address_or_key_and_shows_its_state() -> None:
    held = cast_strategy.published()
    pin = pin_evidence(actor=cast.co_manager(), target="/observe/figures/unemployment_rate/")
    for said in (f"https://beffroi.example/e/{pin.key}/", pin.key.upper()):
        sent = {"kind": "figure", "pin": said, "source": "", "url": "", "note_en": "", "note_fr": ""}
        assert manager().post(address(held, "evidence_new"), sent).status_code == 302
    assert Evidence.objects.filter(pin=pin, item=held.nodes["challenge"].item).count() == 2
    page = manager().get(address(held, "element", query="?version=2")).content.decode()
    assert pin.title in page
    assert "unchanged" in page
    wrong = manager().post(address(held, "evidence_new"), {"kind": "figure", "pin": "nothing"})
    assert wrong.status_code == 400
    assert "There is no such pin" in wrong.content.decode()


def test_a_document_brings_its_file_which_goes_with_it() -> None:
    held = cast_strategy.published()
    upload = SimpleUploadedFile("rows.csv", b"region,value\nBE3,1\n", "text/csv")
    sent = {"kind": "document", "source": "Survey 2018", "url": "https://example.org/", "upload": upload}
    assert manager().post(address(held, "evidence_new"), sent).status_code == 302
    found = Evidence.objects.get(source="Survey 2018")
    stored = files.of(found).get()
    assert files.find(cast.person(), stored.key) is None
    assert files.find(cast.reader(), stored.key) == stored
    manager().post(address(held, "evidence_remove", evidence=found.key))
    assert not Evidence.objects.filter(pk=found.pk).exists()
    assert files.find(cast.reader(), stored.key) is None


def test_an_element_moves_among_those_of_its_kind() -> None:
    held = cast_strategy.published()
    cast_strategy.node(held.version.space, "challenge", "Second")
    order = Node.objects.filter(space=held.version.space, item__kind="challenge").order_by("position")
    manager().post(address(held, "element_move"), {"way": "down"})
    assert [one.title["en"] for one in order.all()] == ["Second", "The challenge"]
    manager().post(address(held, "element_move"), {"way": "up"})
    assert [one.title["en"] for one in order.all()] == ["The challenge", "Second"]


def test_who_only_reads_finds_no_control_and_strangers_find_no_draft() -> None:
    held = cast_strategy.published()
    for somebody in (cast.m_and_e_officer(), cast.reader(), cast.adviser()):
        page = cast.signed_in(somebody).get(address(held, "element", query="?version=2")).content.decode()
        assert address(held, "element_edit") not in page
    assert cast.signed_in(cast.person()).get(address(held, "element", query="?version=2")).status_code == 404
    assert Client().get(address(held, "element", query="?version=2")).status_code == 404


def test_the_page_asks_the_database_little_however_much_is_linked(django_assert_max_num_queries: Any) -> None:
    held = cast_strategy.published()
    for number in range(40):
        made = cast_strategy.node(held.version.space, "specific_objective", f"Objective {number}")
        cast_strategy.link(held.version.space, "answered_by", held.nodes["challenge"], made)
    client = manager()
    with django_assert_max_num_queries(15):
        assert client.get(address(held, "element", query="?version=2")).status_code == 200
