"""Stars on tables small enough to judge by eye."""

import pandas as pd
import polars as pl
import pytest

from beffroi.analytics.clusters.rules import StarRules, Threshold, load_rules
from beffroi.analytics.clusters.schemes import Scheme, SchemeSector
from beffroi.analytics.clusters.stars import assign_stars, star_notes, star_totals

ECO = load_rules("eco-2007")
COLUMNS = [
    *("region", "sector", "value", "share", "lq"),
    *("star_size", "star_specialisation", "star_focus", "star_productivity", "stars"),
]


def rules(**dimensions: Threshold | float) -> StarRules:
    return StarRules.model_validate({"id": "own", "version": 1, "title": "own", "source": "own", **dimensions})


def one_sector(values: list[float | None], **columns: list[float | None]) -> pl.DataFrame:
    """Regions 0, 1, 2 … in sector x, beside a large sector y that fills every region up to 10,000."""
    regions = [str(at) for at in range(len(values))]
    rest = [10_000 - (value or 0) for value in values]
    table = {"region": regions * 2, "sector": ["x"] * len(values) + ["y"] * len(values), "value": [*values, *rest]}
    return pl.DataFrame(table | columns, strict=False)


def stars_of(table: pl.DataFrame, with_rules: StarRules, dimension: str) -> list[int | None]:
    found = assign_stars(table, with_rules).filter(pl.col("sector") == "x")
    return found[f"star_{dimension}"].to_list()


def test_columns_and_their_order_are_fixed() -> None:
    assert assign_stars(one_sector([1, 2]), ECO).columns == COLUMNS


@pytest.mark.parametrize(("regions", "stars"), [(1, 1), (9, 1), (10, 1), (11, 2), (20, 2), (21, 3), (30, 3), (31, 4)])
def test_the_top_tenth_is_rounded_up(regions: int, stars: int) -> None:
    size = stars_of(one_sector([float(at + 1) for at in range(regions)]), ECO, "size")
    assert size == [0] * (regions - stars) + [1] * stars


def test_ties_at_the_boundary_are_included() -> None:
    assert stars_of(one_sector([9, 8, 8, 8, *range(1, 8)]), ECO, "size") == [1, 1, 1, 1] + [0] * 7


def test_zero_is_not_counted_among_the_regions_and_never_gets_a_star() -> None:
    # Ten regions report more than zero, so one star; were the zeros counted there would be two.
    assert stars_of(one_sector([*range(1, 11), *[0] * 10]), ECO, "size") == [0] * 9 + [1] + [0] * 10
    assert stars_of(one_sector([0, 0]), ECO, "size") == [0, 0]


def test_a_missing_cell_is_not_assessed_and_not_counted() -> None:
    found = assign_stars(one_sector([5, None, 3]), ECO).row(1, named=True)
    assert [found[name] for name in COLUMNS[2:]] == [None] * 8


def test_specialisation_begins_at_exactly_two() -> None:
    # x is a tenth of everything; the regions have 20, 10, 5 and 5 percent of their own employment in it.
    table = one_sector([2000, 1000, 500, 500])
    assert assign_stars(table, ECO)["lq"].to_list()[:4] == [2.0, 1.0, 0.5, 0.5]
    assert stars_of(table, ECO, "specialisation") == [1, 0, 0, 0]


def test_focus_ranks_by_share_of_the_region_and_not_by_size() -> None:
    table = pl.DataFrame(
        {"region": ["big", "big", "small", "small"], "sector": ["x", "y"] * 2, "value": [100, 900, 20, 30]}
    )
    found = assign_stars(table, ECO)
    assert found["star_size"].to_list() == [1, 1, 0, 0]
    assert found["star_focus"].to_list() == [0, 1, 1, 0]


def test_a_cell_below_the_minimum_size_earns_no_star_but_still_counts_among_the_regions() -> None:
    with_minimum = rules(size=Threshold(top_share=0.5), minimum_size=4.0)
    assert stars_of(one_sector([1, 2, 3, 4, 5, 6]), with_minimum, "size") == [0, 0, 0, 1, 1, 1]
    with_minimum = rules(size=Threshold(top_share=0.5), minimum_size=6.0)
    assert stars_of(one_sector([1, 2, 3, 4, 5, 6]), with_minimum, "size") == [0, 0, 0, 0, 0, 1]


def test_productivity_needs_a_wage() -> None:
    eocic = load_rules("eocic")
    without = assign_stars(one_sector([1, 2, 3, 4, 5]), eocic)
    assert without["star_productivity"].null_count() == without.height
    assert without["stars"].null_count() == 0
    assert without["star_focus"].null_count() == without.height
    # The wage of 99 belongs to nobody, and the first region's is missing: three wages are ranked, one star.
    wages = [None, 20, 30, 40, 99, *[10] * 5]
    paid = one_sector([1, 2, 3, 4, 0], wage=wages)
    assert stars_of(paid, eocic, "productivity") == [None, 0, 0, 1, 0]


