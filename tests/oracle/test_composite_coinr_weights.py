"""Components, weights and their effects, as the R package COINr computed them."""

import numpy as np
import polars as pl
import pytest
from tests.oracle.coinr_tables import ABSENT, FOLDER, assert_same, built, example, only, table_of, uniform_of_r

from beffroi.analytics.composite.components import component_weights, components
from beffroi.analytics.composite.contribution import effective_weights
from beffroi.analytics.composite.weights_data import noisy_weights
from beffroi.analytics.composite.weights_optimised import correlations

pytestmark = [pytest.mark.oracle, pytest.mark.skipif(not FOLDER.is_dir(), reason=ABSENT)]


@pytest.mark.parametrize("level", [1, 2, 3])
def test_components_up_to_the_sign_of_each_group(level: int) -> None:
    spec, scores = example(), table_of("chain_Aggregated")
    variances = table_of(f"pca_level{level}_variances")
    first = table_of(f"pca_level{level}_loadings_PC1")
    for group in variances["group"].unique().to_list():
        names = spec.node(group).children
        found = components(scores.select(names).cast(pl.Float64).to_numpy())
        expected = variances.filter(pl.col("group") == group).sort("PC")
        np.testing.assert_allclose(found.variances, expected["var"].to_numpy(), rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(found.shares, expected["prop"].to_numpy(), rtol=1e-9, atol=1e-9)
        loadings = {row["iCode"]: row["PC1"] for row in first.filter(pl.col("group") == group).iter_rows(named=True)}
        given = np.array([loadings[name] for name in names])
        sign = np.sign(given @ found.vectors[:, 0])
        np.testing.assert_allclose(found.vectors[:, 0] * sign, given, rtol=1e-9, atol=1e-9)
        rows = table_of(f"weights_pca_level{level}").filter(pl.col("Level") == level).iter_rows(named=True)
        whole = {row["iCode"]: row["Weight"] for row in rows}
        weights = component_weights(scores.select(names).cast(pl.Float64).to_numpy(), names, "first", "coinr")
        expected = np.array([whole[name] for name in names])
        np.testing.assert_allclose([weights[name] for name in names], expected / expected.sum(), rtol=1e-9, atol=1e-9)


def test_an_index_with_weights_of_the_first_component() -> None:
    spec = example(*only(), "weigh.method=pca", "weigh.loadings=first", "weigh.level=2")
    result = built(spec, "chain_Treated")
    assert_same(result.scores, table_of("agg_a_amean_pcaweights_level2"), spec.columns)


def test_effective_weights() -> None:
    spec = example()
    found = effective_weights(spec, built(spec, "in_asem_iData"))
    parents = {child: node.id for node in spec.tree for child in node.children}
    of_nodes = dict.fromkeys(spec.columns, 0.0)
    for item in spec.indicators:
        node: str | None = parents[item.id]
        while node is not None:
            of_nodes[node] += found[item.id][0]
            node = parents.get(node)
    for row in table_of("weights_effective").iter_rows(named=True):
        values = found[row["iCode"]].to_numpy() if row["Level"] == 1 else of_nodes[row["iCode"]]
        np.testing.assert_allclose(values, row["EffWeight"], rtol=1e-9)
        assert spec.weight(row["iCode"]) == row["Weight"]
    for row in table_of("weights_original").iter_rows(named=True):
        assert (spec.weight(row["iCode"]), spec.heights[row["iCode"]]) == (row["Weight"], row["Level"])


def test_noisy_weights_of_the_same_random_numbers() -> None:
    expected = table_of("weights_noisy_seed2024_100reps")
    rows = expected.filter(pl.col("Level") > 1).filter(pl.col("Level") < 4)
    draws = uniform_of_r(2024, rows.height)
    found = noisy_weights(np.ones(rows.height), 0.25, draws)
    np.testing.assert_allclose(found, rows["Weight"].to_numpy(), rtol=1e-9)


@pytest.mark.parametrize(("level", "aim"), [(2, "balance"), (3, "balance"), (2, "information"), (3, "information")])
def test_optimised_weights_come_to_rest_at_least_as_near_as_the_package(level: int, aim: str) -> None:
    kind = "balance" if aim == "balance" else "infomax"
    theirs = table_of(f"weights_opt_{kind}_level{level}_tight_result")
    spec = example(*only(), "weigh.method=optimised", f"weigh.level={level}", f"weigh.aim={aim}")
    found = built(spec, "chain_Treated").run["weigh"]
    assert found["converged"]
    assert all(child["weight"] >= 0 for child in found["children"].values())
    given = {row["iCode"]: row["OptWeight"] for row in theirs.iter_rows(named=True)}
    # The package lets its weights sum to one over all parents; only proportions within a parent count.
    siblings = {child: node.children for node in spec.tree for child in node.children}
    weights = {name: weight / sum(given[other] for other in siblings[name]) for name, weight in given.items()}
    if aim == "information":
        assert found["objective"] >= -theirs["objective"][0] - 1e-9
        for name, weight in weights.items():
            assert found["children"][name]["weight"] == pytest.approx(weight, abs=1e-2)
    elif level == 3:
        assert found["children"]["Conn"]["weight"] == pytest.approx(weights["Conn"], rel=1e-6)
        assert found["objective"] <= np.exp(theirs["objective"][0]) * len(weights) + 1e-12


def test_correlations_of_nodes_with_the_total() -> None:
    spec, scores = example(), table_of("chain_Aggregated")
    names = [item.id for item in spec.indicators]
    found = correlations(scores.select(names).cast(pl.Float64).to_numpy(), scores["Index"].to_numpy())
    expected = table_of("corr_pearson_Aggregated_L1_Index")
    same = {row["Var2"]: row["Correlation"] for row in expected.iter_rows(named=True)}
    np.testing.assert_allclose(found, [same[name] for name in names], rtol=1e-9, atol=1e-9)
