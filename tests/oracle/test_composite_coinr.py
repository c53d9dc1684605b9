"""Min-max and arithmetic means of the ASEM index, as the R package COINr computed them."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from beffroi.analytics.composite.pipeline import IndexResult, build_index
from beffroi.analytics.composite.spec import IndexSpec

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "oracles" / "coinr"
pytestmark = pytest.mark.oracle

Rows = list[dict[str, str]]


@pytest.fixture(scope="module", autouse=True)
def _present() -> None:
    if not FOLDER.is_dir():
        pytest.skip("needs ../shared/oracles: results of COINr")


def rows_of(name: str) -> Rows:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def table_of(name: str) -> pl.DataFrame:
    return pl.read_csv(FOLDER / f"{name}.csv", null_values=["NA"], infer_schema_length=None)


def asem(scale: tuple[float, float], *, minimum: float = 0.0) -> IndexSpec:
    """The tree of the ASEM index, from its metadata: parents, weights, directions."""
    meta = [row for row in rows_of("in_asem_iMeta") if row["Type"] in ("Indicator", "Aggregate")]
    children: dict[str, list[str]] = {}
    for row in meta:
        children.setdefault(row["Parent"], []).append(row["iCode"])
    indicators: list[dict[str, Any]] = []
    tree: list[dict[str, Any]] = []
    for row in meta:
        part: dict[str, Any] = {"id": row["iCode"], "weight": float(row["Weight"])}
        if row["Type"] == "Indicator":
            indicators.append({**part, "polarity": int(row["Direction"])})
        else:
            tree.append({**part, "label": {"en": row["iName"]}, "children": children[row["iCode"]]})
    return IndexSpec.model_validate(
        {
            "id": "asem",
            "title": {"en": "Sustainable connectivity"},
            "unit": "uCode",
            "indicators": indicators,
            "tree": tree,
            "normalise": {"range": scale},
            "aggregate": {"minimum_coverage": minimum},
        }
    )


def assert_same(found: pl.DataFrame, expected: pl.DataFrame, columns: list[str]) -> None:
    assert found["uCode"].to_list() == expected["uCode"].to_list()
    for column in columns:
        np.testing.assert_allclose(
            found[column].cast(pl.Float64).to_numpy(),
            expected[column].cast(pl.Float64).to_numpy(),
            rtol=1e-9,
            atol=1e-9,
            err_msg=column,
        )


def built(spec: IndexSpec, data: str) -> IndexResult[pl.DataFrame]:
    return build_index(spec, table_of(data))


def test_the_tree_has_the_size_that_the_package_documents() -> None:
    spec = asem((0, 100))
    assert (len(spec.indicators), len(spec.tree), spec.total) == (49, 11, "Index")
    assert any(item.polarity == -1 for item in spec.indicators)


@pytest.mark.parametrize("expected", ["chain_Normalised", "norm_minmax_0_100"])
def test_normalised_indicators_are_those_of_the_chain(expected: str) -> None:
    spec = asem((0, 100))
    assert_same(built(spec, "chain_Treated").normalised, table_of(expected), [item.id for item in spec.indicators])


def test_another_range_is_scaled_alike() -> None:
    spec = asem((1, 100))
    assert_same(
        built(spec, "chain_Treated").normalised, table_of("norm_minmax_1_100"), [item.id for item in spec.indicators]
    )


@pytest.mark.parametrize("expected", ["chain_Aggregated", "agg_a_amean_minmax_0_100"])
def test_aggregates_are_those_of_the_chain_at_every_level(expected: str) -> None:
    spec = asem((0, 100))
    assert_same(built(spec, "chain_Treated").scores, table_of(expected), spec.columns)


def test_ranks_are_those_of_the_chain_at_every_level() -> None:
    spec = asem((0, 100))
    found = built(spec, "chain_Treated").ranks.sort("uCode")
    assert_same(found, table_of("results_aggs_ranks").sort("uCode"), spec.columns)


def test_missing_values_are_scaled_and_left_out_of_means_alike() -> None:
    spec = asem((1, 100))
    result = built(spec, "chain_Denominated")
    indicators = [item.id for item in spec.indicators]
    assert sum(result.normalised[name].null_count() for name in indicators) > 20
    assert_same(result.normalised, table_of("norm_minmax_1_100_withNA_Denominated"), indicators)
    assert_same(result.scores, table_of("agg_a_amean_withNA_minmax_1_100"), spec.columns)


def test_a_minimum_coverage_drops_the_same_scores() -> None:
    spec = asem((1, 100), minimum=0.9)
    result = built(spec, "chain_Denominated")
    expected = table_of("agg_a_amean_withNA_datthresh0.9_minmax_1_100")
    assert sum(expected[name].null_count() for name in spec.columns) > 0
    assert_same(result.scores, expected, spec.columns)
