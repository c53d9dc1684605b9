"""Types of region by stars and index."""

import pandas as pd
import polars as pl
import pytest

from beffroi.analytics.clusters.typology import Thresholds, classify, load_typology, thresholds
from beffroi.analytics.errors import InputError

RULES = load_typology("beffroi-2026")
LINES = Thresholds([10.0], [0.6, 0.5])


def table(*rows: tuple[str, float | None, float | None]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"region": pl.String, "stars": pl.Float64, "index": pl.Float64}, orient="row")


@pytest.mark.parametrize(
    ("stars", "index", "type_", "reason"),
    [
        (10, 0.59, 1, "many cluster stars, moderate index"),
        (9, 0.49, 2, "moderate in both"),
        (10, 0.6, 3, "many cluster stars and a high index"),
        (9, 0.5, None, "few cluster stars but a high index, outside every rule"),
        (None, 0.5, None, "no cluster stars"),
        (9, None, None, "no index"),
        (None, None, None, "neither stars nor index"),
    ],
)
def test_a_region_gets_its_type_or_the_reason_why_it_has_none(
    stars: float | None, index: float | None, type_: int | None, reason: str
) -> None:
    (placed,) = classify(table(("A", stars, index)), LINES)
    assert placed.region == "A"
    assert placed.type == type_
    assert reason in placed.reason
    assert placed.reason.startswith("unclassified") == (type_ is None)
    assert placed.reason.template


def test_thresholds_are_quantiles_of_the_regions_that_have_both() -> None:
    reference = table(("a", 9, 0.7), ("b", 8, 0.3), ("c", 2, 0.4), ("d", 1, 0.2), ("e", 99, None), ("f", None, 0.99))
    lines = thresholds(reference, RULES)
    # Stars: the middle of 1, 2, 8, 9. Index: three quarters of the way from 0.3 to 0.7, and from 0.2 to 0.4.
    assert lines.stars == [5.0]
    assert lines.index == pytest.approx([0.6, 0.35])
    assert [placed.type for placed in classify(reference, lines)] == [3, 1, None, 2, None, None]


def test_too_few_regions_give_no_threshold_and_no_type() -> None:
    few = table(("a", 9, 0.7), ("b", 8, 0.3), ("c", 2, 0.4))
    lines = thresholds(few, RULES)
    assert (lines.stars, lines.index) == ([], [])
    assert {placed.type for placed in classify(few, lines)} == {None}
    assert "too few regions" in classify(few, lines)[0].reason
    assert classify(few, Thresholds([], []))[0].reason == "unclassified: no thresholds divide the regions"


def test_regions_that_all_have_the_same_stars_cannot_be_divided() -> None:
    same = table(*((name, 3.0, at / 10) for at, name in enumerate("abcdef")))
    lines = thresholds(same, RULES)
    assert (lines.stars, lines.index) == ([], [])
    assert classify(same, lines)[0].reason == "unclassified: all regions compared have the same number of stars"


@pytest.mark.parametrize(
    ("stars", "index", "types"),
    [
        # The median is the lowest value: many stars are more than that.
        ([0, 0, 0, 0, 0, 0, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6, 1, 2, 3, 4], [2, 2, 2, 2, None, None, 1, 1, 1, 3]),
        # A half of one region has its base type.
        ([1, 2, 2, 2], [1, 2, 3, 4], [2, 1, 1, 3]),
        ([1, 1, 1, 2], [1, 2, 3, 4], [2, 2, None, 1]),
        # A half of one index has its base type.
        ([1, 1, 2, 2], [7, 7, 7, 7], [2, 2, 1, 1]),
        # The quantile of the index is its lowest value.
        ([1, 1, 1, 1, 1, 2, 2, 2, 2, 2], [7, 7, 7, 7, 9] * 2, [2, 2, 2, 2, None, 1, 1, 1, 1, 3]),
    ],
)
def test_no_class_is_empty_where_values_repeat(stars: list[int], index: list[int], types: list[int | None]) -> None:
    same = table(*((f"R{at}", own, index[at] / 10) for at, own in enumerate(stars)))
    assert [placed.type for placed in classify(same, thresholds(same, RULES))] == types


def test_pandas_is_taken_too() -> None:
    frame = pd.DataFrame({"region": ["A"], "stars": [12], "index": [0.7]})
    assert classify(frame, LINES)[0].type == 3


def test_unknown_rules_name_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean beffroi-2026"):
        load_typology("beffroi-2025")
