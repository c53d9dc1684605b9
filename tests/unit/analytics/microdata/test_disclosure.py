"""The rules on hand-made cells, and what is left out with them."""

import itertools
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from tests.unit.analytics.microdata.firms import run

from beffroi.analytics.microdata.job import parse_job
from beffroi.analytics.microdata.sensitivity import COUNT, DOMINANCE, PERCENT, Rules

JOB = parse_job("region,sector", "jobs,firms")
AROUND = {(r, s): [30] * 8 for r, s in itertools.product("ABC", "xyz")}


def written(path: Path, cells: dict[tuple[str, str], list[int]]) -> Path:
    rows = [(region, sector, jobs) for (region, sector), firms in cells.items() for jobs in firms]
    pl.DataFrame(rows, schema=["region", "sector", "jobs"], orient="row").write_parquet(path)
    return path


@pytest.mark.parametrize(
    ("contributions", "rules", "found"),
    [
        ([40, 40], Rules(), {COUNT, DOMINANCE, PERCENT}),
        ([40, 40], Rules(3, None, None), {COUNT}),
        ([40, 40], Rules(2, None, None), set()),
        ([100, 9, 8, 1], Rules(1, None, 10.0), {PERCENT}),  # 9 of 118 are left: less than 10 % of 100
        ([100, 9, 8, 2], Rules(1, None, 10.0), set()),  # 10 are left
        ([50, 35, 8, 7], Rules(1, (2, 85.0), None), set()),  # 85 of 100 is not more than 85 %
        ([50, 36, 8, 6], Rules(1, (2, 85.0), None), {DOMINANCE}),
        ([30, 30, 30, 5, 5], Rules(1, (3, 89.0), None), {DOMINANCE}),
        ([30, 30, 30, 6, 5], Rules(1, (3, 89.9), None), set()),
        ([30, 30, 30, 10, 5, 5], Rules(1, (4, 90.0), None), {DOMINANCE}),
        ([80, 10, 10], Rules(1, (1, 79.0), None), {DOMINANCE}),
    ],
)
def test_each_rule_finds_what_it_says(tmp_path: Path, contributions: list[int], rules: Rules, found: set[str]) -> None:
    done, cells, _ = run(JOB, [written(tmp_path / "a.parquet", {**AROUND, ("A", "x"): contributions})], rules)
    assert done.controlled is not None
    log = done.controlled.log.filter(region="A", sector="x", suppression="primary")
    assert set(log["rule"]) == found
    row = cells.row(0, named=True)
    expected = (None, "suppressed") if found else (str(sum(contributions)), "published")
    assert (row["value"], row["status"]) == expected
    assert done.controlled.primary == bool(found)
    assert done.controlled.complementary == (3 if found else 0)


def test_the_log_says_which_cell_each_complementary_one_protects(tmp_path: Path) -> None:
    done, cells, _ = run(JOB, [written(tmp_path / "a.parquet", {**AROUND, ("B", "y"): [7]})], Rules())
    assert done.controlled is not None
    log = done.controlled.log
    assert log.filter(suppression="complementary")["protects_region"].unique().to_list() == ["B"]
    hidden = cells.filter(status="suppressed").select("region", "sector")
    assert set(hidden.rows()) == set(log.select("region", "sector").rows())
    assert cells.filter(status="suppressed")["firms"].null_count() == 4


def test_a_cell_of_one_contributor_protects_no_other(tmp_path: Path) -> None:
    """Its contributor knows it: it stays out of the rectangles of others while there are enough cells."""
    whole = {(r, s): [30, 31, 32, 33] for r, s in itertools.product("ABCDE", "vwxyz")}
    done, _, _ = run(JOB, [written(tmp_path / "a.parquet", whole | {("A", "v"): [90], ("A", "w"): [90]})], Rules())
    assert done.controlled is not None
    for own in ((0, 0), (0, 1)):
        known = done.controlled.hidden.copy()
        known[own] = False  # what one contributor sees through
        other = (0, 1 - own[1])
        corners = [(r, c) for r, c in itertools.product(range(6), range(6)) if r != other[0] and c != other[1]]
        assert any(known[other[0], c] and known[r, other[1]] and known[r, c] for r, c in corners)


def test_a_total_that_tells_too_much_is_left_out_too(tmp_path: Path) -> None:
    cells = {**AROUND, ("D", "x"): [4], ("D", "y"): [3]}
    _, _, totals = run(JOB, [written(tmp_path / "a.parquet", cells)], Rules())
    assert totals.filter(region="D", sector="*").select("value", "status").rows() == [(None, "suppressed")]


def test_a_table_that_cannot_be_protected_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be protected"):
        run(JOB, [written(tmp_path / "a.parquet", {("A", "x"): [0]})], Rules())


@pytest.mark.parametrize("given", [(0, (2, 85.0), 10.0), (3, (0, 85.0), 10.0), (3, (2, 100.0), 10.0), (3, None, 0.0)])
def test_rules_that_are_none_are_refused(given: tuple[int, tuple[int, float] | None, float]) -> None:
    with pytest.raises(ValueError, match="--"):
        Rules(*given)


def test_zero_is_a_figure_and_suppression_is_none(tmp_path: Path) -> None:
    cells = dict(AROUND)
    del cells["C", "z"]
    _, table, _ = run(JOB, [written(tmp_path / "a.parquet", cells)], Rules())
    assert table.filter(region="C", sector="z").row(0) == ("C", "z", "0", 0, "published")
    assert np.count_nonzero(table["status"] != "published") == 0
