"""Weighted mean and coverage."""

import numpy as np
import pytest

from beffroi.analytics.composite.aggregate import coverage, weighted_mean
from beffroi.analytics.errors import InputError

NAN = np.nan


def test_weights_are_renormalised_over_what_is_observed() -> None:
    means = weighted_mean(np.array([[1.0, 2.0, 4.0], [1.0, NAN, 4.0]]), np.array([1.0, 1.0, 2.0]))
    assert means.tolist() == [pytest.approx(2.75), pytest.approx(3.0)]


def test_nothing_observed_is_missing_and_not_zero() -> None:
    assert np.isnan(weighted_mean(np.array([[NAN, NAN]]), np.array([1.0, 1.0]))).all()


def test_what_has_no_weight_cannot_stand_in_for_what_has() -> None:
    assert np.isnan(weighted_mean(np.array([[5.0, NAN]]), np.array([0.0, 1.0]))).all()


def test_coverage_at_the_minimum_is_enough_and_below_is_not() -> None:
    children = np.array([[1.0, NAN, NAN], [1.0, 1.0, NAN], [1.0, 1.0, 1.0]])
    weights = np.array([0.1, 0.2, 0.3])
    assert coverage(children, weights).tolist() == pytest.approx([1 / 6, 0.5, 1.0])
    assert np.isnan(weighted_mean(children, weights, 0.5)).tolist() == [True, False, False]
    assert np.isnan(weighted_mean(children, weights, 1.0)).tolist() == [True, True, False]


def test_weights_of_any_size_can_be_summed() -> None:
    with np.errstate(all="raise", under="ignore"):
        means = weighted_mean(np.array([[1.0, 3.0]]), np.array([1.7e308, 1.7e308]))
    assert means.tolist() == [2.0]


def test_a_mean_never_leaves_the_range_of_what_counts() -> None:
    weights = np.array([0.1, 0.7, 0.3, 0.2, 0.0])
    children = np.array([[value, value, value, value, 9.0] for value in np.linspace(0.0, 1.0, 101)])
    assert weighted_mean(children, weights).tolist() == children[:, 0].tolist()


def test_a_sum_beyond_all_numbers_is_refused() -> None:
    with pytest.raises(InputError, match="choose a smaller range"):
        weighted_mean(np.array([[1.5e308, 1.5e308]]), np.array([1.0, 1.0]))
