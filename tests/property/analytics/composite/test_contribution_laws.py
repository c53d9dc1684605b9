"""Laws of contributions: they sum to the score, and their weights to one."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.analytics.composite.contribution import contributions, effective_weights
from beffroi.analytics.composite.pipeline import build_index
from beffroi.analytics.composite.spec import IndexSpec
from beffroi.analytics.errors import InputError

quick = settings(deadline=None, max_examples=60)
INDICATORS = ("a", "b", "c", "d")
Data = list[tuple[float | None, ...]]

cells = st.none() | st.integers(-50, 50).map(float)
rows = st.lists(st.tuples(cells, cells, cells, cells), min_size=2, max_size=9)
weights = st.lists(st.sampled_from([0.0, 0.1, 1.0, 3.0]), min_size=6, max_size=6).filter(
    lambda found: any(found[0:2]) and any(found[2:4]) and any(found[4:6])
)


def spec_of(weight: list[float], minimum: float) -> IndexSpec:
    tree = [
        {"id": "first", "label": {"en": "First"}, "weight": weight[4], "children": ["a", "b"]},
        {"id": "second", "label": {"en": "Second"}, "weight": weight[5], "children": ["c", "d"]},
        {"id": "total", "label": {"en": "Total"}, "children": ["first", "second"]},
    ]
    declared = [{"id": name, "weight": weight[at]} for at, name in enumerate(INDICATORS)]
    content = {"id": "law", "title": {"en": "Law"}, "indicators": declared, "tree": tree}
    return IndexSpec.model_validate(content | {"aggregate": {"minimum_coverage": minimum}})


def table_of(data: Data) -> pl.DataFrame:
    columns = {name: pl.Series([row[at] for row in data], dtype=pl.Float64) for at, name in enumerate(INDICATORS)}
    return pl.DataFrame({"unit": [f"u{at}" for at in range(len(data))], **columns})


@quick
@given(rows, weights, st.sampled_from([0.0, 0.5, 0.75]), st.sampled_from(["first", "second", "total"]))
def test_contributions_sum_to_the_score_and_weights_to_one(
    data: Data, weight: list[float], minimum: float, node: str
) -> None:
    spec = spec_of(weight, minimum)
    result = build_index(spec, table_of(data))
    brought = contributions(spec, result, node).drop("unit").to_numpy().astype(float)
    shares = effective_weights(spec, result, node).drop("unit").to_numpy().astype(float)
    scores = result.scores[node].to_numpy().astype(float)
    scored = ~np.isnan(scores)
    np.testing.assert_allclose(np.nansum(brought, axis=1)[scored], scores[scored], atol=1e-12)
    np.testing.assert_allclose(np.nansum(shares, axis=1)[scored], 1.0, atol=1e-12)
    assert np.isnan(brought[~scored]).all()


@quick
@given(rows, weights)
def test_a_missing_indicator_has_no_weight(data: Data, weight: list[float]) -> None:
    spec = spec_of(weight, 0.0)
    result = build_index(spec, table_of(data))
    missing = np.isnan(result.normalised.drop("unit").to_numpy().astype(float))
    shares = effective_weights(spec, result).drop("unit").to_numpy().astype(float)
    assert np.isnan(shares[missing]).all()


def test_pandas_in_pandas_out() -> None:
    spec = spec_of([1.0] * 6, 0.0)
    data = table_of([(1.0, 2.0, None, 4.0), (3.0, 1.0, 2.0, 0.0)]).to_pandas()
    found = contributions(spec, build_index(spec, data))
    assert type(found).__module__.startswith("pandas")
    assert list(found.columns) == ["unit", *INDICATORS]


def test_an_unknown_node_is_named() -> None:
    spec = spec_of([1.0] * 6, 0.0)
    result = build_index(spec, table_of([(1.0, 2.0, 3.0, 4.0), (3.0, 1.0, 2.0, 0.0)]))
    with pytest.raises(InputError, match="'third' is no node of spec law; it has first, second, total"):
        contributions(spec, result, "third")
