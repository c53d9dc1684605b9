"""Every step of the composite engine under `compat: coinr`, as the R package COINr computed it."""

import numpy as np
import polars as pl
import pytest
from tests.oracle.coinr_tables import ABSENT, FOLDER, assert_same, built, example, only, table_of

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.moments import skewness_kurtosis
from beffroi.analytics.composite.outranking import outranking
from beffroi.analytics.composite.screen import availability

pytestmark = [pytest.mark.oracle, pytest.mark.skipif(not FOLDER.is_dir(), reason=ABSENT)]


def ids(spec: IndexSpec) -> list[str]:
    return [item.id for item in spec.indicators]


def test_the_whole_chain_from_the_two_tables() -> None:
    spec = example()
    result = built(spec, "in_asem_iData")
    assert_same(result.imputed, table_of("chain_Imputed"), ids(spec))
    assert_same(built(example("treat=none"), "in_asem_iData").treated, table_of("chain_Screened"), ids(spec))
    assert_same(result.treated, table_of("chain_Treated"), ids(spec))
    assert_same(result.normalised, table_of("chain_Normalised"), ids(spec))
    assert_same(result.scores, table_of("chain_Aggregated"), spec.columns)
    assert_same(result.scores, table_of("results_full_scores"), spec.columns)
    assert_same(result.ranks, table_of("results_aggs_ranks"), spec.columns)


def test_the_tree_and_the_points_that_were_moved() -> None:
    spec = example()
    parents = {child: node.id for node in spec.tree for child in node.children}
    for row in table_of("meta_lineage").rows():
        assert [parents[part] for part in row[:-1]] == list(row[1:])
    result = built(spec, "in_asem_iData")
    points = table_of("chain_Treated_points").sort("uCode")
    before, after = result.imputed.sort("uCode"), result.treated.sort("uCode")
    for name in ids(spec):
        moved = [value or "" for value in points[name].to_list()]
        record = result.run["treated"].get(name, [{"moved_high": 0, "moved_low": 0, "then": "none"}])[0]
        assert (moved.count("winhi"), moved.count("winlo")) == (record["moved_high"], record["moved_low"]), name
        if record["then"] == "none":
            differ = (before[name].cast(pl.Float64) != after[name].cast(pl.Float64)).to_list()
            assert differ == [bool(mark) for mark in moved], name


def test_denominators() -> None:
    spec = example("impute=none", "screen=none", "treat=none")
    assert_same(built(spec, "chain_Raw").imputed, table_of("chain_Denominated"), ids(spec))


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        ("impute_i_mean", ["impute.by=null"]),
        ("impute_i_median", ["impute.by=null", "impute.method=median"]),
        ("impute_i_mean_grp_EurAsia", []),
        ("impute_i_median_grp_EurAsia", ["impute.method=median"]),
        ("impute_row_i_mean_normfirst", ["impute.by=null", "impute.axis=row"]),
        ("impute_row_i_mean_normfirst_grouplevel2", ["impute.by=null", "impute.axis=row", "impute.level=2"]),
    ],
)
def test_imputation(expected: str, changes: list[str]) -> None:
    if not (FOLDER / f"{expected}.csv").exists():
        pytest.skip(f"{expected} is not among the results")
    spec = example(*only("impute"), *changes)
    assert_same(built(spec, "chain_Denominated").imputed, table_of(expected), ids(spec))


@pytest.mark.parametrize("method", ["latest", "linear", "constant"])
def test_imputation_from_other_periods(method: str) -> None:
    if not (FOLDER / f"panel_impute_{method}.csv").exists():
        pytest.skip(f"panel_impute_{method} is not among the results")
    given = table_of("panel_impute_input")
    names = [name for name in given.columns if name not in ("uCode", "Time")]
    tree = [{"id": "top", "label": {"en": "Top"}, "children": names}]
    spec = IndexSpec.model_validate(
        {
            "id": "panel",
            "title": {"en": "Panel"},
            "unit": "uCode",
            "time": "Time",
            "indicators": [{"id": name} for name in names],
            "tree": tree,
            "steps": [{"impute": {"method": method}}, {"normalise": None}, {"aggregate": None}],
        }
    )
    found = built(spec, "panel_impute_input").imputed
    assert_same(found, table_of(f"panel_impute_{method}"), names, ("uCode", "Time"))


def test_availability_and_screening() -> None:
    expected = table_of("data_avail_Raw").sort("uCode")
    spec = example()
    found = availability(table_of("chain_Raw").sort("uCode").select(ids(spec)).cast(pl.Float64).to_numpy())
    for name, values in zip(("N_missing", "N_zero", "Dat_Avail", "Non_Zero"), found, strict=True):
        np.testing.assert_allclose(values, expected[name].to_numpy(), atol=1e-12)
    kept = table_of("chain_Screened_summary").filter(pl.col("Included"))["uCode"].to_list()
    result = built(example("impute=none", "treat=none", "denominate=none"), "chain_Imputed")
    assert sorted(result.scores["uCode"]) == sorted(kept)


