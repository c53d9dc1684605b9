"""Specs: what is refused, where it stands, and what is shipped."""

from pathlib import Path

import pytest

from beffroi.analytics.composite.spec import load_spec, parse_spec
from beffroi.analytics.errors import InputError

GOOD = """\
id: small
title: {en: Small}
indicators:
  - {id: a}
  - {id: b, polarity: -1, weight: 2}
tree:
  - id: total
    label: {en: Total}
    children: [first, second]
  - id: first
    label: {en: First, fr: Premier}
    children: [a]
  - id: second
    label: {en: Second}
    children: [b]
"""


def changed(*replacements: tuple[str, str]) -> str:
    text = GOOD
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return text


REFUSED = {
    "an unknown key": (changed(("weight: 2", "wieght: 2")), 5, "indicators.1.wieght: extra inputs"),
    "an unknown key at the top": (changed(("id: small", "id: small\nunits: x")), 2, "units: extra inputs"),
    "a polarity that is none": (changed(("polarity: -1", "polarity: 0")), 5, "indicators.1.polarity: input should"),
    "a weight that is no number": (changed(("weight: 2", "weight: much")), 5, "indicators.1.weight: input should"),
    "an infinite weight": (changed(("weight: 2", "weight: .inf")), 5, "finite"),
    "a negative weight": (changed(("weight: 2", "weight: -2")), 5, "the weight of 'b' is negative"),
    "weights that sum to zero": (changed(("weight: 2", "weight: 0")), 13, "under node 'second' sum to zero"),
    "an id that stands twice": (changed(("id: first", "id: second")), 13, "the id 'second' stands twice"),
    "an indicator that stands twice": (changed(("{id: a}", "{id: b}")), 5, "the id 'b' stands twice"),
    "an indicator with the id of a node": (changed(("{id: a}", "{id: first}")), 10, "the id 'first' stands twice"),
    "an id that is the column of the units": (changed(("id: small", "id: small\nunit: a")), 5, "column of the units"),
    "an unknown child": (changed(("children: [a]", "children: [a, c]")), 12, "'c' is declared nowhere"),
    "a child of two parents": (
        changed(("children: [b]", "children: [b, a]")),
        15,
        "child of both 'first' and 'second'",
    ),
    "a child listed twice": (changed(("children: [b]", "children: [b, b]")), 15, "child of both 'second' and 'second'"),
    "a node without children": (changed(("children: [a]", "children: []")), 10, "node 'first' has no children"),
    "an indicator in no node": (changed(("{id: a}", "{id: a}\n  - {id: c}")), 5, "indicator 'c' is in no node"),
    "two nodes at the top": (changed(("[first, second]", "[first]")), 13, "'total' and 'second' are all at the top"),
    "a cycle": (changed(("children: [a]", "children: [a, total]")), 9, "cycle, total → first → total;"),
    "a node that is its own child": (
        changed(("children: [a]", "children: [a, first]")),
        12,
        "'first' is a child of both",
    ),
    "a range that goes down": (GOOD + "normalise: {range: [1, 0]}\n", 16, "normalise.range: the first number"),
    "a coverage above one": (GOOD + "aggregate: {minimum_coverage: 2}\n", 16, "aggregate.minimum_coverage: input"),
    "a method that does not exist": (GOOD + "aggregate:\n  method: median\n", 17, "aggregate.method: input"),
    "a key that stands twice": (changed(("id: small", "id: small\nid: other")), 2, "the key 'id' stands twice"),
    "text that is not YAML": (changed(("title: {en: Small}", "title: {en: Small")), 3, "this is not YAML"),
    "a node that is missing and has children": (
        changed(("children: [a]", "children: [a]\n    missing: {en: none}")),
        13,
        "node 'first' is declared missing and has children",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_spec_that_cannot_be_used_is_refused_with_file_and_line(case: str) -> None:
    text, line, said = REFUSED[case]
    with pytest.raises(InputError) as caught:
        parse_spec(text, "mine.yaml")
    sentence = str(caught.value)
    assert sentence.startswith(f"mine.yaml, line {line}"), sentence
    assert said in sentence


@pytest.mark.parametrize("text", ["just a sentence", "- a\n- list", "~", "2023-13-45", "[" * 3000, "&a [*a]"])
def test_text_that_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"^mine\.yaml"):
        parse_spec(text, "mine.yaml")


def test_a_child_that_repeats_in_a_ring_below_the_total_is_a_cycle() -> None:
    ring = changed(("children: [a]", "children: [a, third]")) + (
        "  - id: third\n    label: {en: Third}\n    children: [fourth]\n"
        "  - id: fourth\n    label: {en: Fourth}\n    children: [c]\n"
    )
    looped = ring.replace("children: [first, second]", "children: [second]").replace("[c]", "[first]")
    with pytest.raises(InputError, match="the tree has a cycle, first → third → fourth → first;"):
        parse_spec(looped, "mine.yaml")


def test_a_good_spec_knows_its_tree() -> None:
    spec = parse_spec(GOOD, "mine.yaml")
    assert spec.total == "total"
    assert spec.dimensions == ["first", "second"]
    assert spec.columns == ["first", "second", "total"]
    assert [node.id for node in spec.bottom_up()] == ["first", "second", "total"]
    assert (spec.weight("b"), spec.weight("first")) == (2.0, 1.0)
    assert spec.node("first").label.of("fr") == "Premier"
    assert spec.node("second").label.of("fr") == "Second"


def test_a_spec_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert load_spec(path) == parse_spec(GOOD, "elsewhere")


def test_a_file_that_does_not_exist_is_refused_with_the_specs_that_are_shipped() -> None:
    with pytest.raises(InputError, match=r"nowhere\.yaml: no such file; .*industrial-change"):
        load_spec("nowhere.yaml")


def test_the_shipped_index_has_its_seven_dimensions_in_order() -> None:
    spec = load_spec("industrial-change")
    assert spec.dimensions == [
        "innovative_economy",
        "new_technologies",
        "digitalisation",
        "firm_investments",
        "internationalisation",
        "creativity",
        "entrepreneurship",
    ]


def test_the_shipped_index_gives_a_reason_for_every_choice_in_both_languages() -> None:
    spec = load_spec("industrial-change")
    assert all(item.reason.endswith(".") and item.label and item.label.fr for item in spec.indicators)
    assert all(node.label.fr for node in spec.tree)
    missing = {node.id: node.missing for node in spec.tree if node.missing}
    assert set(missing) == {"internationalisation", "entrepreneurship"}
    assert all(reason.en and reason.fr for reason in missing.values())
