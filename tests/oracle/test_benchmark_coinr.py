"""Compound annual growth and ranks, as the R package COINr computed them."""

import csv
from pathlib import Path

import pytest

from beffroi.analytics.indicators.growth import compound_annual_growth
from beffroi.analytics.indicators.ranks import rank

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


def test_growth_is_that_of_the_panel() -> None:
    values = {(row["uCode"], row["Time"]): row for row in rows_of("panel_chain_Raw")}
    trends = rows_of("panel_trends_CAGR")
    assert trends
    for trend in trends:
        unit, series = trend["Trends.uCode"], trend["Trends.iCode"]
        first, last = trend["Trends.t_first"], trend["Trends.t_latest"]
        growth = compound_annual_growth(
            float(values[unit, first][series]), float(values[unit, last][series]), int(last) - int(first)
        )
        assert growth == pytest.approx(100 * float(trend["Trends.CAGR"]), rel=1e-9)


def test_ranks_are_those_of_the_aggregated_scores() -> None:
    scores = {row["uCode"]: row for row in rows_of("chain_Aggregated")}
    expected = rows_of("results_aggs_ranks")
    columns = [name for name in expected[0] if name != "uCode"]
    assert len(columns) == 11
    for column in columns:
        found = rank([float(scores[row["uCode"]][column]) for row in expected])
        assert found == [int(row[column]) for row in expected], column