def test_skewness_and_kurtosis() -> None:
    expected = table_of("treat_skew_kurt_Imputed")
    found = skewness_kurtosis(table_of("chain_Imputed").select(expected["iCode"].to_list()).cast(pl.Float64).to_numpy())
    np.testing.assert_allclose(found[0], expected["skew"].to_numpy(), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(found[1], expected["kurt"].to_numpy(), rtol=1e-9, atol=1e-9)


def test_details_of_the_chain_are_those_of_the_default_treatment() -> None:
    assert table_of("chain_Treated_details").equals(table_of("treat_qTreat_default_details"))


@pytest.mark.parametrize("most", [1, 3, 5, 10])
def test_treatment(most: int) -> None:
    name = "default" if most == 5 else f"winmax{most}_sk1.5_ku3"
    if not (FOLDER / f"treat_qTreat_{name}.csv").exists():
        pytest.skip(f"treat_qTreat_{name} is not among the results")
    changes = [] if most == 5 else [f"treat.winsorise_max={most}", "treat.skew=1.5", "treat.kurtosis=3"]
    spec = example(*only("treat"), *changes)
    result = built(spec, "chain_Imputed")
    assert_same(result.treated, table_of(f"treat_qTreat_{name}"), ids(spec))
    done = {name: records[0] for name, records in result.run["treated"].items()}
    for row in table_of(f"treat_qTreat_{name}_details").iter_rows(named=True):
        assert (row["iCode"] in done) is not row["check_SkewKurt0.Pass"]
        if row["iCode"] in done:
            record = done[row["iCode"]]
            assert record["moved_high"] + record["moved_low"] == row["winsorise.nwin"]
            assert record["skew"] == pytest.approx(row["check_SkewKurt0.Skew"], rel=1e-9)
            assert record["kurtosis_winsorised"] == pytest.approx(row["check_SkewKurt1.Kurt"], rel=1e-9)


def test_winsorising_without_a_limit() -> None:
    expected = table_of("treat_fn_winsorise_winmaxNULL_sk1_ku2")
    spec = example(*only("treat"), "treat.winsorise_max=null", "treat.skew=1", "treat.kurtosis=2", "treat.then=none")
    assert_same(built(spec, "chain_Imputed").treated, expected, ids(spec))


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        ("log_CT", ["treat.then=log_shift"]),
        ("log_CT_plus", ["treat.then=log_shift_signed"]),
        ("log_CT_orig", ["treat.then=log_one"]),
        ("boxcox_lambda-1", ["treat.then=box_cox", "treat.box_cox_lambda=-1"]),
        ("boxcox_lambda0", ["treat.then=box_cox", "treat.box_cox_lambda=0"]),
        ("boxcox_lambda0.5", ["treat.then=box_cox", "treat.box_cox_lambda=0.5"]),
        ("boxcox_lambda2", ["treat.then=box_cox", "treat.box_cox_lambda=2"]),
    ],
)
def test_transformations(expected: str, changes: list[str]) -> None:
    spec = example(*only("treat"), "treat.winsorise_max=0", "treat.skew=1e-12", "treat.kurtosis=-1e12", *changes)
    assert_same(built(spec, "chain_Imputed").treated, table_of(f"treat_fn_{expected}_allcols"), ids(spec))


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        ("norm_minmax_0_100", []),
        ("norm_minmax_1_100", ["normalise.range=[1,100]"]),
        ("norm_zscore_0_1", ["normalise.method=zscore"]),
        ("norm_zscore_100_10", ["normalise.method=zscore", "normalise.mean=100", "normalise.sd=10"]),
        ("norm_rank", ["normalise.method=rank"]),
        ("norm_rank_avg", ["normalise.method=rank", "normalise.ties=average"]),
        ("norm_borda", ["normalise.method=borda"]),
        ("norm_prank", ["normalise.method=percentile_rank"]),
        ("norm_dist2max", ["normalise.method=distance_to_max"]),
        ("norm_fracmax", ["normalise.method=fraction_of_max"]),
        ("norm_dist2ref_iref1", ["normalise.method=distance_to_reference", "normalise.reference_unit=AUS"]),
        ("norm_dist2ref_iref1_cap", ["normalise.method=distance_to_reference", "normalise.cap=true"]),
    ],
)
def test_normalisation(expected: str, changes: list[str]) -> None:
    spec = example(*only(), *changes)
    assert_same(built(spec, "chain_Treated").normalised, table_of(expected), ids(spec))


