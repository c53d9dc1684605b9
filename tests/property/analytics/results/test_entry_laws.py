"""Laws of sums, forecasts and checks of entries."""

import math
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.property.analytics.results.random_results import FIRST, LAST, points

from beffroi.analytics.results.aggregation import Part, aggregate
from beffroi.analytics.results.entry.outliers import outlier, robust_z
from beffroi.analytics.results.entry.totals import total_differs
from beffroi.analytics.results.forecast import forecast
from beffroi.analytics.results.model import Indicator
from beffroi.analytics.results.path import Path, Point

LAWS = settings(deadline=None, max_examples=80)
NUMBERS = st.floats(-1e6, 1e6)
PARTS = st.lists(
    st.builds(
        Part,
        id=st.uuids().map(str),
        value=st.none() | NUMBERS,
        weight=st.none() | st.floats(0.01, 1e4),
        beneficiaries=st.none() | st.lists(st.sampled_from("abcdef"), max_size=5),
    ),
    max_size=6,
)


@LAWS
@given(PARTS)
def test_a_sum_is_that_of_its_parts_and_every_part_is_used_or_told(parts: list[Part]) -> None:
    whole = aggregate("sum", parts)
    known = [part.value for part in parts if part.value is not None]
    assert whole.value == (float(sum(map(Fraction, known))) if known else None)
    assert len(whole.parts) + len(whole.left_out) == len(parts)
    assert (
        whole.value is None or total_differs(whole.value, {part.id: part.value for part in parts if part.value}) is None
    )


@LAWS
@given(PARTS, st.integers(0, 6))
def test_a_sum_of_sums_is_the_sum(parts: list[Part], cut: int) -> None:
    halves = [aggregate("sum", half).value for half in (parts[:cut], parts[cut:])]
    again = aggregate("sum", [Part(str(at), value) for at, value in enumerate(halves)]).value
    whole = aggregate("sum", parts).value
    assert (again is None) == (whole is None)
    assert whole is None or again is None or math.isclose(again, whole, rel_tol=1e-9, abs_tol=1e-6)


@LAWS
@given(PARTS)
def test_a_mean_lies_between_its_parts_and_distinct_is_at_most_all(parts: list[Part]) -> None:
    mean = aggregate("weighted_mean", parts)
    used = [part.value for part in parts if part.id in mean.parts and part.value is not None]
    if mean.value is not None:
        assert min(used) - 1e-6 <= mean.value <= max(used) + 1e-6
    rows = [part.beneficiaries for part in parts if part.beneficiaries is not None]
    distinct = aggregate("distinct", parts).value
    assert (distinct is None) == (not rows)
    assert distinct is None or max(len(set(each)) for each in rows) <= distinct <= sum(map(len, map(list, rows)))


@LAWS
@given(points(FIRST, FIRST + 20, 8), st.integers(-40, 40), st.integers(-30, 30).map(lambda value: value / 4))
def test_a_forecast_moves_with_what_was_measured(history: tuple[Point, ...], shift: int, slope: float) -> None:
    made = Indicator("i", "n", Path(Point(FIRST, 0.0), Point(LAST, 10.0)), history)
    tilted = tuple(Point(each.at, each.value + shift + slope * (each.at - FIRST)) for each in history)
    one, other = forecast(made, FIRST + 20), forecast(replace(made, measurements=tilted), FIRST + 20)
    assert (one is None) == (other is None) == (len(history) < 4 or max(history).at < FIRST + 8)
    if one is not None and other is not None:
        assert math.isclose(other.value - one.value, shift + slope * (LAST - FIRST), rel_tol=1e-9, abs_tol=1e-6)
        assert math.isclose(other.high - other.low, one.high - one.low, rel_tol=1e-6, abs_tol=1e-6)
        assert one.low <= one.value <= one.high


@LAWS
@given(st.lists(st.integers(-50, 50).map(float), min_size=5, max_size=12), st.integers(-9, 9), st.integers(1, 9))
def test_robust_scores_know_no_unit(history: list[float], shift: int, scale: int) -> None:
    asked = [*history, 99.0]
    moved = robust_z([shift + scale * each for each in asked], [shift + scale * each for each in history])
    assert all(
        math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
        for one, other in zip(robust_z(asked, history), moved, strict=True)
    )
    assert outlier(sorted(history)[len(history) // 2], history) is None or len(history) % 2 == 0
