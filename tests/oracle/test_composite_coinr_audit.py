"""Correlations, reliability, influence, strengths and weaknesses, as the R package COINr computed them."""

import math

import narwhals as nw
import numpy as np
import polars as pl
import pytest
from tests.oracle.coinr_tables import ABSENT, FOLDER, built, example, only, table_of

from beffroi.analytics.composite.association import correlation_matrix, cronbach_alpha
from beffroi.analytics.composite.chain import run_steps
from beffroi.analytics.composite.influence import standings, without_each
from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.moments import skewness_kurtosis
from beffroi.analytics.composite.nodes import all_nodes
from beffroi.analytics.composite.ranking import ranks
from beffroi.analytics.composite.reading import read
from beffroi.analytics.composite.weigh import given_weights

pytestmark = [pytest.mark.oracle, pytest.mark.skipif(not FOLDER.is_dir(), reason=ABSENT)]


@pytest.mark.parametrize(
    ("expected", "data", "kind"),
    [
        ("corr_pearson_Aggregated_L1_Index", "chain_Aggregated", "pearson"),
        ("corr_spearman_Aggregated_L1_Index", "chain_Aggregated", "spearman"),
        ("corr_pearson_Aggregated_L2", "chain_Aggregated", "pearson"),
        ("corr_pearson_Raw_L1", "chain_Raw", "pearson"),
        ("corr_spearman_Raw_L1", "chain_Raw", "spearman"),
        ("corr_kendall_Aggregated_L1_Index", "chain_Aggregated", "kendall"),
        ("corr_kendall_Raw_L1", "chain_Raw", "kendall"),
    ],
)
def test_correlations(expected: str, data: str, kind: str) -> None:
    wanted, table = table_of(expected), table_of(data)
    one, other = (wanted[name].unique().sort().to_list() for name in ("Var1", "Var2"))
    columns = [table.select(names).cast(pl.Float64).to_numpy() for names in (one, other)]
    found = correlation_matrix(*columns, kind=kind)
    for row in wanted.iter_rows(named=True):
        value = found[one.index(row["Var1"]), other.index(row["Var2"])]
        assert value == pytest.approx(row["Correlation"], rel=1e-9, abs=1e-9)


def test_correlations_of_nodes_with_what_they_belong_to() -> None:
    spec, table = example(), table_of("chain_Aggregated")
    for row in table_of("corr_pearson_family_L1").iter_rows(named=True):
        parent = next(node.id for node in spec.tree if row["Var2"] in node.children)
        family = {"Sub-index": parent, "Index": spec.total}[row["Var1"]]
        found = correlation_matrix(table.select(row["Var2"], family).cast(pl.Float64).to_numpy())
        assert found[0, 1] == pytest.approx(row["Correlation"], rel=1e-9), row


def test_p_values_follow_from_the_correlations() -> None:
    """Under independence the density of r is proportional to (1 − r²)^((n − 4) / 2)."""
    wanted, table = table_of("corr_pvals_pearson_Raw"), table_of("chain_Raw")
    names = wanted["row"].to_list()
    values = table.select(names).cast(pl.Float64).to_numpy()
    found = correlation_matrix(values)
    seen = (~np.isnan(values)).astype(float)
    units = seen.T @ seen
    nodes, weights = np.polynomial.legendre.leggauss(200)
    for row, col in zip(*np.triu_indices(len(names), 1), strict=True):
        n, r = units[row, col], abs(found[row, col])
        x = (1 - r) / 2 * nodes + (1 + r) / 2
        tail = (1 - r) / 2 * (weights * (1 - x**2) ** ((n - 4) / 2)).sum()
        whole = math.sqrt(math.pi) * math.exp(math.lgamma((n - 2) / 2) - math.lgamma((n - 1) / 2))
        assert 2 * tail / whole == pytest.approx(wanted[names[col]][int(row)], rel=1e-9, abs=1e-12), (
            names[row],
            names[col],
        )


def test_pairs_that_tell_the_same_and_indicators_that_go_with_a_denominator() -> None:
    """The package rounds these, to three and to two places."""
    spec = example()
    scaled = table_of("chain_Normalised")
    pairs = set()
    for node in (node for node in spec.tree if spec.heights[node.id] == 2):
        found = correlation_matrix(scaled.select(node.children).cast(pl.Float64).to_numpy())
        for one, other in zip(*np.triu_indices(len(node.children), 1), strict=True):
            if found[one, other] >= 0.75:
                names = sorted((node.children[one], node.children[other]))
                pairs.add((node.id, *names, round(float(found[one, other]), 3)))
    flags = table_of("corr_flags_high0.75_grouplev2")
    assert pairs == {(row[0], *sorted(row[1:3]), row[3]) for row in flags.rows()}
    names, by = [item.id for item in spec.indicators], ["Area", "Energy", "GDP", "Population"]
    table = table_of("in_asem_iData")
    found = correlation_matrix(*(table.select(part).cast(pl.Float64).to_numpy() for part in (names, by)))
    strong = {
        (names[one], by[other], round(float(found[one, other]), 2)) for one, other in np.argwhere(np.abs(found) > 0.7)
    }
    assert strong == set(table_of("corr_denominators_Raw_0.7").rows())


