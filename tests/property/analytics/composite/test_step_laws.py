"""Laws of the steps: order, units of measurement, better values, gaps and ties, whatever the methods."""

from typing import Any

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.analytics.composite.means import power_mean
from beffroi.analytics.composite.outranking import copeland
from beffroi.analytics.composite.pipeline import IndexResult, build_index
from beffroi.analytics.composite.spec import IndexSpec

quick = settings(deadline=None, max_examples=40)
INDICATORS = ("a", "b", "c", "d")
RELATIVE = ("minmax", "zscore", "rank", "percentile_rank", "borda", "distance_to_max")
NODES = ("first", "second", "total")

cells = st.none() | st.integers(-50, 50).map(float)
rows = st.lists(st.tuples(cells, cells, cells, cells), min_size=4, max_size=9)
scales = st.sampled_from(RELATIVE)
means = st.sampled_from(["arithmetic", "geometric", "harmonic", "copeland"])
positive = st.lists(st.floats(0.01, 1000), min_size=3, max_size=3)
exponents = st.sampled_from([-2.0, -1.0, 0.0, 0.5, 1.0, 3.0])


def spec_of(scale: str, mean: str, order: tuple[int, ...] = (0, 1, 2, 3), impute: str = "median") -> IndexSpec:
    aggregate = {"method": mean} | ({"zeros": "floor", "floor": 0.01} if mean in ("geometric", "harmonic") else {})
    steps = [
        {"impute": {"method": impute, "by": "zone"}},
        {"treat": {"skew": 0.5, "kurtosis": 0.5, "winsorise_max": 1}},
        {"normalise": {"method": scale, "range": [1, 100], "unusable": "missing"}},
        {"aggregate": aggregate},
    ]
    tree: list[dict[str, Any]] = [
        {"id": "first", "label": {"en": "First"}, "weight": 2, "children": ["a", "b"]},
        {"id": "second", "label": {"en": "Second"}, "children": ["c", "d"]},
        {"id": "total", "label": {"en": "Total"}, "children": ["first", "second"]},
    ]
    declared = [{"id": INDICATORS[at], "polarity": -1 if at == 1 else 1, "weight": at + 1} for at in order]
    return IndexSpec.model_validate(
        {"id": "law", "title": {"en": "Law"}, "steps": steps, "indicators": declared, "tree": tree}
    )


def table_of(data: list[tuple[float | None, ...]]) -> pl.DataFrame:
    columns = {name: pl.Series([row[at] for row in data], dtype=pl.Float64) for at, name in enumerate(INDICATORS)}
    zones = ["north" if at % 2 else "south" for at in range(len(data))]
    return pl.DataFrame({"unit": [f"u{at}" for at in range(len(data))], "zone": zones, **columns})


def numbers(result: IndexResult[pl.DataFrame]) -> Any:
    return result.scores.sort("unit").select(NODES).cast(pl.Float64).to_numpy()


@quick
@given(rows, scales, means, st.randoms(use_true_random=False))
def test_the_order_of_rows_columns_and_indicators_does_not_matter(
    data: list[tuple[float | None, ...]], scale: str, mean: str, random: Any
) -> None:
    table = table_of(data)
    shuffled, columns, order = list(range(len(data))), list(table.columns), [0, 1, 2, 3]
    for items in (shuffled, columns, order):
        random.shuffle(items)
    expected = numbers(build_index(spec_of(scale, mean), table))
    found = numbers(build_index(spec_of(scale, mean, tuple(order)), table[shuffled].select(columns)))
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9)


@quick
@given(rows, scales, means, st.sampled_from([0.25, 2.0, 8.0]), st.integers(-20, 20))
def test_another_unit_of_measurement_changes_no_score(
    data: list[tuple[float | None, ...]], scale: str, mean: str, factor: float, shift: int
) -> None:
    table = table_of(data)
    moved = table.with_columns(pl.col("a") * factor + shift, pl.col("b") * factor)
    expected = numbers(build_index(spec_of(scale, mean), table))
    np.testing.assert_allclose(numbers(build_index(spec_of(scale, mean), moved)), expected, rtol=1e-7, atol=1e-7)


@quick
@given(positive, st.integers(0, 2), st.floats(0, 10), exponents)
def test_a_better_child_never_lowers_a_power_mean(values: list[float], at: int, more: float, p: float) -> None:
    better = list(values)
    better[at] += more
    weights = np.array([1.0, 2.0, 3.0])
    before, after = power_mean(np.array([values, better]), weights, p)
    assert after >= before * (1 - 1e-12)
    assert min(values) * (1 - 1e-12) <= before <= max(values) * (1 + 1e-12)


@quick
@given(positive, exponents)
def test_power_means_rise_with_their_exponent_and_scale_with_their_children(values: list[float], p: float) -> None:
    children, weights = np.array([values]), np.array([1.0, 2.0, 3.0])
    lower, higher = power_mean(children, weights, p)[0], power_mean(children, weights, p + 0.5)[0]
    assert lower <= higher * (1 + 1e-9)
    np.testing.assert_allclose(power_mean(children * 7, weights, p)[0], 7 * lower, rtol=1e-9)


@quick
@given(positive, exponents)
def test_a_missing_child_counts_as_if_it_were_not_declared(values: list[float], p: float) -> None:
    gap = power_mean(np.array([[*values[:2], np.nan]]), np.array([1.0, 2.0, 5.0]), p)
    np.testing.assert_allclose(gap, power_mean(np.array([values[:2]]), np.array([1.0, 2.0]), p), rtol=1e-12)


@quick
@given(rows)
def test_copeland_is_fair(data: list[tuple[float | None, ...]]) -> None:
    children = table_of(data).select(INDICATORS).to_numpy()
    everybody = np.ones(len(children), dtype=bool)
    scores = copeland(children, np.ones(4), everybody)
    given_scores = scores[~np.isnan(scores)]
    assert ((given_scores >= 0) & (given_scores <= 1)).all()
    # A unit that equals another has its score; scaling a child changes nothing.
    twins = copeland(np.vstack([children, children[:1]]), np.ones(4), np.ones(len(children) + 1, dtype=bool))
    np.testing.assert_allclose(twins[0], twins[-1])
    np.testing.assert_allclose(copeland(children * 2 + 1, np.ones(4), everybody), scores)


@quick
@given(rows, scales)
def test_equal_units_share_score_and_rank(data: list[tuple[float | None, ...]], scale: str) -> None:
    result = build_index(spec_of(scale, "arithmetic", impute="none"), table_of([*data, data[0]]))
    scores, ranks = result.scores["total"].to_list(), result.ranks["total"].to_list()
    assert scores[0] == scores[-1]
    assert ranks[0] == ranks[-1]
