"""Ranks of scores."""

import numpy as np

from beffroi.analytics.composite.ranking import ranks


def test_the_highest_score_is_first_and_ties_share() -> None:
    found = ranks(np.array([0.5, 0.9, 0.5, 0.1]), np.ones(4, dtype=bool))
    assert found.tolist() == [2.0, 1.0, 2.0, 4.0]


def test_units_that_are_not_ranked_take_no_place() -> None:
    found = ranks(np.array([0.5, 0.9, 0.1]), np.array([True, False, True]))
    np.testing.assert_array_equal(found, [1.0, np.nan, 2.0])


def test_missing_scores_have_no_rank() -> None:
    found = ranks(np.array([np.nan, 0.9]), np.ones(2, dtype=bool))
    np.testing.assert_array_equal(found, [np.nan, 1.0])


def test_scores_that_differ_by_rounding_alone_share_a_rank() -> None:
    # The mean of 0, 0 and 3 tenths, and of 0, 1 and 2 tenths.
    thirds = np.array([(0.0 + 0.0 + 0.3) / 3, (0.0 + 0.1 + 0.2) / 3, 0.05, 0.05 + 1e-10])
    assert thirds[0] != thirds[1]
    assert ranks(thirds, np.ones(4, dtype=bool)).tolist() == [1.0, 1.0, 4.0, 3.0]


def test_nobody_is_ranked_where_nobody_has_a_score() -> None:
    np.testing.assert_array_equal(ranks(np.array([np.nan]), np.ones(1, dtype=bool)), [np.nan])
