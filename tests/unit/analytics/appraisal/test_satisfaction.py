"""Satisfaction: Wilson's interval as the textbook has it, the net promoter score, and laws of both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.analytics.appraisal.satisfaction import promoters, wilson

answers = st.lists(st.integers(0, 10), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, Statistics in Medicine 17, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_is_that_of_newcombe(count: int, of: int, low: float, high: float) -> None:
    found = wilson(count, of)
    assert found is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_share_is_mirrored_and_narrows(given_: tuple[int, int]) -> None:
    count, of = given_
    one, other, more = wilson(count, of), wilson(of - count, of), wilson(4 * count, 4 * of)
    assert one is not None
    assert other is not None
    assert more is not None
    assert 0 <= one.interval.low <= one.value <= one.interval.high <= 1
    assert one.interval.low == pytest.approx(1 - other.interval.high)
    assert more.interval.high - more.interval.low < one.interval.high - one.interval.low


@given(answers)
def test_the_score_is_within_its_ends_whatever_the_order_and_rises_with_a_promoter(said: list[int]) -> None:
    found, turned, more = promoters(said, 50), promoters(said[::-1], 50), promoters([*said, 10], 50)
    assert found is not None
    assert turned is not None
    assert more is not None
    assert -100 <= found.interval.low <= found.interval.high <= 100
    assert found.score == pytest.approx(turned.score)
    assert more.score >= found.score


def test_nobody_has_no_score() -> None:
    assert (promoters([]), wilson(0, 0)) == (None, None)
    only = promoters([10] * 6)
    assert only is not None
    assert (only.score, only.interval.low, only.interval.high) == (100, 100, 100)
