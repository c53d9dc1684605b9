"""Laws of ranks, positions, gaps and growth."""

import math

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.analytics.indicators.benchmark import benchmark
from beffroi.analytics.indicators.gaps import gap, ratio
from beffroi.analytics.indicators.growth import compound_annual_growth
from beffroi.analytics.indicators.position import position
from beffroi.analytics.indicators.ranks import rank

quick = settings(deadline=None, max_examples=60)
numbers = st.integers(-1000, 1000).map(float)
cells = st.none() | numbers
polarities = st.sampled_from([-1, 0, 1])
positive = st.floats(0.01, 1e6)


@quick
@given(st.lists(cells, max_size=12), polarities)
def test_a_rank_is_one_more_than_the_number_of_better_values(values: list[float | None], polarity: int) -> None:
    sign = -1 if polarity < 0 else 1
    held = [value for value in values if value is not None]
    counted = [None if value is None else 1 + sum(sign * other > sign * value for other in held) for value in values]
    assert rank(values, polarity) == counted


@quick
@given(st.lists(st.tuples(cells, numbers), max_size=12), polarities)
def test_the_order_of_rows_does_not_change_a_rank(pairs: list[tuple[float | None, float]], polarity: int) -> None:
    order = sorted(range(len(pairs)), key=lambda at: pairs[at][1])
    ranks = rank([value for value, _ in pairs], polarity)
    assert rank([pairs[at][0] for at in order], polarity) == [ranks[at] for at in order]


@quick
@given(st.lists(cells, max_size=12), st.sampled_from([-1, 1]))
def test_turning_values_and_polarity_changes_no_rank(values: list[float | None], polarity: int) -> None:
    turned = [None if value is None else -value for value in values]
    assert rank(turned, -polarity) == rank(values, polarity)


@quick
@given(numbers, st.lists(cells, max_size=12), polarities)
def test_a_position_is_a_share_and_agrees_with_the_rank(
    value: float, others: list[float | None], polarity: int
) -> None:
    found = position(value, others, polarity)
    held = [other for other in others if other is not None]
    if not held:
        assert found is None
        return
    own = rank([value, *others], polarity)[0]
    assert own is not None
    assert found == pytest.approx(1 - (own - 1) / len(held))


@quick
@given(numbers, numbers)
def test_gap_and_ratio_lead_back_to_the_value(value: float, reference: float) -> None:
    distance, share = gap(value, reference), ratio(value, reference)
    assert distance is not None
    assert reference + distance == value
    assert (share is None) == (reference == 0)
    assert share is None or math.isclose(share * reference, value, abs_tol=1e-9)


@quick
@given(positive, positive, st.integers(1, 30))
def test_growth_leads_from_the_first_value_to_the_last(first: float, last: float, years: int) -> None:
    growth = compound_annual_growth(first, last, years)
    assert growth is not None
    assert math.isclose(first * (1 + growth / 100) ** years, last, rel_tol=1e-6)


@quick
@given(st.dictionaries(st.sampled_from("ABCDEFGH"), cells, min_size=1), polarities)
def test_a_benchmark_is_made_of_the_single_measures(rows: dict[str, float | None], polarity: int) -> None:
    table = pl.DataFrame({"region": list(rows), "value": pl.Series(list(rows.values()), dtype=pl.Float64)})
    region, *peers = rows
    found = benchmark(table, region=region, peers=peers, eu=peers[0] if peers else None, polarity=polarity)
    others = [rows[peer] for peer in peers]
    assert found.rank == rank([rows[region], *others], polarity)[0]
    assert found.of == sum(value is not None for value in rows.values())
    assert found.position == position(rows[region], others, polarity)
    assert found.gap_eu == (gap(rows[region], others[0]) if peers else None)
