"""Position among others."""

import math

import pytest

from beffroi.analytics.indicators.position import position


def test_a_tie_counts_as_good() -> None:
    assert position(5.0, [5.0, 5.0]) == 1.0
    assert position(5.0, [5.0, 5.0], polarity=-1) == 1.0


def test_polarity_turns_the_order_round() -> None:
    assert position(1.0, [2.0, 3.0, 4.0, 0.0]) == 0.25
    assert position(1.0, [2.0, 3.0, 4.0, 0.0], polarity=-1) == 0.75
    assert position(1.0, [2.0, 3.0, 4.0, 0.0], polarity=0) == 0.25


def test_others_without_value_do_not_count() -> None:
    assert position(1.0, [None, 0.0, math.nan, 2.0]) == 0.5
    assert position(1.0, [None]) is None
    assert position(1.0, []) is None


@pytest.mark.parametrize("value", [None, math.nan])
def test_a_missing_value_has_no_position(value: float | None) -> None:
    assert position(value, [1.0, 2.0]) is None


def test_an_unknown_polarity_is_refused() -> None:
    with pytest.raises(ValueError, match="polarity is 3"):
        position(1.0, [1.0], polarity=3)