def test_stars_add_up_to_what_was_assessed() -> None:
    found = assign_stars(one_sector([float(at) for at in range(1, 21)]), ECO)
    own = found.select(pl.sum_horizontal("star_size", "star_specialisation", "star_focus")).to_series()
    assert found["stars"].to_list() == own.to_list()
    assert found["stars"].max() == 2


def test_a_rounding_in_the_last_bit_decides_no_star() -> None:
    # 0.1 + 0.2 is not 0.3 in binary; both regions have the same share of x.
    table = pl.DataFrame({"region": ["A", "A", "A", "B", "B"], "sector": ["x", "y", "z", "x", "y"]})
    table = table.with_columns(value=pl.Series([0.3, 0.1, 0.2, 0.3, 0.30000000000000004]))
    assert assign_stars(table, ECO).filter(pl.col("sector") == "x")["star_focus"].to_list() == [1, 1]


def test_pandas_comes_back_as_pandas_with_whole_numbers_that_may_be_missing() -> None:
    table = one_sector([5, None, 3]).to_pandas()
    found = assign_stars(table, ECO)
    assert isinstance(found, pd.DataFrame)
    assert found["stars"].dtype == "Int64"
    assert found["stars"].isna().tolist() == [False, True, False, False, False, False]


def test_known_shares_of_the_whole_may_replace_those_of_the_table() -> None:
    found = assign_stars(one_sector([2000, 1000]), ECO, reference={"x": 0.4})
    assert found["lq"].to_list() == [0.5, 0.25, None, None]
    assert found["star_specialisation"].to_list() == [0, 0, None, None]


def test_a_scheme_gathers_the_codes_first() -> None:
    scheme = Scheme("two", {"s": SchemeSector("s", "S", "", ("x", "y"), True)})
    found = assign_stars(one_sector([5, 3]).rename({"value": "jobs"}), ECO, scheme=scheme, value="jobs")
    assert found["sector"].to_list() == ["s", "s"]
    assert found["value"].to_list() == [10_000, 10_000]


def test_an_empty_table_has_no_stars() -> None:
    assert assign_stars(one_sector([1]).clear(), ECO).height == 0
    assert star_totals(assign_stars(one_sector([1]).clear(), ECO)).height == 0


def test_totals_count_stars_and_coverage_and_leave_out_who_was_not_assessed() -> None:
    table = pl.DataFrame({"region": ["A", "A", "B"], "sector": ["x", "y", "x"], "value": [1.0, 2.0, None]})
    found = star_totals(assign_stars(table, ECO))
    assert found.columns == ["region", "stars", "sectors_counted", "sectors_missing"]
    assert found.rows() == [("A", 4, 2, 0), ("B", None, 0, 2)]
    assert star_totals(assign_stars(table.to_pandas(), ECO))["stars"].dtype == "Int64"


def test_notes_say_what_was_left_out_and_assumed() -> None:
    table = one_sector([1, None])
    notes = star_notes(table, load_rules("eocic"))
    assert [note.template.split(":")[0] for note in notes] == [
        "productivity is left out",
        "assumed for want of a public source",
        "{missing} of {rows} rows do not report a value",
    ]
    assert notes[2].values == {"missing": 1, "rows": 4}
    unpaid = one_sector([1, 2], wage=[None] * 4).with_columns(pl.col("wage").cast(pl.Float64))
    assert "the column wage is empty" in star_notes(unpaid, load_rules("eocic"))[0]
    assert "does not judge productivity" in star_notes(unpaid, ECO)[0]
    assert star_notes(one_sector([1, 2]), ECO) == []


def test_what_falls_short_by_more_than_rounding_earns_no_star() -> None:
    at_two = rules(size=Threshold(minimum=2.0))
    assert stars_of(one_sector([2 * (1 - 1e-13), 2 * (1 - 1e-11)]), at_two, "size") == [1, 0]


@pytest.mark.parametrize(("share", "reporting", "places"), [(0.1, 30, 3), (0.07, 100, 7), (0.1, 31, 4)])
def test_a_share_that_is_a_whole_number_of_places_on_paper_gives_no_place_more(
    share: float, reporting: int, places: int
) -> None:
    # 0.07 * 100 is a little more than 7 in binary.
    stars = stars_of(
        one_sector([float(at) for at in range(1, reporting + 1)]), rules(size=Threshold(top_share=share)), "size"
    )
    assert sum(star or 0 for star in stars) == places
