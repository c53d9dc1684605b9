"""Decisions about the index, without a database."""

import pytest

from beffroi.analytics.composite.spec import load_spec
from beffroi.web.observatory.rules.index import Move, official_weights, reweighted, split_regions, standing_out, weighed

SPEC = load_spec("industrial-change")


def test_official_weights_give_back_the_official_spec() -> None:
    assert reweighted(SPEC, official_weights(SPEC)) == SPEC


def test_only_dimensions_with_an_indicator_have_a_weight() -> None:
    assert weighed(SPEC) == [
        "innovative_economy",
        "new_technologies",
        "digitalisation",
        "firm_investments",
        "creativity",
    ]


def test_what_cannot_be_measured_keeps_its_share_of_the_weight() -> None:
    changed = reweighted(SPEC, dict.fromkeys(weighed(SPEC), 0.0) | {"creativity": 10.0})
    assert changed.weight("creativity") == 10.0
    assert changed.weight("entrepreneurship") == changed.weight("internationalisation") == 2.0


@pytest.mark.parametrize(
    ("official", "scenario", "places"), [(5, 2, 3), (2, 5, -3), (4, 4, 0), (None, 3, None), (3, None, None)]
)
def test_a_move_counts_places_gained(official: int | None, scenario: int | None, places: int | None) -> None:
    assert Move(official, scenario).places == places


def test_at_most_three_stand_out_on_each_side_the_largest_first() -> None:
    gaps = {"a": 0.1, "b": 0.4, "c": 0.2, "d": 0.3, "e": -0.1, "f": None, "g": 0.0}
    assert standing_out(gaps) == (["b", "d", "c"], ["e"])


def test_a_list_of_regions_holds_each_once() -> None:
    assert split_regions(" BE3,SE31 ,, BE3") == ["BE3", "SE31"]
