"""Location quotients against sums done by hand."""

import pandas as pd
import polars as pl
import pytest

from beffroi.analytics.clusters.quotients import location_quotients, quotient_coverage
from beffroi.analytics.errors import InputError

# Region A: 30 of 100 in x, 70 in y. Region B: 10 of 100 in x, 90 in y. Together: 40 of 200 in x, so 0.2 and 0.8.
TWO = {"region": ["A", "A", "B", "B"], "sector": ["x", "y", "x", "y"], "value": [30, 70, 10, 90]}


def test_quotients_follow_the_formula() -> None:
    found = location_quotients(pl.DataFrame(TWO))
    assert found["share"].to_list() == pytest.approx([0.3, 0.7, 0.1, 0.9])
    assert found["lq"].to_list() == pytest.approx([1.5, 0.875, 0.5, 1.125])


def test_a_missing_cell_enters_no_sum_and_keeps_its_row() -> None:
    table = pl.DataFrame({**TWO, "value": [30, 70, None, 90]})
    found = location_quotients(table)
    # B has 90 persons that report, all in y; the whole is 30 in x and 160 in y.
    assert found["share"].to_list() == [0.3, 0.7, None, 1.0]
    assert found["lq"].to_list() == [pytest.approx(0.3 * 190 / 30), pytest.approx(0.7 * 190 / 160), None, 190 / 160]


def test_a_region_or_sector_of_zeros_has_no_quotient() -> None:
    table = pl.DataFrame({**TWO, "value": [0, 0, 0, 90]})
    assert location_quotients(table)["share"].to_list() == [None, None, 0.0, 1.0]
    assert location_quotients(table)["lq"].to_list() == [None, None, None, 1.0]


def test_pandas_comes_back_as_pandas_with_its_other_columns() -> None:
    table = pd.DataFrame({**TWO, "note": list("abcd")}, index=[7, 8, 9, 10])
    found = location_quotients(table)
    assert isinstance(found, pd.DataFrame)
    assert found["note"].tolist() == list("abcd")
    assert found["lq"].tolist() == pytest.approx([1.5, 0.875, 0.5, 1.125])
    assert list(found.index) == [7, 8, 9, 10]
    assert list(table.columns) == ["region", "sector", "value", "note"]


def test_columns_may_have_other_names() -> None:
    table = pl.DataFrame(TWO).rename({"region": "nuts", "sector": "nace", "value": "jobs"})
    assert location_quotients(table, region="nuts", sector="nace", value="jobs")["lq"][0] == pytest.approx(1.5)


def test_an_empty_table_stays_empty() -> None:
    table = pl.DataFrame(TWO).clear()
    assert location_quotients(table).columns == ["region", "sector", "value", "share", "lq"]
    assert location_quotients(table).height == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"value": [30, -70, 10, 90]}, "A, y: the value is negative"),
        ({"value": [30.0, float("inf"), 10.0, 90.0]}, "A, y: the value is infinite"),
        ({"value": ["30", "70", "10", "90"]}, "column 'value' holds text; give numbers"),
        ({"sector": ["x", "x", "x", "y"]}, "A, x: this region and sector stand more than once"),
        ({"region": ["A", None, "B", "B"]}, "row 1 .counted from 0., column 'region'"),
    ],
)
@pytest.mark.parametrize("kind", [pl.DataFrame, pd.DataFrame])
def test_what_cannot_be_used_is_named(changes: dict[str, list[object]], sentence: str, kind: type) -> None:
    with pytest.raises(InputError, match=sentence):
        location_quotients(kind({**TWO, **changes}))


def test_an_absent_column_is_named() -> None:
    with pytest.raises(InputError, match="column 'jobs' is absent; the table has region, sector, value"):
        location_quotients(pl.DataFrame(TWO), value="jobs")


def test_coverage_counts_absent_rows_and_missing_values_alike() -> None:
    table = pd.DataFrame({"region": ["A", "A", "B", "C"], "sector": ["x", "y", "x", "x"], "value": [1, 2, 3, None]})
    found = quotient_coverage(table)
    assert isinstance(found, pd.DataFrame)
    assert found.to_dict("list") == {
        "region": ["A", "B", "C"],
        "sectors_counted": [2, 1, 0],
        "sectors_missing": [0, 1, 2],
    }
