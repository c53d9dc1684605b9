"""Wholes from parts, and why a part is left out."""

import math

import pytest

from beffroi.analytics.results.aggregation import Part, Rule, aggregate


@pytest.mark.parametrize(
    ("rule", "part", "why"),
    [
        ("sum", Part("x", None), "it has no value"),
        ("sum", Part("x", math.nan), "its value is not a finite number"),
        ("sum", Part("x", 1.0, "persons"), "it is in persons, the whole in EUR"),
        ("weighted_mean", Part("x", 1.0), "it has no weight above zero"),
        ("weighted_mean", Part("x", 1.0, weight=0.0), "it has no weight above zero"),
        ("weighted_mean", Part("x", 1.0, weight=math.inf), "it has no weight above zero"),
        ("last", Part("x", 1.0), "it has no month"),
        ("last", Part("x", 1.0, at=4), "a later value takes its place"),
        ("distinct", Part("x", 40.0), "it gives a number without rows"),
        ("distinct", Part("x"), "it has no rows of beneficiaries"),
        ("none", Part("x", 1.0), "this indicator is not put together from its parts"),
    ],
)
def test_a_part_that_cannot_be_used_says_why(rule: Rule, part: Part, why: str) -> None:
    good = Part("good", 2.0, "EUR", weight=1.0, at=5, beneficiaries=("a",))
    whole = aggregate(rule, (good, part))
    told = {each.part: str(each.reason) for each in whole.left_out}
    assert told["x"].startswith(why)
    assert (whole.parts == ()) == (rule == "none")
    assert {*whole.parts, *told} == {"good", "x"}
    assert aggregate(rule, (part,), unit="EUR").value is None or why.startswith("a later")


def test_the_rules() -> None:
    parts = (
        Part("a", 10.0, weight=3.0, at=5, beneficiaries=("x", " y ", "x")),
        Part("b", 20.0, weight=1.0, at=7, beneficiaries=("y", "", "z")),
        Part("c", 30.0, weight=4.0, at=7, beneficiaries=()),
    )
    assert aggregate("sum", parts).value == 60.0
    assert aggregate("weighted_mean", parts).value == 21.25
    assert aggregate("distinct", parts).value == 3.0
    assert aggregate("distinct", parts[2:]).value == 0.0
    last = aggregate("last", parts)
    assert (last.value, last.parts) == (30.0, ("c",))
    assert aggregate("none", parts).value is None
    assert aggregate("sum", ()).value is None
    assert aggregate("sum", (Part("a", 0.0),)).value == 0.0


def test_a_part_without_unit_is_taken_to_be_in_that_of_the_whole() -> None:
    assert aggregate("sum", (Part("a", 1.0), Part("b", 2.0, "EUR"))).value == 3.0
    assert aggregate("sum", (Part("a", 1.0, "EUR"), Part("b", 2.0, "USD")), unit="USD").parts == ("b",)
