"""Laws that hold for quotients and stars of any table."""

import math

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from beffroi.analytics.clusters.quotients import location_quotients
from beffroi.analytics.clusters.rules import StarRules, load_rules
from beffroi.analytics.clusters.stars import assign_stars, star_totals

LAWS = settings(deadline=None, max_examples=60)
RULES = load_rules("eco-2007")
KEY = ["region", "sector"]


@st.composite
def tables(draw: st.DrawFn, gaps: bool = True) -> pl.DataFrame:
    """Employment of up to 14 regions and 5 sectors: whole persons, many ties and zeros, some cells missing."""
    regions, sectors = draw(st.integers(1, 14)), draw(st.integers(1, 5))
    persons = st.integers(0, 40) | st.integers(0, 100_000)
    cell = st.none() | persons if gaps else persons
    cells = draw(st.lists(cell, min_size=regions * sectors, max_size=regions * sectors))
    names = [(f"R{row}", f"S{column}") for row in range(regions) for column in range(sectors)]
    rows = [(*name, None if value is None else float(value)) for name, value in zip(names, cells, strict=True)]
    return pl.DataFrame(rows, schema={"region": pl.String, "sector": pl.String, "value": pl.Float64}, orient="row")


def by_hand(table: pl.DataFrame, rules: StarRules) -> dict[tuple[str, str], tuple[int, int, int] | None]:
    """Stars for size, specialisation and focus, cell by cell, as the rule is worded; whole numbers throughout."""
    cells = {(region, sector): int(value) for region, sector, value in table.rows() if value is not None}
    of_region: dict[str, int] = {}
    of_sector: dict[str, int] = {}
    for (region, sector), value in cells.items():
        of_region[region] = of_region.get(region, 0) + value
        of_sector[sector] = of_sector.get(sector, 0) + value
    whole = sum(cells.values())
    found: dict[tuple[str, str], tuple[int, int, int] | None] = {(r, s): None for r, s, _ in table.rows()}
    for (region, sector), value in cells.items():
        rivals = [(other, size) for (other, same), size in cells.items() if same == sector and size > 0]
        places = math.ceil(len(rivals) / 10)
        larger = sum(size > value for _, size in rivals)
        # a / b > c / d is a d > c b: exact in whole numbers
        denser = sum(size * of_region[region] > value * of_region[other] for other, size in rivals)
        special = value * whole >= 2 * of_sector[sector] * of_region[region]
        found[region, sector] = (int(larger < places), int(special), int(denser < places)) if value > 0 else (0, 0, 0)
    return found


@LAWS
@given(tables())
def test_stars_are_those_of_the_rule_applied_cell_by_cell(table: pl.DataFrame) -> None:
    wanted = by_hand(table, RULES)
    for row in assign_stars(table, RULES).to_dicts():
        got = (row["star_size"], row["star_specialisation"], row["star_focus"])
        expected = wanted[row["region"], row["sector"]]
        assert got == ((None, None, None) if expected is None else expected)
        assert row["stars"] == (None if expected is None else sum(expected))


@LAWS
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(table: pl.DataFrame, random: object) -> None:
    order = list(range(table.height))
    random.shuffle(order)  # type: ignore[attr-defined]
    plain = assign_stars(table, RULES).sort(KEY)
    shuffled = assign_stars(table[order], RULES)
    assert shuffled.select(KEY).equals(table[order].select(KEY))
    assert_frame_equal(shuffled.sort(KEY), plain, rel_tol=1e-12)


@LAWS
@given(tables(), st.floats(1e-3, 1e3))
def test_the_unit_does_not_matter(table: pl.DataFrame, factor: float) -> None:
    plain, scaled = (assign_stars(t, RULES) for t in (table, table.with_columns(pl.col("value") * factor)))
    assert_frame_equal(scaled.drop("value"), plain.drop("value"), rel_tol=1e-9)


@LAWS
@given(tables())
def test_missing_stays_missing_and_nothing_else_is(table: pl.DataFrame) -> None:
    found = assign_stars(table, RULES)
    assert found["value"].equals(table["value"])
    assert found["stars"].is_null().equals(table["value"].is_null())
    numbers = found.select("share", "lq")
    assert not any(column.is_nan().any() or column.is_infinite().any() for column in numbers)


@LAWS
@given(tables())
def test_a_row_that_is_absent_and_a_row_that_is_missing_weigh_the_same(table: pl.DataFrame) -> None:
    kept = table.filter(pl.col("value").is_not_null())
    found = assign_stars(table, RULES).filter(pl.col("value").is_not_null())
    assert_frame_equal(assign_stars(kept, RULES), found, rel_tol=1e-12)


@LAWS
@given(tables(gaps=False))
def test_the_mean_of_quotients_weighted_by_regions_is_one(table: pl.DataFrame) -> None:
    found = location_quotients(table)
    weights = table.group_by("region").agg(pl.col("value").sum().alias("weight"))
    joined = found.join(weights, on="region").filter(pl.col("weight") > 0, pl.col("lq").is_not_null())
    means = joined.group_by("sector").agg(pl.col("lq").dot(pl.col("weight")) / pl.col("weight").sum())
    assert all(mean == pytest.approx(1.0) for mean in means["lq"])


@LAWS
@given(tables())
def test_shares_of_a_region_add_up_to_one(table: pl.DataFrame) -> None:
    sums = location_quotients(table).drop_nulls("share").group_by("region").agg(pl.col("share").sum())
    assert all(total == pytest.approx(1.0) for total in sums["share"])


@LAWS
@given(tables())
def test_pandas_and_polars_get_the_same_answer_each_in_its_kind(table: pl.DataFrame) -> None:
    ours, theirs = assign_stars(table, RULES), assign_stars(table.to_pandas(), RULES)
    assert isinstance(theirs, pd.DataFrame)
    assert_frame_equal(pl.from_pandas(theirs), ours, check_exact=True)
    assert_frame_equal(pl.from_pandas(star_totals(theirs)), star_totals(ours), check_exact=True)


@LAWS
@given(tables())
def test_whoever_equals_a_region_with_a_star_has_it_too(table: pl.DataFrame) -> None:
    found = assign_stars(table, RULES)
    for column, star in (("value", "star_size"), ("share", "star_focus")):
        lowest = found.filter(pl.col(star) == 1).group_by("sector").agg(pl.col(column).min().alias("lowest"))
        left_out = found.join(lowest, on="sector").filter((pl.col(star) == 0) & (pl.col(column) >= pl.col("lowest")))
        assert left_out.is_empty()
