"""Correlations, reliability, influence, strengths and weaknesses, as the R package COINr computed them."""

import narwhals as nw
import polars as pl
import pytest
from tests.oracle.coinr_tables import ABSENT, FOLDER, example, only, table_of

from beffroi.analytics.composite.association import correlation_matrix, cronbach_alpha
from beffroi.analytics.composite.chain import run_steps
from beffroi.analytics.composite.influence import standings, without_each
from beffroi.analytics.composite.model import IndexSpec
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


def test_strengths_and_weaknesses() -> None:
    spec = example(*only())
    made = run_steps(spec, read(spec, nw.from_native(table_of("chain_Raw"), eager_only=True), None))
    found = {one.indicator: one for one in standings(spec, made, "IND")}
    for name in ("unit_IND_strengths", "unit_IND_weaknesses"):
        for row in table_of(name).iter_rows(named=True):
            one = found[row["Code"]]
            assert (one.parent, one.rank, one.value) == (row["Pillar"], row["Rank"], pytest.approx(row["Value"]))
