"""Ranks."""

import math

import pandas as pd
import polars as pl
import pytest

from beffroi.analytics.indicators.ranks import rank


def test_ties_share_the_lower_number_and_the_next_is_skipped() -> None:
    assert rank([5.0, 7.0, 7.0, 1.0]) == [3, 1, 1, 4]


def test_low_is_best_under_negative_polarity() -> None:
    assert rank([5.0, 7.0, 7.0, 1.0], polarity=-1) == [2, 3, 3, 1]


def test_without_polarity_the_order_is_from_high_to_low() -> None:
    assert rank([5.0, 7.0, 1.0], polarity=0) == [2, 1, 3]


def test_missing_values_have_no_rank_and_take_no_place() -> None:
    assert rank([None, 2.0, math.nan, 3.0]) == [None, 2, None, 1]
    assert rank([None, None]) == [None, None]
    assert rank([]) == []


def test_columns_of_tables_are_ranked_like_lists() -> None:
    assert rank(pl.Series([1.0, None, 3.0])) == [2, None, 1]
    assert rank(pd.Series([1.0, None, 3.0])) == [2, None, 1]


def test_an_unknown_polarity_is_refused() -> None:
    with pytest.raises(ValueError, match="polarity is 2"):
        rank([1.0], polarity=2)
