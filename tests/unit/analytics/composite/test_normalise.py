"""Min-max over the reference set."""

import numpy as np
import pytest

from beffroi.analytics.composite.normalise import minmax

ALL = np.array([True, True, True])
UP = np.array([1])


def column(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)[:, None]


def test_the_reference_set_fills_the_range_exactly() -> None:
    scaled = minmax(column(3.0, 1.0, 2.0), ALL, 0.1, 0.3, UP)
    assert scaled[:2, 0].tolist() == [0.3, 0.1]
    assert scaled[2, 0] == pytest.approx(0.2)


def test_a_unit_outside_the_reference_set_may_leave_the_range() -> None:
    scaled = minmax(column(1.0, 3.0, 5.0), np.array([True, True, False]), 0.0, 1.0, UP)
    assert scaled[:, 0].tolist() == [0.0, 1.0, 2.0]


def test_a_constant_indicator_is_missing_for_every_unit_even_outside() -> None:
    scaled = minmax(column(2.0, 2.0, 5.0), np.array([True, True, False]), 0.0, 1.0, UP)
    assert np.isnan(scaled).all()


def test_an_indicator_that_the_reference_set_does_not_report_is_missing() -> None:
    scaled = minmax(column(np.nan, np.nan, 5.0), np.array([True, True, False]), 0.0, 1.0, UP)
    assert np.isnan(scaled).all()


def test_no_arithmetic_fails_on_missing_constant_or_huge_values() -> None:
    values = np.array([[np.nan, 1.0, -1.7e308, 5e-324], [np.nan, 1.0, 1.7e308, 0.0], [1.0, np.nan, 0.0, 0.0]])
    with np.errstate(all="raise", under="ignore"):
        scaled = minmax(values, np.array([True, True, False]), 0.0, 1.0, np.array([1, 1, 1, 1]))
    assert scaled[:, 2].tolist() == [0.0, 1.0, 0.5]
    assert np.isnan(scaled[:, [0, 1, 3]]).all()
