"""Observations become a table of the store only if nothing has to be guessed."""

import polars as pl
import pytest

from beffroi.analytics.errors import InputError
from beffroi.sources.observations import Observations, built_in_form, flags, last_change


def observed(**columns: list[object]) -> Observations:
    given: dict[str, list[object]] = {
        "freq": ["A", "A"],
        "unit": ["FTE", "FTE"],
        "geo": ["BE3", "BE1"],
        "time": ["2018", "2018"],
        "value": [2.0, None],
        "flag": ["p", "c"],
    }
    return Observations(pl.DataFrame({**given, **columns}), "")


def test_the_built_in_form_is_sorted_and_typed() -> None:
    table = built_in_form(observed(), {"unit": "unit"}, "here")
    assert table.schema == {
        "region": pl.String,
        "unit": pl.String,
        "year": pl.Int32,
        "value": pl.Float64,
        "flag": pl.String,
    }
    assert table.rows() == [("BE1", "FTE", 2018, None, "c"), ("BE3", "FTE", 2018, 2.0, "p")]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"value": [-1.0, 2.0]}, "a negative value .*BE3, FTE, 2018, -1.0"),
        ({"geo": ["BE3", "BE3"]}, "BE3, FTE, 2018 stands twice"),
        ({"time": ["2018", "2018-Q1"]}, "period '2018-Q1' is not a year"),
        ({"citizen": ["TOTAL", "NAT"]}, r"dimension 'citizen' is new or has several values \(NAT, TOTAL\)"),
        ({"geo": [], "freq": [], "unit": [], "time": [], "value": [], "flag": []}, "holds no figure"),
    ],
)
def test_what_would_have_to_be_guessed_is_refused(columns: dict[str, list[object]], said: str) -> None:
    with pytest.raises(InputError, match=said):
        built_in_form(observed(**columns), {"unit": "unit"}, "here")


def test_a_dimension_that_is_absent_is_named() -> None:
    with pytest.raises(InputError, match="dimension 'nace_r2' is absent"):
        built_in_form(observed(), {"nace_r2": "sector"}, "here")


def test_a_flag_that_nobody_knows_is_kept() -> None:
    assert flags(pl.Series(["x", "pb", "(b)"]), pl.Series(["", "N", "C"])).to_list() == ["x", "Nbp", "(b)c"]


NO_DATES = [
    ["2026-10-05"],
    {"on": "2026-10-05"},
    20261005,
    True,
    None,
    "",
    "\x1b[31m2026-10-05",
    "2026-10-05\x1b[0m",
    "2026-10-05T23:00:00\x00",
    "2026-10-05\n2026-10-06",
    "٢٠٢٦-10-05",
    "2026-13-05",
    "31/02/26 23:00:00",
    "yesterday",
]


@pytest.mark.parametrize("said", NO_DATES)
def test_a_last_change_that_is_no_date_is_unknown(said: object) -> None:
    assert last_change(said) == ""


@pytest.mark.parametrize(
    "said", ["2026-10-05", "2026-10-05T23:00:00+0200", "2026-10-05T23:00:00.000Z", "2026-10-05 23:00", " 2026-10-05 "]
)
def test_a_plain_date_is_kept_as_it_is(said: str) -> None:
    assert last_change(said) == said.strip()
