"""Duplicates among factors, merged without a loss; pairings that become directions or are set aside with a reason."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from tests.unit.web import cast, cast_strategy
from tests.unit.web.cast_strategy import factor
from tests.unit.web.strategy.test_strategies import manager, words

from beffroi.web.chain.actions import add_evidence, add_link, change_node, note_revisions
from beffroi.web.chain.actions.writing import Outdated
from beffroi.web.chain.models import Evidence, Link, Node
from beffroi.web.chain.queries import GraphNode, texts_joined
from beffroi.web.core.models import AuditEntry
from beffroi.web.observatory.actions.pins import pin_evidence
from beffroi.web.strategy import context as rules
from beffroi.web.strategy.actions import comment, merge_factors, request_change, set_aside, take_up_again
from beffroi.web.strategy.casefile import exported
from beffroi.web.strategy.models import SetAside


def node(item: int, heading: str, board: str = "swot", **title: str) -> GraphNode:
    return GraphNode(item, f"k{item}", "factor", f"F{item}", title, {"board": board, "heading": heading}, item)


def alike(one: str, other: str) -> float:
    return rules.likeness(rules.words_of(one), rules.words_of(other))


def test_words_are_compared_without_case_accents_plurals_and_common_words() -> None:
    assert rules.words_of("Les Compétences des clusters") == rules.words_of("competence, cluster")
    assert rules.words_of("of the and") == frozenset()
    assert alike("", "anything") == 0
    assert alike("Clusters carry duties on flat funding", "Flat funding: clusters carry duties") == 1


@pytest.mark.parametrize(
    ("one", "other", "is_duplicate"),
    [
        ("Skill shortages in high-tech and low-tech alike", "Shortage of skills in high-tech and low-tech", True),
        ("Pénuries de compétences dans l’industrie", "Pénurie de compétence en industrie", True),
        ("Clusters lack money", "Money for clusters is offered", False),
        ("Other regions attract firms away", "Other regions offer better jobs", False),
        ("Plan of 2005 for clusters", "Plan of 2009 for clusters", False),
        ("Network of 25 thematic skills centres", "Network of thematic skills centres", True),
    ],
)
def test_a_likely_duplicate_lies_above_the_threshold(one: str, other: str, is_duplicate: bool) -> None:
    assert (alike(one, other) >= rules.ALIKE) is is_duplicate
    assert alike(one, other) == alike(other, one)


def test_only_factors_of_one_analysis_and_texts_of_one_language_are_compared() -> None:
    one = node(1, "strength", en="Strong clusters in pharma", fr="Grappes fortes en pharmacie")
    other = node(2, "weakness", fr="Des grappes fortes en pharmacie")
    assert [(pair.one.item, pair.other.item) for pair in rules.duplicates([one, other])] == [(1, 2)]
    assert not rules.duplicates([one, node(2, "political", "pest", en="Strong clusters in pharma")])
    assert not rules.duplicates([node(1, "strength", en="Table"), node(2, "strength", fr="Table")])


def test_pairs_are_suggested_by_what_both_share_and_rare_things_weigh_most() -> None:
    factors = [
        node(1, "strength", en="Pharma leads"), node(2, "weakness", en="Skills lack"), node(3, "strength", en="Roads"),
        node(4, "opportunity", en="Pharma markets open"), node(5, "threat", en="Costs"), node(6, "political", "pest"),
    ]  # fmt: skip
    pin, survey = rules.Trait("figure", "abcd", "Jobs"), rules.Trait("consultation", "k", "Survey")
    found = rules.suggestions(factors, {2: {pin, survey}, 5: {pin, survey}, 1: {survey}, 4: {survey}, 6: {pin}}, "en")
    said = {name: [(p.inner.item, p.outer.item, round(p.weight, 2)) for p in pairs] for name, pairs in found.items()}
    assert said == {"so": [(1, 4, 0.93)], "st": [(1, 5, 0.33)], "wo": [(2, 4, 0.33)], "wt": [(2, 5, 3.33)]}
    assert [trait.label for trait in found["so"][0].shared] == ["pharma", "Survey"]
    assert rules.pairing_of(factors[3].details, factors[0].details) == ""


def test_texts_are_joined_part_by_part_and_what_both_say_stands_once() -> None:
    joined = texts_joined({"en": "A; B"}, {"en": "B; C; A B", "fr": "D"}, between="; ")
    assert joined == {"en": "A; B; C; A B", "fr": "D"}
    assert texts_joined({"en": "Roads"}, {"en": "Road"}) == {"en": "Roads\n\nRoad"}


@pytest.fixture
def held(db: None) -> Any:
    """A strategy whose draft has two factors that say the same, with links and evidence of their own and in common."""
    found = cast_strategy.published()
    space, challenge = found.version.space, found.nodes["challenge"]
    found.one = factor(space, "Clusters lack money", "weakness", source={"en": "Briefing"})
    found.two = factor(space, "Clusters lack the money", "weakness", source={"en": "Survey", "fr": "Enquête"})
    asked = cast_strategy.node(space, "consultation", "Survey", details={"method": "survey"})
    cast_strategy.link(space, "heard_in", asked, found.two)
    cast_strategy.link(space, "grounds", found.one, challenge)
    why = {"en": "Money matters"}
    double = add_link(
        actor=None, space=space, kind="grounds", source=found.two.item, target=challenge.item, rationale=why
    )  # fmt: skip
    add_evidence(actor=None, of=double, kind="statement", source="A firm")
    add_evidence(actor=None, of=found.two, kind="document", source="Accounts 2020")
    return found


def merged(held: Any, **more: Any) -> Any:
    given = {"actor": cast.co_manager(), "kept": held.one, "duplicate": held.two, "seen": (1, 1)} | more
    return merge_factors(strategy=held.strategy, **given)


def test_a_merge_keeps_every_text_source_link_and_piece_of_evidence(held: Any) -> None:
    Node.objects.filter(pk=held.two.pk).update(text={"en": "As firms say."})
    third = factor(held.version.space, "Firms lack money", "weakness")
    pair = (Node.objects.get(pk=held.two.pk), third)
    set_aside(actor=None, strategy=held.strategy, space=held.version.space, about="duplicate", pair=pair)
    comment(actor=cast.reader(), strategy=held.strategy, node=held.two, text="So it is")
    moves = merged(held, duplicate=pair[0])
    assert (len(moves.links), len(moves.doubled), len(moves.evidence)) == (1, 1, 1)
    kept = Node.objects.get(pk=held.one.pk)
    assert kept.title["en"] == "Clusters lack money"
    assert kept.text["en"] == f"Also stated as {held.two.code}: Clusters lack the money\n\nAs firms say."
    assert kept.text["fr"].endswith("Clusters lack the money (fr)")
    assert kept.details["source"] == {"en": "Briefing; Survey", "fr": "Enquête"}
    links = Link.objects.filter(space=held.version.space)
    assert links.get(kind="heard_in").target == kept.item
    grounds = links.get(kind="grounds", source=kept.item)
    assert grounds.rationale == {"en": "Money matters"}
    assert [one.source for one in grounds.evidence.all()] == ["A firm"]
    assert [one.source for one in Evidence.objects.filter(item=kept.item)] == ["Accounts 2020"]
    assert not Node.objects.filter(pk=held.two.pk).exists()
    assert held.strategy.comments.get().item == kept.item
    assert {frozenset((one.one_id, one.other_id)) for one in SetAside.objects.all()} >= {
        frozenset((kept.item_id, third.item_id))
    }
    assert AuditEntry.objects.filter(verb="merged", of="chain.node").count() == 2


def test_a_heading_that_is_another_one_is_kept_in_words(held: Any) -> None:
    other = factor(held.version.space, "Clusters lack money", "threat")
    merged(held, duplicate=other)
    assert Node.objects.get(pk=held.one.pk).text["en"] == f"Also stated as {other.code} (Threat): Clusters lack money"


def test_a_merge_is_refused_whole_where_it_would_hide_something(held: Any) -> None:
    wish = {"text": "x", "proposed": {"title": {"en": "y"}}, "revision": 1}
    asked = request_change(actor=cast.reader(), strategy=held.strategy, node=held.two, **wish)
    with pytest.raises(ValidationError, match="decide that request first"):
        merged(held)
    asked.delete()
    with pytest.raises(PermissionDenied):
        merged(held, actor=cast.reader())
    with pytest.raises(ValidationError, match="one kind and one version"):
        merged(held, duplicate=held.nodes["challenge"])
    said = {"title": held.two.title, "text": {}, "details": held.two.details}
    change_node(actor=None, node=held.two, revision=1, **said)
    with pytest.raises(Outdated):
        merged(held)
    old = held.old["factor"]
    twin = Node.objects.get(space=held.version.space, item=old.item)
    with pytest.raises(ValidationError):
        merged(held, kept=old, duplicate=twin)
    assert Link.objects.filter(target=held.nodes["challenge"].item, space=held.version.space).count() == 3


def test_what_was_to_be_reviewed_stays_so_and_pins_that_both_have_stand_once(held: Any) -> None:
    shown = Evidence.objects.get(item=held.two.item)
    pin = pin_evidence(actor=cast.co_manager(), target="/observe/figures/unemployment_rate/")
    for node in (held.one, held.two):
        add_evidence(actor=None, of=node, kind="figure", pin=pin.key)
    note_revisions(actor=None, evidence=shown, state="revised", digest="x", resting=[held.two], because={"en": "New"})
    moves = merged(held)
    assert (len(moves.evidence), len(moves.same)) == (1, 1)
    assert Evidence.objects.filter(item=held.one.item, pin=pin).count() == 1
    kept = Node.objects.get(pk=held.one.pk)
    assert kept.review_since is not None
    assert kept.review_because == {"en": "New"}


def test_an_author_looks_at_a_duplicate_merges_it_or_says_that_they_are_different(held: Any) -> None:
    client, where = manager(), f"/strategy/{held.slug}/context/duplicates/"
    assert "1 pair of factors of the draft is likely to say the same." in words(client, where)
    ends = f"{held.one.item.key}/{held.two.item.key}/"
    page = words(client, f"{where}{ends}merge/")
    assert "was brought up in K1 Survey" in page
    assert "Accounts 2020" in page
    assert "Also stated as F3: Clusters lack the money" in page
    assert client.post(f"{where}{ends}merge/", {"kept": 7, "other": 1}).status_code == 409
    assert client.post(f"{where}{ends}different/")["Location"].startswith(where)
    page = words(client, where)
    assert "No two factors of the draft are alike." in page
    assert "Different, as an author said" in page
    client.post(f"/strategy/{held.slug}/context/set-aside/{SetAside.objects.get().pk}/take-up/")
    assert "1 pair of factors" in words(client, where)
    answer = client.post(f"{where}{ends}merge/", {"kept": 1, "other": 1}, follow=True)
    assert "nothing that the other said is lost" in answer.content.decode()
    assert client.get(f"{where}{ends}merge/").status_code == 404


def test_a_pair_becomes_a_direction_of_the_chain_and_of_the_case_file(held: Any) -> None:
    client, where = manager(), f"/strategy/{held.slug}/context/directions/"
    market = factor(held.version.space, "Money for clusters is offered", "opportunity")
    page = words(client, f"{where}?version=2")
    assert "Both share: “clusters”, “money”" in page
    chosen = {"inner": held.one.item.key, "outer": market.item.key}
    ends = f"{held.one.item.key}/{market.item.key}/"
    assert client.get(f"{where}pair/", chosen)["Location"] == f"{where}{ends}?version=2"
    assert client.get(f"{where}pair/", {"inner": "x"})["Location"] == f"{where}?version=2"
    assert client.post(f"{where}{ends}", {"title_en": ""}).status_code == 400
    client.post(f"{where}{ends}", {"title_en": "Win funds together"})
    made = Node.objects.get(item__kind="direction")
    assert made.details == {"pairing": "wo", "state": "accepted"}
    case = exported(held.version, "en")
    assert {"kind": "pairs", "from": market.code, "to": made.code} in case["links"]
    assert [one["details"] for one in case["elements"] if one["id"] == made.code] == [made.details]
    page = words(client, f"{where}?version=2")
    assert "1 strategic direction is drawn" in page
    assert f"{where}{ends}" not in page
    why = words(client, f"/strategy/{held.slug}/element/{made.item.key}/why/?version=2")
    assert "Clusters lack money" in why
    assert "The direction directs nothing" in words(client, f"/strategy/{held.slug}/check/?version=2")
    assert "Suggested pairs" not in words(Client(), where)


def test_a_pair_is_set_aside_only_with_a_reason_and_can_be_taken_up_again(held: Any) -> None:
    client, where = manager(), f"/strategy/{held.slug}/context/directions/"
    market = factor(held.version.space, "Money for clusters is offered", "opportunity")
    ends = f"{where}{held.one.item.key}/{market.item.key}/"
    assert client.post(f"{ends}decline/", {"reason": " "}).status_code == 400
    client.post(f"{ends}decline/", {"reason": "Nothing to win"})
    page = words(client, f"{where}?version=2")
    assert "Nothing to win" in page
    assert f"{ends}decline/" not in page
    with pytest.raises(PermissionDenied):
        take_up_again(actor=cast.reader(), found=SetAside.objects.get())
    client.post(ends, {"title_en": "Win funds together"})  # accepted after all
    assert not SetAside.objects.exists()
    wrong = f"{where}{market.item.key}/{held.one.item.key}/"
    assert "pairs a strength or weakness with" in client.post(wrong, {"title_en": "x"}).content.decode()
