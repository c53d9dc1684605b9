"""Laws of the typology: no class is empty by construction, and only order matters."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.analytics.clusters.typology import classify, load_typology, thresholds

LAWS = settings(deadline=None, max_examples=60)
RULES = load_typology("beffroi-2026")


@st.composite
def regions(draw: st.DrawFn) -> pl.DataFrame:
    """At least four regions, no two with the same stars or the same index."""
    count = draw(st.integers(4, 40))
    stars = draw(st.lists(st.integers(0, 200), min_size=count, max_size=count, unique=True))
    index = draw(st.lists(st.integers(0, 10_000), min_size=count, max_size=count, unique=True))
    names = [f"R{at}" for at in range(count)]
    return pl.DataFrame({"region": names, "stars": stars, "index": [score / 10_000 for score in index]})


def types(table: pl.DataFrame) -> list[int | None]:
    return [placed.type for placed in classify(table, thresholds(table, RULES))]


@LAWS
@given(regions())
def test_no_type_is_empty_where_coordinates_differ(table: pl.DataFrame) -> None:
    assert {1, 2, 3} <= set(types(table))


@LAWS
@given(regions())
def test_every_region_without_a_type_has_few_stars_and_a_high_index(table: pl.DataFrame) -> None:
    lines = thresholds(table, RULES)
    for row, type_ in zip(table.to_dicts(), types(table), strict=True):
        outside = row["stars"] < lines.stars[0] and row["index"] >= lines.index[1]
        assert outside == (type_ is None)


@LAWS
@given(regions(), st.randoms(use_true_random=False))
def test_the_order_of_regions_does_not_matter(table: pl.DataFrame, random: object) -> None:
    order = list(range(table.height))
    random.shuffle(order)  # type: ignore[attr-defined]
    assert types(table[order]) == [types(table)[at] for at in order]


@LAWS
@given(regions())
def test_regions_without_a_coordinate_move_no_threshold(table: pl.DataFrame) -> None:
    more = pl.DataFrame({"region": ["x", "y"], "stars": [999, None], "index": [None, 0.5]}, schema=table.schema)
    assert thresholds(pl.concat([table, more]), RULES) == thresholds(table, RULES)


@st.composite
def repeating_regions(draw: st.DrawFn) -> pl.DataFrame:
    """At least four regions that share few values, with at least two numbers of stars."""
    count = draw(st.integers(4, 20))
    stars = draw(st.lists(st.integers(0, 4), min_size=count, max_size=count).filter(lambda held: len(set(held)) > 1))
    index = draw(st.lists(st.integers(0, 4), min_size=count, max_size=count))
    names = [f"R{at}" for at in range(count)]
    return pl.DataFrame({"region": names, "stars": stars, "index": [score / 10 for score in index]})


@LAWS
@given(repeating_regions())
def test_each_half_has_its_base_type_and_a_second_class_where_its_index_differs(table: pl.DataFrame) -> None:
    line = thresholds(table, RULES).stars[0]
    placed = table.with_columns(type=pl.Series(types(table), dtype=pl.Int64))
    for many, base, other in ((True, 1, 3), (False, 2, None)):
        half = placed.filter((pl.col("stars") >= line) == many)
        wanted = {base, other} if half["index"].n_unique() > 1 else {base}
        assert set(half["type"].to_list()) == wanted