def below(spec: IndexSpec, name: str, level: int) -> list[str]:
    """What stands at a level under a node."""
    if spec.heights[name] == level:
        return [name]
    return [part for child in spec.node(name).children for part in below(spec, child, level)]


def test_alpha() -> None:
    spec = example()
    for row in table_of("cronbach_alpha").iter_rows(named=True):
        names = below(spec, row["group"] if row["group"] in spec.nodes else spec.total, row["Level"])
        found = cronbach_alpha(table_of(f"chain_{row['dset']}").select(names).cast(pl.Float64).to_numpy())
        assert found == pytest.approx(row["alpha"], rel=1e-9), row


@pytest.mark.parametrize("level", [1, 2])
def test_ranks_without_one_part(level: int) -> None:
    spec = example()
    made = run_steps(spec, read(spec, nw.from_native(table_of("in_asem_iData"), eager_only=True), None))
    found = {part.part: part.mean_shift for part in without_each(spec, made, given_weights(spec), level)}
    for row in table_of(f"remove_elements_level{level}_meanabsdiff").iter_rows(named=True):
        if row["element"] != "Nominal":
            assert found[row["element"]] == pytest.approx(row["MeanAbsDiff"], abs=1e-9), row


def test_every_rank_without_one_part() -> None:
    spec, wanted = example(), table_of("remove_elements_level2_ranks")
    made = run_steps(spec, read(spec, nw.from_native(table_of("in_asem_iData"), eager_only=True), None)).normalised
    order = [made.units.index(unit) for unit in wanted["uCode"]]
    for name in wanted.columns[1:]:
        weights = given_weights(spec) | ({} if name == "Nominal" else {name: 0.0})
        scores = all_nodes(spec, made, weights)[spec.total].scores
        assert ranks(scores, made.reference)[order].tolist() == wanted[name].to_list(), name


def test_ranks_within_groups_and_the_summary_of_a_unit() -> None:
    spec, scores = example(), table_of("chain_Aggregated")
    wanted = table_of("results_aggs_groupranks_GDP_group")
    group = dict(zip(*(table_of("in_asem_iData")[name].to_list() for name in ("uCode", "GDP_group")), strict=True))
    member = np.array([group[unit] for unit in scores["uCode"]])
    place = {unit: at for at, unit in enumerate(scores["uCode"])}
    for row in wanted.iter_rows(named=True):
        assert member[place[row["uCode"]]] == row["GDP_group"]
    for name in spec.columns:
        for size in np.unique(member):
            found = ranks(scores[name].to_numpy(), member == size)
            part = wanted.filter(pl.col("GDP_group") == size)
            assert found[[place[unit] for unit in part["uCode"]]].tolist() == part[name].to_list(), (name, size)
    result = built(spec, "in_asem_iData")
    at = result.scores["uCode"].to_list().index("IND")
    for row in table_of("unit_IND_summary").iter_rows(named=True):
        assert result.ranks[row["Code"]][at] == row["Rank"]
        assert result.scores[row["Code"]][at] == pytest.approx(row["Score"], rel=1e-9)


@pytest.mark.parametrize("data", ["Raw", "Imputed", "Treated", "Aggregated"])
def test_statistics_of_each_column(data: str) -> None:
    """Ends, median, skewness, kurtosis and gaps as the audit has them; mean, deviation and counts beside them."""
    table = table_of(f"chain_{data}")
    for row in table_of(f"stats_{data}").iter_rows(named=True):
        column = table[row["iCode"]].cast(pl.Float64)
        known = column.drop_nulls().to_numpy()
        skew, kurtosis = (float(part[0]) for part in skewness_kurtosis(known[:, None]))
        found = [known.min(), known.max(), known.mean(), np.median(known), known.std(ddof=1), skew, kurtosis]
        expected = [row[name] for name in ("Min", "Max", "Mean", "Median", "Std", "Skew", "Kurt")]
        np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9, err_msg=row["iCode"])
        assert (len(known), int((known != 0).sum())) == (row["N.Avail"], row["N.NonZero"])
        assert (row["Flag.SkewKurt"] == "OUT") is bool(abs(skew) >= 2 and kurtosis >= 3.5), row


def test_strengths_and_weaknesses() -> None:
    spec = example(*only())
    made = run_steps(spec, read(spec, nw.from_native(table_of("chain_Raw"), eager_only=True), None))
    found = {one.indicator: one for one in standings(spec, made, "IND")}
    for name in ("unit_IND_strengths", "unit_IND_weaknesses"):
        for row in table_of(name).iter_rows(named=True):
            one = found[row["Code"]]
            assert (one.parent, one.rank, one.value) == (row["Pillar"], row["Rank"], pytest.approx(row["Value"]))
