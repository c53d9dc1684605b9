"""Sector schemes: reading them, and gathering codes into sectors."""

from pathlib import Path

import pandas as pd
import polars as pl
import pytest

from beffroi.analytics.clusters.schemes import load_scheme
from beffroi.analytics.errors import InputError

HEADER = "scheme,sector,name,nace,traded\n"
FOOD = HEADER + "mine,food,Food and drink,C10;C11 ,traded\nmine,shops,Retail,G47,local\n"
JOBS = {
    "region": ["A", "A", "A", "B", "B"],
    "sector": ["C10", "C11", "G47", "C10", "G47"],
    "value": [3.0, 1.0, 7.0, 5.0, None],
    "wage": [40.0, 20.0, None, 30.0, 10.0],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "scheme.csv"
    path.write_text(FOOD, encoding="utf-8")
    return path


def test_the_default_scheme_is_the_nace_divisions() -> None:
    scheme = load_scheme("nace-divisions")
    assert len(scheme.sectors) == 88
    assert all(sector.nace == (code,) and sector.name and sector.name_fr for code, sector in scheme.sectors.items())
    assert len({sector.name for sector in scheme.sectors.values()}) == 88
    assert scheme.name("A02", "fr") == "Sylviculture et exploitation forestière"
    assert scheme.name("Z99") == "Z99"
    assert {sector.traded for sector in scheme.sectors.values()} == {True, False}


def test_a_scheme_of_ones_own_is_read(file: Path) -> None:
    scheme = load_scheme(file)
    assert scheme.id == "mine"
    assert scheme.sectors["food"].nace == ("C10", "C11")
    assert (scheme.sectors["food"].traded, scheme.sectors["shops"].traded) == (True, False)
    assert scheme.name("food", "fr") == "Food and drink"


def test_values_are_summed_and_wages_weighted_by_them(file: Path) -> None:
    found = load_scheme(file).apply(pl.DataFrame(JOBS))
    assert found.rows() == [
        ("A", "food", 4.0, 35.0),
        ("A", "shops", 7.0, None),
        ("B", "food", None, None),
        ("B", "shops", None, None),
    ]


def test_pandas_comes_back_as_pandas(file: Path) -> None:
    found = load_scheme(file).apply(pd.DataFrame(JOBS))
    assert isinstance(found, pd.DataFrame)
    assert found.columns.tolist() == ["region", "sector", "value", "wage"]
    assert found["value"].tolist()[:2] == [4.0, 7.0]


def test_a_code_of_two_sectors_counts_in_both(file: Path) -> None:
    file.write_text(FOOD + "mine,drink,Drink,C11,traded\n", encoding="utf-8")
    scheme = load_scheme(file)
    found = scheme.apply(pl.DataFrame(JOBS)).filter(pl.col("region") == "A")
    assert dict(found.select("sector", "value").rows()) == {"food": 4.0, "shops": 7.0, "drink": 1.0}
    assert scheme.shared(["C10", "C11", "G47"]) == ["C11"]


def test_a_bill_of_wages_that_is_beyond_all_numbers_is_refused(file: Path) -> None:
    table = pl.DataFrame({"region": ["A"], "sector": ["G47"], "value": [1e200], "wage": [1e200]})
    with pytest.raises(InputError, match="too large to be summed"):
        load_scheme(file).apply(table)


def test_a_sector_without_any_code_in_a_region_gets_no_row_there(file: Path) -> None:
    table = pl.DataFrame({"region": ["A", "B"], "sector": ["G47", "C10"], "value": [1.0, 2.0]})
    assert load_scheme(file).apply(table).rows() == [("A", "shops", 1.0), ("B", "food", None)]


def test_a_table_of_the_schemes_own_sectors_is_taken_as_it_is(file: Path) -> None:
    table = pl.DataFrame({"region": ["A", "A"], "sector": ["shops", "food"], "value": [1.5, None]})
    assert load_scheme(file).apply(table).rows() == table.rows()


def test_a_code_outside_the_scheme_is_refused(file: Path) -> None:
    scheme = load_scheme(file)
    with pytest.raises(InputError, match="sector 'C12' is not in scheme mine"):
        scheme.apply(pl.DataFrame({"region": ["A", "A"], "sector": ["C10", "C12"], "value": [1, 2]}))
    assert scheme.unknown(["C10", "food"]) == "food"
    assert scheme.unknown(["shops", "food"]) is None


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("mine,a,A,;,traded\n", r"line 2, column nace: no code"),
        ("mine,a,A,C10,yes\n", r"line 2, column traded: 'yes' is neither 'traded' nor 'local'"),
        ("mine,a,A,C10,traded\nmine,a,B,C11,local\n", r"line 3: scheme mine, sector a stands already in line 2"),
        ("mine,a,A,C10,traded\nyours,b,B,C11,local\n", r"line 3, column scheme: 'yours' beside 'mine'"),
        ("mine,,A,C10,traded\n", r"line 2, column sector: the cell is empty"),
    ],
)
def test_a_wrong_row_is_named(file: Path, rows: str, sentence: str) -> None:
    file.write_text(HEADER + rows, encoding="utf-8")
    with pytest.raises(InputError, match=sentence):
        load_scheme(file)


def test_an_unknown_scheme_names_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean nace-divisions"):
        load_scheme("nace-division")
