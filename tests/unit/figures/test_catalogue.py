"""The catalogue says of every series what it is, in both languages, and how it is made."""

from importlib.resources import files

import pytest
import yaml
from pydantic import ValidationError

from beffroi.analytics.errors import InputError
from beffroi.figures.catalogue import (
    Cellwise,
    Plus,
    Quotient,
    Ratio,
    Relative,
    Selection,
    Table,
    load_catalogue,
    load_checksums,
)
from beffroi.figures.store import Figures

CATALOGUE = load_catalogue()
FIGURES = Figures.builtin()
STABLE = (
    "gdp_per_head_eur",
    "gdp_per_head_pps_eu100",
    "gdp_million_eur",
    "unemployment_rate",
    "employment_rate",
    "tertiary_share_of_employed",
    "manufacturing_share",
    "manufacturing_lq",
    "adult_learning_rate",
    "high_tech_share",
    "business_rd",
    "rd_personnel",
    "rd_personnel_share",
    "innovation_index",
    "persons_employed",
    "employed_25_64",
    "employed_tertiary_25_64",
    "employed_15_64",
    "unemployed",
)


@pytest.mark.parametrize("series", STABLE)
def test_the_ids_that_others_rely_on_are_declared(series: str) -> None:
    assert series in CATALOGUE.series


def test_all_twenty_one_indicators_of_the_scoreboard_are_declared() -> None:
    declared = {name: item.from_ for name, item in CATALOGUE.series.items() if name.startswith("ris_")}
    assert len(declared) == 21
    for name, computation in declared.items():
        assert isinstance(computation, Selection)
        assert computation.where == {"indicator": name.removeprefix("ris_").replace("_", ".")}


@pytest.mark.parametrize("series", CATALOGUE.series)
def test_every_series_is_named_and_defined_in_both_languages(series: str) -> None:
    for lang in ("en", "fr"):
        assert FIGURES.label(series, lang).strip()
        assert FIGURES.definition(series, lang).endswith(".")
    assert FIGURES.definition(series, "en") != FIGURES.definition(series, "fr")


@pytest.mark.parametrize("series", [name for name in CATALOGUE.series if FIGURES.years(name)])
def test_every_series_with_data_states_its_source_and_a_checksum_for_each_table(series: str) -> None:
    source = FIGURES.source(series)
    assert source.publisher
    assert source.dataset
    assert source.vintage
    assert source.licence.startswith("CC BY 4.0")
    assert source.nuts in (2010, 2013, 2016, 2021, 2024)
    assert source.checksums
    assert all(len(checksum) == 64 for checksum in source.checksums.values())


@pytest.mark.parametrize("name", CATALOGUE.tables)
def test_every_table_states_its_source_in_the_file_itself(name: str) -> None:
    text = files("beffroi.figures").joinpath("catalogue.yaml").read_text(encoding="utf-8")
    stated = yaml.safe_load(text)["tables"][name]
    assert {"publisher", "dataset", "licence", "vintage", "nuts"} <= set(stated)
    assert f"{name}.parquet" in load_checksums()


def test_a_table_without_a_licence_does_not_enter() -> None:
    with pytest.raises(ValidationError, match="licence"):
        Table.model_validate({"csv": "t.csv", "publisher": "P", "dataset": "d", "vintage": "v", "nuts": 2013})


def test_gdp_per_head_is_declared_relative_to_the_eu() -> None:
    assert CATALOGUE.series["gdp_per_head_eur_eu100"].from_ == Relative(kind="relative", of="gdp_per_head_eur")
    assert CATALOGUE.series["gdp_per_head_eur_eu100"].unit == "eu100"


@pytest.mark.parametrize("series", CATALOGUE.series)
def test_every_series_is_made_of_series_that_exist(series: str) -> None:
    computation = CATALOGUE.series[series].from_
    used: list[str] = []
    if isinstance(computation, Ratio | Quotient):
        used = [computation.numerator, computation.denominator]
    elif isinstance(computation, Plus):
        used = computation.of
    elif isinstance(computation, Cellwise):
        used = [*computation.multiply, *computation.divide]
    elif isinstance(computation, Selection) and computation.composed:
        used = [computation.composed.numerator, computation.composed.denominator]
    assert [name for name in used if name not in CATALOGUE.series] == []
    assert [name for name in used if CATALOGUE.series[name].unit == "percent"] == []


def test_an_unknown_series_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match=r"did you mean .*unemployment_rate"):
        CATALOGUE.get("unemployment")
    with pytest.raises(InputError, match="shows all of them"):
        CATALOGUE.get("zzzzzz")


def test_less_unemployment_is_better_more_education_is_better_and_specialisation_is_neither() -> None:
    assert CATALOGUE.series["unemployment_rate"].polarity == -1
    assert CATALOGUE.series["tertiary_share_of_employed"].polarity == 1
    assert CATALOGUE.series["manufacturing_lq"].polarity == 0
