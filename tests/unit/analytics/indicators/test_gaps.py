"""Gap and ratio."""

import math

import pytest

from beffroi.analytics.indicators.gaps import gap, ratio


def test_a_gap_is_value_minus_reference() -> None:
    assert gap(28100.0, 29300.0) == -1200.0


def test_a_ratio_is_value_over_reference() -> None:
    assert ratio(28100.0, 28100.0) == 1.0
    assert ratio(-3.0, 6.0) == -0.5


@pytest.mark.parametrize(("value", "reference"), [(None, 1.0), (1.0, None), (math.nan, 1.0), (1.0, math.nan)])
def test_missing_stays_missing(value: float | None, reference: float | None) -> None:
    assert gap(value, reference) is None
    assert ratio(value, reference) is None


def test_zero_is_a_value_in_a_gap_and_no_reference_in_a_ratio() -> None:
    assert gap(5.0, 0.0) == 5.0
    assert ratio(5.0, 0.0) is None
    assert ratio(0.0, 5.0) == 0.0
