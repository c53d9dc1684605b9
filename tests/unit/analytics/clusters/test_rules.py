"""Rule profiles: what the shipped ones declare, and what a file of one's own may not."""

from pathlib import Path

import pytest

from beffroi.analytics.clusters.declared import checksum
from beffroi.analytics.clusters.rules import Threshold, load_rules, rules_path
from beffroi.analytics.errors import InputError

OWN = "id: own\nversion: 2\ntitle: t\nsource: s\n"


def test_eco_2007_is_size_specialisation_and_focus() -> None:
    rules = load_rules("eco-2007")
    assert (rules.size, rules.focus) == (Threshold(top_share=0.1), Threshold(top_share=0.1))
    assert rules.specialisation == Threshold(minimum=2.0)
    assert rules.productivity is None
    assert rules.minimum_size == 0
    assert rules.assumed == []


def test_eocic_marks_every_threshold_as_assumed() -> None:
    rules = load_rules("eocic")
    named = {name for name in ("size", "specialisation", "focus", "productivity") if getattr(rules, name) is not None}
    assert named == {"size", "specialisation", "productivity"}
    assert {item.split(".")[0] for item in rules.assumed} == named


def test_a_file_of_ones_own_is_read(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(OWN + "size: {top_share: 0.25}\n", encoding="utf-8")
    assert load_rules(file).size == Threshold(top_share=0.25)
    assert rules_path(str(file)) == file
    assert checksum(file) != checksum(rules_path("eco-2007"))


@pytest.mark.parametrize(
    ("name", "hint"),
    [("eco2007", "did you mean eco-2007?"), ("EOCIC", "name one of eco-2007, eocic"), ("x" * 5000, "name one of")],
)
def test_unknown_rules_name_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(InputError) as caught:
        load_rules(name)
    assert hint in str(caught.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (OWN + "size: {top_share: 2}\n", r"own.yaml, line 5, size.top_share: input should be less than or equal to 1"),
        (OWN + "size: {top_share: 0.1, minimum: 3}\n", r"own.yaml, line 5, size: give either top_share or min"),
        (OWN + "size: {}\n", r"own.yaml, line 5, size: give either"),
        (OWN + "sise: {top_share: 0.1}\n", r"own.yaml, line 5, sise: extra inputs are not permitted"),
        ("id: own\n", r"own.yaml, version: field required"),
        (OWN + "size: {top_share: [\n", r"own.yaml, line 6: this is not YAML"),
        (OWN, r"own.yaml: no dimension is judged, name at least one of size, specialisation, focus, productivity"),
        (OWN + "size: {minimum: .inf}\n", r"own.yaml, line 5, size.minimum: input should be a finite number"),
        (OWN + "minimum_size: .inf\nsize: {minimum: 1}\n", r"own.yaml, line 5, minimum_size: input should be a finite"),
        (OWN + "size: {minimum: 1}\nsize: {minimum: 2}\n", r"own.yaml, line 6: the key 'size' stands twice; keep one"),
        (OWN + "size: {minimum: 1, minimum: 2}\n", r"own.yaml, line 5: the key 'minimum' stands twice"),
        (OWN + "date: 2020-13-45\n", r"own.yaml: this YAML cannot be read \(month must be in 1..12\)"),
        (OWN + "size: " + "[" * 20_000, r"own.yaml: this YAML cannot be read"),
        ("- a\n", r"own.yaml: the file is not made of keys and values"),
    ],
)
def test_a_wrong_rule_is_named(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=sentence):
        load_rules(file)
