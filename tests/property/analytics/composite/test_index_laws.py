"""Laws of the index: what must not change it, and what must change it in a known way."""

from typing import Any

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.analytics.composite.pipeline import IndexResult, build_index
from beffroi.analytics.composite.spec import IndexSpec

quick = settings(deadline=None, max_examples=50)
INDICATORS = ("a", "b", "c", "d")
NODES = ("first", "second", "total")

cells = st.none() | st.integers(-50, 50).map(float)
rows = st.lists(st.tuples(cells, cells, cells, cells), min_size=2, max_size=9)
weights = st.lists(st.sampled_from([0.5, 1.0, 2.0, 3.0]), min_size=6, max_size=6)
polarities = st.lists(st.sampled_from([-1, 1]), min_size=4, max_size=4)
minimums = st.sampled_from([0.0, 0.5, 0.75])


def spec_of(
    weight: list[float], polarity: list[int] | None = None, minimum: float = 0.0, order: tuple[int, ...] = (0, 1, 2, 3)
) -> IndexSpec:
    signs = polarity or [1, 1, 1, 1]
    declared = [{"id": INDICATORS[at], "polarity": signs[at], "weight": weight[at]} for at in order]
    tree: list[dict[str, Any]] = [
        {"id": "first", "label": {"en": "First"}, "weight": weight[4], "children": ["a", "b"]},
        {"id": "second", "label": {"en": "Second"}, "weight": weight[5], "children": ["c", "d"]},
        {"id": "total", "label": {"en": "Total"}, "children": ["first", "second"]},
    ]
    return IndexSpec.model_validate(
        {
            "id": "law",
            "title": {"en": "Law"},
            "indicators": declared,
            "tree": tree,
            "aggregate": {"minimum_coverage": minimum},
        }
    )


def table_of(data: list[tuple[float | None, ...]]) -> pl.DataFrame:
    columns = {name: pl.Series([row[at] for row in data], dtype=pl.Float64) for at, name in enumerate(INDICATORS)}
    return pl.DataFrame({"unit": [f"u{at}" for at in range(len(data))], **columns})


def numbers(table: pl.DataFrame, columns: tuple[str, ...] = NODES) -> Any:
    return table.sort("unit").select(columns).cast(pl.Float64).to_numpy()


def same(one: IndexResult[pl.DataFrame], other: IndexResult[pl.DataFrame]) -> None:
    np.testing.assert_allclose(numbers(one.scores), numbers(other.scores), atol=1e-12)
    np.testing.assert_allclose(numbers(one.coverage), numbers(other.coverage), atol=1e-12)


@quick
@given(rows, weights, polarities, minimums, st.randoms(use_true_random=False))
def test_the_order_of_rows_columns_and_indicators_does_not_matter(
    data: list[tuple[float | None, ...]], weight: list[float], polarity: list[int], minimum: float, random: Any
) -> None:
    table = table_of(data)
    expected = build_index(spec_of(weight, polarity, minimum), table)
    shuffled, columns, order = list(range(len(data))), list(table.columns), [0, 1, 2, 3]
    for items in (shuffled, columns, order):
        random.shuffle(items)
    found = build_index(spec_of(weight, polarity, minimum, tuple(order)), table[shuffled].select(columns))
    same(found, expected)
    np.testing.assert_array_equal(numbers(found.ranks), numbers(expected.ranks))


@quick
@given(rows, weights, st.integers(-20, 20), st.sampled_from([0.25, 2.0, 8.0]))
def test_another_unit_of_measurement_changes_no_score(
    data: list[tuple[float | None, ...]], weight: list[float], shift: int, scale: float
) -> None:
    table = table_of(data)
    moved = table.with_columns(pl.col("a") * scale + shift)
    same(build_index(spec_of(weight), moved), build_index(spec_of(weight), table))


@quick
@given(rows, weights, polarities)
def test_turning_every_polarity_mirrors_every_score(
    data: list[tuple[float | None, ...]], weight: list[float], polarity: list[int]
) -> None:
    table = table_of(data)
    up = build_index(spec_of(weight, polarity), table)
    down = build_index(spec_of(weight, [-sign for sign in polarity]), table)
    np.testing.assert_allclose(numbers(down.scores), 1 - numbers(up.scores), atol=1e-12)


@quick
@given(rows, weights, polarities, minimums)
def test_scores_and_coverage_stay_within_their_range(
    data: list[tuple[float | None, ...]], weight: list[float], polarity: list[int], minimum: float
) -> None:
    with np.errstate(all="raise"):
        result = build_index(spec_of(weight, polarity, minimum), table_of(data))
    for table in (result.scores, result.coverage):
        held = numbers(table)
        held = held[~np.isnan(held)]
        assert ((held >= -1e-12) & (held <= 1 + 1e-12)).all()
    scored = ~np.isnan(numbers(result.scores))
    assert (numbers(result.coverage)[scored] >= minimum - 1e-9).all()


@quick
@given(rows, weights, polarities, minimums, st.sampled_from([0.125, 3.0, 1000.0]))
def test_the_same_factor_on_all_weights_changes_nothing(
    data: list[tuple[float | None, ...]], weight: list[float], polarity: list[int], minimum: float, factor: float
) -> None:
    table = table_of(data)
    scaled = [factor * each for each in weight]
    same(build_index(spec_of(scaled, polarity, minimum), table), build_index(spec_of(weight, polarity, minimum), table))


@quick
@given(rows, weights)
def test_a_missing_value_leaves_its_weight_to_the_others(
    data: list[tuple[float | None, ...]], weight: list[float]
) -> None:
    result = build_index(spec_of(weight), table_of(data))
    parts = numbers(result.normalised, ("a", "b"))
    for (a, b), score in zip(parts, numbers(result.scores, ("first",))[:, 0], strict=True):
        held = [(value, each) for value, each in ((a, weight[0]), (b, weight[1])) if not np.isnan(value)]
        if held:
            np.testing.assert_allclose(score, sum(v * w for v, w in held) / sum(w for _, w in held), atol=1e-12)
        else:
            assert np.isnan(score)


@quick
@given(rows, weights, st.integers(0, 3), st.integers(1, 40))
def test_a_better_value_inside_the_range_never_lowers_the_total(
    data: list[tuple[float | None, ...]], weight: list[float], which: int, more: int
) -> None:
    table = table_of(data)
    name = INDICATORS[which]
    better = table.with_columns(
        pl.when((pl.col("unit") == "u0") & pl.col(name).is_not_null())
        .then(pl.min_horizontal(pl.col(name) + more, pl.col(name).max()))
        .otherwise(pl.col(name))
        .alias(name)
    )
    # The lowest unit may be the one that moves; a copy of the first row keeps the range as it was.
    pinned = [frame.vstack(table.head(1).with_columns(unit=pl.lit("copy"))) for frame in (table, better)]
    before, after = (numbers(build_index(spec_of(weight), frame).scores)[1, 2] for frame in pinned)
    assert np.isnan(before) == np.isnan(after)
    assert np.isnan(before) or after >= before - 1e-12
