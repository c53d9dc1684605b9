"""The declaration of what is uncertain: what is refused before anything runs, and where it stands."""

import polars as pl
import pytest

from beffroi.analytics.composite.pipeline import build_index
from beffroi.analytics.composite.spec import parse_spec
from beffroi.analytics.errors import InputError

GOOD = """\
id: small
title: {en: Small}
indicators: [{id: a}, {id: b}]
tree:
  - {id: total, label: {en: Total}, children: [mean, b]}
  - {id: mean, label: {en: Mean}, children: [a]}
steps: [{normalise: {}}, {aggregate: {}}]
uncertainty:
  inputs:
    - id: first
      noise: {1: 0.25}
    - id: second
      INPUT
"""
CASES = {
    "no kind": ("label: {en: X}", 12, "is of one kind; give it one of alternatives"),
    "two kinds": ("noise: {1: 0.1}\nimputation: donor", 12, "is of one kind"),
    "a parameter without values": ("parameter: normalise.sd", 12, "has one of values, uniform and triangular"),
    "values without a parameter": ("noise: {1: 0.1}\nvalues: [1, 2]", 12, "has one of values"),
    "a parameter that is none": ("parameter: normalise.size\nuniform: [1, 2]", 13, "'normalise.size' is no parameter"),
    "a range of whole numbers": (
        "parameter: treat.winsorise_max\nuniform: [1, 5]",
        13,
        "treat.winsorise_max is a whole number; list its values",
    ),
    "a range upside down": ("parameter: normalise.sd\nuniform: [2, 1]", 12, "the first number of uniform"),
    "a triangle out of order": ("parameter: normalise.sd\ntriangular: [1, 3, 2]", 12, "the lowest, the likeliest"),
    "a value that does not fit": (
        "parameter: normalise.sd\nuniform: [-1, 2]",
        12,
        "alternative 1 of 'second' cannot be run: normalise.sd: input should be greater than 0.",
    ),
    "a step that is none": ("alternatives: [{}, {smooth: {}}]", 13, "'smooth' is no step; the steps are denominate"),
    "a key that is none": ("alternatives: [{}, {treat: {skewness: 1}}]", 13, "'skewness' is no key of treat"),
    "a method that is none": (
        "alternatives: [{}, {normalise: {method: cube}}]",
        13,
        "alternative 2 of 'second' cannot be run: normalise.method: input should be 'minmax'",
    ),
    "only one alternative": ("alternatives: [{}]", 13, "at least 2"),
    "no step aggregates": ("alternatives: [{}, {aggregate: none}]", 13, "no step aggregates"),
    "goalposts that are not there": (
        "alternatives: [{}, {normalise: {method: goalposts}}]",
        13,
        "indicator 'a' has no goalposts",
    ),
    "noise at the top": ("noise: {3: 0.1}", 13, "nothing below the total stands at level 3; choose 1 to 2."),
    "noise beyond all": ("noise: {1: 1.5}", 13, "less than or equal to 1"),
    "weights of nobody": ("weight_sets: [{a: 1}, {c: 1}]", 13, "'c' is no indicator or node below the total"),
    "weights that sum to zero": ("weight_sets: [{a: 1}, {a: 0}]", 13, "the weights under node 'mean' sum to zero"),
    "nobody left out": ("leave_out: [a, c]", 13, "'c' is no indicator or node below the total"),
    "one left out twice": ("leave_out: [a, a]", 13, "stands twice; keep one"),
    "a chance of nothing": ("noise: {1: 0.1}\nchance: 0.5", 12, "a chance belongs to leave_out"),
    "draws of nothing": ("imputation: donor", 13, "no step imputes, so there is nothing to draw"),
    "an unknown key": ("nois: {1: 0.1}", 13, "extra inputs"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_run_is_refused_with_its_line(case: str) -> None:
    written, line, problem = CASES[case]
    with pytest.raises(InputError) as caught:
        parse_spec(GOOD.replace("INPUT", written.replace("\n", "\n      ")), "mine.yaml")
    said = str(caught.value)
    assert problem in said
    assert said.startswith(f"mine.yaml, line {line}"), said


@pytest.mark.parametrize(("name", "word"), [("first", "stands twice"), ("run", "a word of designs"), ("u_x", "a word")])
def test_an_id_that_a_design_could_not_tell_apart_is_refused(name: str, word: str) -> None:
    text = GOOD.replace("id: second", f"id: {name}").replace("INPUT", "leave_out: [b]")
    with pytest.raises(InputError, match=word):
        parse_spec(text, "mine.yaml")


def test_a_group_that_only_an_alternative_needs_is_read_too() -> None:
    spec = parse_spec(GOOD.replace("INPUT", "alternatives: [{}, {impute: {by: zone}}]"), "mine.yaml")
    assert "zone" in spec.columns_of_text


def test_the_checksum_of_an_index_is_that_of_the_index_alone() -> None:
    data = pl.DataFrame({"unit": ["x", "y"], "a": [1, 2], "b": [3, 4]})
    with_it = parse_spec(GOOD.replace("INPUT", "leave_out: [b]"), "mine.yaml")
    without = parse_spec(GOOD.partition("uncertainty:")[0], "mine.yaml")
    assert build_index(with_it, data).run["spec_sha256"] == build_index(without, data).run["spec_sha256"]
