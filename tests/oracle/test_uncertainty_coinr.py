"""The uncertainty analysis of the ASEM index, run for run as the R package COINr computed it."""

from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
import pytest
from tests.oracle.coinr_tables import ABSENT, FOLDER, built, example, table_of, uniform_of_r

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.reading import read
from beffroi.analytics.uncertainty.design import Design, checked
from beffroi.analytics.uncertainty.factors import columns_of
from beffroi.analytics.uncertainty.places import ranks_of_runs
from beffroi.analytics.uncertainty.runs import run_design
from beffroi.analytics.uncertainty.sensitivity import sobol_indices
from beffroi.analytics.uncertainty.summary import interval

pytestmark = [pytest.mark.oracle, pytest.mark.skipif(not FOLDER.is_dir(), reason=ABSENT)]


def weight_sets() -> list[dict[str, float]]:
    table = table_of("weights_noisy_seed2024_100reps")
    return [
        dict(zip(part["iCode"], part["Weight"], strict=True)) for part in table.partition_by("rep", maintain_order=True)
    ]


def declared() -> IndexSpec:
    """The example with the four uncertain inputs of the package's vignette."""
    inputs: list[dict[str, Any]] = [
        {"id": "Winmax", "parameter": "treat.winsorise_max", "values": [1, 2, 3, 4, 5]},
        {
            "id": "Normalisation",
            "alternatives": [
                {"normalise": {"method": "minmax", "range": [1, 100]}},
                {"normalise": {"method": "zscore", "mean": 10, "sd": 2}},
            ],
        },
        {"id": "Weights", "weight_sets": weight_sets()},
        {"id": "Aggregation", "parameter": "aggregate.method", "values": ["arithmetic", "geometric"]},
    ]
    content = example().model_dump(exclude_unset=True)
    return IndexSpec.model_validate(content | {"uncertainty": {"inputs": inputs}})


def recorded(spec: IndexSpec, name: str) -> Design:
    table = table_of(name)
    columns = columns_of(spec)
    values = table.select([column.name for column in columns]).cast(pl.Float64).to_numpy()
    return checked(columns, values, [""] * len(table), np.full(len(table), -1))


@pytest.mark.parametrize("kind", ["UA", "SA"])
def test_the_scores_of_all_runs_are_those_of_the_package(kind: str) -> None:
    spec = declared()
    table = table_of("in_asem_iData")
    readings = read(spec, nw.from_native(table, eager_only=True), None)
    runs = run_design(spec, readings, recorded(spec, f"sens_{kind}_N100_seed123_design"))
    expected = table_of(f"sens_{kind}_N100_seed123_scores")
    order = [expected["uCode"].to_list().index(unit) for unit in readings.units]
    assert runs.failed == {}
    for at in range(len(runs.design)):
        np.testing.assert_allclose(runs.scores[at], expected[f"r_{at + 1}"].to_numpy()[order], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("kind", ["UA", "SA"])
def test_nominal_scores_and_ranks_are_those_of_the_package(kind: str) -> None:
    expected = table_of(f"sens_{kind}_N100_seed123_nominal").sort("uCode")
    result = built(example(), "in_asem_iData")
    np.testing.assert_allclose(result.scores.sort("uCode")["Index"], expected["Score"], rtol=1e-9)
    assert result.ranks.sort("uCode")["Index"].to_list() == expected["Rank"].to_list()


@pytest.mark.parametrize(("kind", "runs"), [("UA", 100), ("SA", 200)])
def test_quantiles_and_means_of_ranks_are_those_of_the_package(kind: str, runs: int) -> None:
    """Of a design for sensitivity it takes the blocks A and B."""
    ranks = table_of(f"sens_{kind}_N100_seed123_ranks")
    expected = table_of(f"sens_{kind}_N100_seed123_rankstats")
    given = ranks.select(pl.selectors.starts_with("r_")).to_numpy().T[:runs].astype(float)
    found = interval(given)
    for part, name in ((found.low, "Q5"), (found.median, "Median"), (found.high, "Q95")):
        np.testing.assert_allclose(part, expected[name].cast(pl.Float64).to_numpy(), rtol=1e-9)
    np.testing.assert_allclose(given.mean(axis=0), expected["Mean"].cast(pl.Float64).to_numpy(), rtol=1e-9)


@pytest.mark.parametrize("kind", ["UA", "SA"])
def test_ranks_of_all_runs_are_those_of_the_package(kind: str) -> None:
    scores, expected = (table_of(f"sens_{kind}_N100_seed123_{name}") for name in ("scores", "ranks"))
    given = scores.select(pl.selectors.starts_with("r_")).to_numpy().T
    found = ranks_of_runs(given, np.ones(given.shape[1], dtype=bool))
    np.testing.assert_array_equal(found, expected.select(pl.selectors.starts_with("r_")).to_numpy().T)


def test_total_indices_are_those_of_the_package_and_first_order_ones_are_centred() -> None:
    """Its first-order indices are not centred: on these runs they sum to 1.45, ours to less than one."""
    ranks = table_of("sens_SA_N100_seed123_ranks")
    runs = ranks.select(pl.selectors.starts_with("r_")).to_numpy().T.astype(float)
    shift = np.abs(runs - ranks["Nominal"].to_numpy()).mean(axis=1)[:, None]
    found = sobol_indices(shift[:100], shift[100:200], shift[200:].reshape(4, 100, 1), seed=1)
    expected = table_of("sens_SA_N100_seed123_indices")
    np.testing.assert_allclose(found.total.ravel(), expected["STi"].to_numpy(), rtol=1e-9)
    assert expected["Si"].sum() == pytest.approx(1.45, abs=0.01)
    assert found.first.sum() == pytest.approx(0.89, abs=0.01)


def test_total_indices_of_ishigami_are_those_of_the_package() -> None:
    design = table_of("sa_estimate_ishigami_N64_design")
    expected = table_of("sa_estimate_ishigami_N64_indices")
    y = design["y"].to_numpy()[:, None]
    found = sobol_indices(y[:64], y[64:128], y[128:].reshape(3, 64, 1), seed=1)
    np.testing.assert_allclose(found.total.ravel(), expected["STi"].to_numpy(), rtol=1e-9)


def test_total_indices_of_ishigami_on_the_random_numbers_of_the_package() -> None:
    drawn = uniform_of_r(99, 6 * 4096).reshape(6, 4096).T
    one, other = 2 * np.pi * drawn[:, :3] - np.pi, 2 * np.pi * drawn[:, 3:] - np.pi
    mixed = [np.where(np.arange(3) == at, other, one) for at in range(3)]
    y = [
        np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]) for x in (one, other, *mixed)
    ]
    found = sobol_indices(y[0][:, None], y[1][:, None], np.stack(y[2:])[:, :, None], seed=1)
    expected = table_of("sa_estimate_ishigami_N4096_seed99")
    np.testing.assert_allclose(found.total.ravel(), expected["STi"].to_numpy(), rtol=1e-9)
    np.testing.assert_allclose(np.var(np.concatenate(y[:2]), ddof=1), expected["VarY"].to_numpy(), rtol=1e-9)
