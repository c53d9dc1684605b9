"""A region against its country, the EU and its peers."""

from typing import Any

import pandas as pd
import polars as pl
import pytest

from beffroi.analytics.errors import InputError
from beffroi.analytics.indicators.benchmark import Benchmark, benchmark

ROWS = {
    "region": ["BE3", "BE", "EU", "ITC1", "SE31", "SI", "LT"],
    "value": [10.0, 12.5, 8.0, 10.0, 14.0, None, 6.0],
}
PEERS = ["ITC1", "SE31", "SI", "LT"]


@pytest.mark.parametrize("kind", [pl.DataFrame, pd.DataFrame])
def test_a_region_is_held_against_country_eu_and_peers(kind: Any) -> None:
    assert benchmark(kind(ROWS), region="BE3", peers=PEERS, country="BE", eu="EU") == Benchmark(
        value=10.0,
        country=12.5,
        eu=8.0,
        gap_eu=2.0,
        ratio_eu=1.25,
        gap_country=-2.5,
        ratio_country=0.8,
        rank=2,
        of=4,
        position=pytest.approx(2 / 3),
    )


def test_low_is_best_where_polarity_says_so() -> None:
    found = benchmark(pl.DataFrame(ROWS), region="BE3", peers=PEERS, polarity=-1)
    assert (found.rank, found.position) == (2, pytest.approx(2 / 3))
    assert benchmark(pl.DataFrame(ROWS), region="LT", peers=PEERS, polarity=-1).rank == 1


def test_a_region_without_value_has_no_rank_and_is_not_counted() -> None:
    found = benchmark(pl.DataFrame(ROWS), region="SI", peers=["BE3", "LT"], eu="EU")
    assert (found.value, found.gap_eu, found.ratio_eu, found.rank, found.position) == (None, None, None, None, None)
    assert found.of == 2


def test_comparators_that_are_not_asked_for_or_have_no_row_are_missing() -> None:
    found = benchmark(pl.DataFrame(ROWS), region="BE3", peers=["LT", "XX"], country="FR")
    assert (found.country, found.gap_country, found.eu, found.ratio_eu, found.of) == (None, None, None, None, 2)


def test_the_region_among_its_peers_is_counted_once() -> None:
    assert benchmark(pl.DataFrame(ROWS), region="BE3", peers=["BE3", "LT", "LT"]).of == 2


def test_without_peers_a_region_is_first_of_one() -> None:
    found = benchmark(pl.DataFrame(ROWS), region="BE3", peers=[])
    assert (found.rank, found.of, found.position) == (1, 1, None)


def test_other_column_names_can_be_given() -> None:
    table = pl.DataFrame({"zone": ["a", "b"], "score": [1, 2]})
    assert benchmark(table, region="a", peers=["b"], key="zone", values="score").rank == 2


def test_an_unknown_region_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"column region: region 'BE33X' has no row; did you mean 'BE3'\?"):
        benchmark(pl.DataFrame(ROWS), region="BE33X", peers=[])


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"code": ["BE3"], "value": [1.0]}, "column 'region' is absent; the table has the columns code, value"),
        ({"region": ["BE3"], "figure": [1.0]}, "column 'value' is absent"),
        ({"region": ["BE3"], "value": ["1,5"]}, "column 'value' holds String where numbers are needed"),
        ({"region": ["BE3", "BE3"], "value": [1.0, 2.0]}, "'BE3' stands twice"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(table: dict[str, list[Any]], said: str) -> None:
    with pytest.raises(InputError, match=said):
        benchmark(pl.DataFrame(table), region="BE3", peers=[])
