"""Sums by region and sector: exact, whatever the order, the form of the file, and who contributes."""

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from tests.unit.analytics.microdata.firms import firms, run

from beffroi.analytics.microdata.job import parse_job
from beffroi.analytics.microdata.sensitivity import Rules

JOB = parse_job("region,sector", "employment,wages,firms")


def by_hand(table: pl.DataFrame) -> dict[tuple[str, str], tuple[int, Decimal, int]]:
    """Sums in decimal numbers, a row at a time."""
    found: dict[tuple[str, str], tuple[int, Decimal, int]] = {}
    for row in table.iter_rows(named=True):
        jobs, wages, count = found.get((row["region"], row["sector"]), (0, Decimal(0), 0))
        found[row["region"], row["sector"]] = (jobs + row["employment"], wages + Decimal(str(row["wages"])), count + 1)
    return found


@pytest.mark.parametrize("form", ["parquet", "csv", "decimals"])
def test_sums_are_exact_in_every_form(tmp_path: Path, form: str) -> None:
    table = firms(3_000)
    path = tmp_path / f"firms.{'csv' if form == 'csv' else 'parquet'}"
    if form == "csv":
        table.write_csv(path)
    else:
        kind = pl.Decimal(18, 2) if form == "decimals" else pl.Float64
        table.with_columns(pl.col("wages").cast(kind)).write_parquet(path)
    done, cells, totals = run(JOB, [path])
    expected = by_hand(table)
    assert done.grid.rows == 3_000
    assert cells.height == 6 * 5
    for row in cells.iter_rows(named=True):
        jobs, wages, count = expected.get((row["region"], row["sector"]), (0, Decimal(0), 0))
        assert (Decimal(row["value"]), Decimal(row["wages"]), row["firms"]) == (jobs, wages, count)
        assert row["wage"] == (pytest.approx(float(wages) / jobs, rel=1e-12) if jobs else None)
    assert totals.filter(region="*", sector="*")["value"].to_list() == [str(table["employment"].sum())]


def test_neither_order_nor_the_cut_into_files_matters(tmp_path: Path) -> None:
    table = firms(2_000)
    table.write_parquet(tmp_path / "whole.parquet", row_group_size=100)
    shuffled = table.sample(fraction=1.0, shuffle=True, seed=3)
    shuffled[:700].write_parquet(tmp_path / "a.parquet")
    shuffled[700:].write_parquet(tmp_path / "b.parquet")
    whole, parts = (
        run(JOB, [tmp_path / name for name in names], Rules())
        for names in (["whole.parquet"], ["a.parquet", "b.parquet"])
    )
    assert whole[1].equals(parts[1])
    assert whole[2].equals(parts[2])
    assert whole[0].controlled is not None
    assert parts[0].controlled is not None
    assert whole[0].controlled.log.equals(parts[0].controlled.log)


def test_the_rows_of_a_firm_are_one_contributor(tmp_path: Path) -> None:
    table = pl.DataFrame(
        {
            "region": ["A"] * 5 + ["B"] * 5,
            "sector": ["x", "x", "x", "y", "y"] * 2,
            "firm": [1, 1, 1, 2, 3, 1, 4, 5, 6, 7],
            "jobs": [5, 6, 7, 1, 1, 2, 2, 2, 2, 2],
        }
    )
    table.write_parquet(tmp_path / "a.parquet")
    job = parse_job("region,sector", "jobs,firms", firm="firm")
    done, _, _ = run(job, [tmp_path / "a.parquet"], Rules(1, None, 1.0))
    assert done.grid.firms.tolist() == [[1, 2, 3], [3, 2, 5], [3, 4, 7]]  # firm 1 counts once in x, and in all
    assert done.grid.largest[0].tolist() == [[18, 1, 18], [2, 2, 2], [20, 2, 20]]
    assert done.controlled is not None
    assert ("A", "x", "p-percent") in done.controlled.log.select("region", "sector", "rule").rows()


def test_a_missing_value_leaves_its_cell_and_totals_without_a_figure(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("region,sector,jobs\nA,x,3\nA,x,\nB,x,4\nB,y,5\nA,y,1\n", encoding="utf-8")
    job = parse_job("region,sector", "jobs", missing="cell")
    done, cells, totals = run(job, [tmp_path / "a.csv"])
    assert cells.rows() == [
        ("A", "x", None, "incomplete"),
        ("A", "y", "1", "published"),
        ("B", "x", "4", "published"),
        ("B", "y", "5", "published"),
    ]
    assert totals.filter(status="published").rows() == [("B", "*", "9", "published"), ("*", "y", "6", "published")]
    assert done.notes[0].startswith("1 cells have no figure")


def test_only_firms_are_counted_where_nothing_is_summed(tmp_path: Path) -> None:
    firms(500).write_csv(tmp_path / "a.csv")
    _, cells, _ = run(parse_job("region,sector", "firms"), [tmp_path / "a.csv"])
    assert cells.columns == ["region", "sector", "value", "status"]
    assert cells["value"].cast(pl.Int64).sum() == 500


@pytest.mark.parametrize(
    ("by", "measures", "said"),
    [
        ("region", "jobs", "name region and sector"),
        ("region,sector,year", "jobs", "name region and sector"),
        ("region=,sector", "jobs", "neither NAME nor NAME=COLUMN"),
        ("region,sector", "jobs,jobs", "jobs stands twice"),
        ("region,sector", "jobs,turnover", "give one measure"),
        ("region,sector", "wages", "wages need the employment"),
        ("region,sector", "jobs,firms=n", "has no column"),
    ],
)
def test_a_job_that_cannot_be_is_refused(by: str, measures: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_job(by, measures)