@pytest.mark.parametrize(
    ("expected", "meta", "method"),
    [
        ("norm_dist2targ_useiMeta_Imputed", "in_asem_iMeta", "distance_to_target"),
        ("norm_dist2targ_useiMeta_q10q90_Imputed", "in_asem_iMeta_goalposts", "distance_to_target"),
        ("norm_goalposts_useiMeta_q10q90_Imputed", "in_asem_iMeta_goalposts", "goalposts"),
    ],
)
def test_targets_and_goalposts(expected: str, meta: str, method: str) -> None:
    if not (FOLDER / f"{expected}.csv").exists():
        pytest.skip(f"{expected} is not among the results")
    spec = example(*only(), f"normalise.method={method}", meta=meta)
    assert_same(built(spec, "chain_Imputed").normalised, table_of(expected), ids(spec))


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        ("agg_a_amean_minmax_0_100", []),
        ("agg_a_amean_minmax_1_100", ["normalise.range=[1,100]"]),
        ("agg_a_amean_rank", ["normalise.method=rank"]),
        ("agg_a_gmean_minmax_1_100", ["normalise.range=[1,100]", "aggregate.method=geometric"]),
        ("agg_a_hmean_minmax_1_100", ["normalise.range=[1,100]", "aggregate.method=harmonic"]),
        ("agg_a_copeland_minmax_1_100", ["normalise.range=[1,100]", "aggregate.method=copeland"]),
        (
            "agg_mixed_copeland_amean_amean_minmax_1_100",
            ["normalise.range=[1,100]", "aggregate.method=[copeland, arithmetic, arithmetic]"],
        ),
        *(
            (
                f"agg_a_genmean_p{p}_minmax_1_100",
                ["normalise.range=[1,100]", "aggregate.method=power", f"aggregate.p={p}"],
            )
            for p in ("-1", "0.5", "2")
        ),
    ],
)
def test_aggregation(expected: str, changes: list[str]) -> None:
    if not (FOLDER / f"{expected}.csv").exists():
        pytest.skip(f"{expected} is not among the results")
    spec = example(*only(), *changes)
    assert_same(built(spec, "chain_Treated").scores, table_of(expected), spec.columns)


def test_missing_values_and_the_data_threshold() -> None:
    spec = example(*only(), "normalise.range=[1,100]")
    result = built(spec, "chain_Denominated")
    assert_same(result.normalised, table_of("norm_minmax_1_100_withNA_Denominated"), ids(spec))
    assert_same(result.scores, table_of("agg_a_amean_withNA_minmax_1_100"), spec.columns)
    strict = example(*only(), "normalise.range=[1,100]", "aggregate.minimum_coverage=0.9")
    expected = table_of("agg_a_amean_withNA_datthresh0.9_minmax_1_100")
    assert_same(built(strict, "chain_Denominated").scores, expected, spec.columns)


def test_outranking() -> None:
    spec = example()
    values = table_of("norm_minmax_1_100").select(spec.node("Physical").children).cast(pl.Float64).to_numpy()
    found = outranking(values, np.ones(values.shape[1]))
    np.fill_diagonal(found, 0.0)
    expected = table_of("agg_outrankmatrix_Physical_equalweights")
    matrix = expected.select(pl.selectors.numeric()).cast(pl.Float64).to_numpy()
    np.testing.assert_allclose(found, matrix, atol=1e-9)
    summary, dominant = table_of("agg_outrankmatrix_Physical_summary"), int((found == 1).sum())
    assert summary["nDominant"][0] == dominant
    units = len(found)
    assert summary["fracDominant"][0] == pytest.approx(dominant / (units * (units - 1) / 2), rel=1e-9)


@pytest.mark.parametrize("over", ["pooled", "each"])
def test_panels(over: str) -> None:
    spec = example(
        "denominate=none",
        "impute=none",
        "screen.minimum_share=0.9",
        f"normalise.over={over}",
        data="in_asem_iData_panel",
    )
    result = built(spec, "panel_chain_Raw")
    keys = ("uCode", "Time")
    assert_same(result.treated, table_of("panel_chain_Treated"), ids(spec), keys)
    name = "panel_chain_Normalised" if over == "pooled" else "panel_Normalised_globalFALSE"
    assert_same(result.normalised, table_of(name), ids(spec), keys)
    if over == "pooled":
        screened = example(
            "denominate=none", "impute=none", "screen.minimum_share=0.9", "treat=none", data="in_asem_iData_panel"
        )
        assert_same(built(screened, "panel_chain_Raw").treated, table_of("panel_chain_Screened"), ids(spec), keys)
        assert_same(result.scores, table_of("panel_chain_Aggregated"), spec.columns, keys)
