"""Compound annual growth."""

import math

import pytest

from beffroi.analytics.indicators.growth import compound_annual_growth


def test_growth_is_in_percent_a_year() -> None:
    assert compound_annual_growth(100.0, 121.0, 2) == pytest.approx(10.0)
    assert compound_annual_growth(200.0, 100.0, 1) == pytest.approx(-50.0)


def test_an_unchanged_value_does_not_grow() -> None:
    assert compound_annual_growth(7.0, 7.0, 9) == 0.0


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [(0, 1, 1), (1, 0, 1), (-1, 1, 1), (1, -1, 1), (1, 2, 0), (1, 2, -3), (None, 1, 1), (1, None, 1), (math.nan, 1, 1)],
)
def test_there_is_no_growth_without_two_positive_values_and_time(
    first: float | None, last: float | None, years: float
) -> None:
    assert compound_annual_growth(first, last, years) is None
