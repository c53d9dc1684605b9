"""Figures recomputed from the published tables with the csv module alone; no arithmetic of Beffroi is used."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from beffroi.figures.store import Figures

TABLES = Path(__file__).resolve().parents[2].parent / "shared" / "figures"
SECTIONS = ("B", "C", "D", "E", "F", "G", "H", "I", "J", "L", "M", "N")
HIGH_TECHNOLOGY = ("C21", "C26", "J59", "J60", "J61", "J62", "J63", "M72")
MEMBERS_2015 = [
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "UK"),
]

pytestmark = pytest.mark.oracle

Cells = dict[tuple[str, ...], float]
Read = Callable[..., Cells]


@pytest.fixture(scope="module")
def figures() -> Figures:
    return Figures.builtin()


@pytest.fixture(scope="module")
def read() -> Read:
    """Read a table of the source folder into cells by key; empty cells are left out."""
    if not TABLES.is_dir():
        pytest.skip("needs ../shared/figures: the official tables that the built-in figures were made from")

    def cells(file: str, *keys: str) -> Cells:
        with (TABLES / file).open(encoding="utf-8", newline="") as stream:
            return {
                tuple(row[key] for key in keys): float(row["value"])
                for row in csv.DictReader(stream)
                if row["value"] != ""
            }

    return cells


def total(cells: Cells, region: str, sectors: Iterable[str]) -> float | None:
    """Sum over sectors, None where one of them is empty."""
    found = [cells.get((region, sector, "2015")) for sector in sectors]
    return None if None in found else sum(value for value in found if value is not None)


@pytest.mark.parametrize(
    ("region", "codes"),
    [
        ("BE3", ["BE3"]),
        ("BE", ["BE"]),
        ("SE31", ["SE31"]),
        ("FI1D", ["FI1D"]),
        ("ITC1", ["ITC1"]),
        ("FRB0", ["FRB0"]),
        ("ES13", ["ES13"]),
        ("SI", ["SI"]),
        ("LT", ["LT"]),
        ("FR24", ["FRB0"]),
        ("LT00", ["LT"]),
    ],
)
def test_gdp_per_head_is_the_published_value_under_any_code(
    figures: Figures, read: Read, region: str, codes: list[str]
) -> None:
    gdp = read("gdp.csv", "geo", "unit", "year")
    assert figures.figure("gdp_per_head_eur", region, 2017).value == gdp[codes[0], "EUR_HAB", "2017"]


def test_gdp_per_head_of_the_briefing_s_year_and_its_rank(figures: Figures, read: Read) -> None:
    gdp = read("gdp.csv", "geo", "unit", "year")
    pilots = ("ES13", "FRB0", "FI1D", "FRE", "LT", "SE31", "ITC1", "DED", "SI", "BE3")
    by_hand = {code: gdp[code, "EUR_HAB", "2017"] for code in pilots}
    computed = {code: figures.figure("gdp_per_head_eur", code, 2017).value for code in pilots}
    assert computed == by_hand
    assert by_hand["BE3"] == 28100
    assert sorted(by_hand, key=lambda code: -by_hand[code])[:6] == ["SE31", "FI1D", "ITC1", "DED", "FRB0", "BE3"]
    assert figures.eu("gdp_per_head_eur", 2017).value == gdp["EU27_2020", "EUR_HAB", "2017"] == 29300


@pytest.mark.parametrize(
    ("union", "parts", "published"),
    [("Saxony=DED2+DED4+DED5", ("DED2", "DED4", "DED5"), "DED"), ("FRE1+FRE2", ("FRE1", "FRE2"), "FRE")],
)
def test_a_union_has_the_gdp_per_head_that_its_parent_publishes(
    figures: Figures, read: Read, union: str, parts: tuple[str, ...], published: str
) -> None:
    gdp = read("gdp.csv", "geo", "unit", "year")
    money = sum(gdp[part, "MIO_EUR", "2017"] for part in parts)
    people = sum(gdp[part, "MIO_EUR", "2017"] / gdp[part, "EUR_HAB", "2017"] for part in parts)
    found = figures.figure("gdp_per_head_eur", union, 2017).value
    assert found is not None
    assert found == pytest.approx(money / people, abs=100)  # the source rounds parts and parent to hundreds
    assert found == gdp[published, "EUR_HAB", "2017"]


def test_purchasing_power_relative_to_the_union(figures: Figures, read: Read) -> None:
    gdp = read("gdp.csv", "geo", "unit", "year")
    found = figures.figure("gdp_per_head_pps_eu100", "BE3", 2022)
    assert found.value == pytest.approx(gdp["BE3", "PPS_HAB_EU27_2020", "2022"], abs=1)
    assert "p" in found.flag


@pytest.mark.parametrize(("region", "row", "printed"), [("BE3", "BE3", 43.1), ("BE", "BE", 44.4), ("EU", "EU28", 35.0)])
def test_tertiary_share(figures: Figures, read: Read, region: str, row: str, printed: float) -> None:
    cells = read("employed_by_education.csv", "geo", "isced11", "year")
    by_hand = 100 * cells[row, "ED5-8", "2015"] / cells[row, "TOTAL", "2015"]
    found = figures.figure("tertiary_share_of_employed", region, 2015).value
    assert found == pytest.approx(by_hand, rel=1e-9)
    assert round(by_hand, 1) == printed


@pytest.mark.parametrize(("region", "row", "printed"), [("BE3", "BE3", 11.8), ("BE", "BE", 8.5), ("EU", "EU28", 9.4)])
def test_unemployment_rate(figures: Figures, read: Read, region: str, row: str, printed: float) -> None:
    without = read("unemployed.csv", "geo", "age", "year")[row, "Y_GE15", "2015"]
    employed = read("employed_by_section.csv", "geo", "nace_r2", "year")[row, "TOTAL", "2015"]
    by_hand = 100 * without / (without + employed)
    assert figures.figure("unemployment_rate", region, 2015).value == pytest.approx(by_hand, rel=1e-9)
    assert round(by_hand, 1) == printed


@pytest.mark.parametrize(
    ("region", "codes"), [("Saxony=DED2+DED4+DED5", ("DED2", "DED4", "DED5")), ("Hauts-de-France", ("FR30", "FR22"))]
)
def test_a_union_s_rate_is_summed_before_it_is_divided(
    figures: Figures, read: Read, region: str, codes: tuple[str, ...]
) -> None:
    without = read("unemployed.csv", "geo", "age", "year")
    employed = read("employed_by_section.csv", "geo", "nace_r2", "year")
    above = sum(without[code, "Y_GE15", "2015"] for code in codes)
    below = above + sum(employed[code, "TOTAL", "2015"] for code in codes)
    found = figures.figure("unemployment_rate", region, 2015).value
    averaged = sum(
        100 * without[code, "Y_GE15", "2015"] / (without[code, "Y_GE15", "2015"] + employed[code, "TOTAL", "2015"])
        for code in codes
    ) / len(codes)
    assert found == pytest.approx(100 * above / below, abs=0.01)  # a published parent row is rounded by itself
    assert found != pytest.approx(averaged, abs=0.01)


def test_manufacturing_share_and_quotient(figures: Figures, read: Read) -> None:
    cells = read("persons_employed_by_division.csv", "geo", "nace_r2", "year")
    pairs = [(total(cells, code, ["C"]), total(cells, code, SECTIONS)) for code in MEMBERS_2015]
    complete = [(above, below) for above, below in pairs if above is not None and below is not None]
    assert len(complete) == 26
    union = sum(above for above, _ in complete) / sum(below for _, below in complete)
    for region, printed in (("BE3", 19.2), ("BE", 17.8)):
        above, below = total(cells, region, ["C"]), total(cells, region, SECTIONS)
        assert above is not None
        assert below is not None
        share = figures.figure("manufacturing_share", region, 2015)
        quotient = figures.figure("manufacturing_lq", region, 2015)
        assert share.value == pytest.approx(100 * above / below, rel=1e-9)
        assert round(100 * above / below, 1) == printed
        assert quotient.value == pytest.approx(above / below / union, rel=1e-9)
        assert above / below / union < 1
    europe = figures.eu("manufacturing_share", 2015)
    assert europe.value == pytest.approx(100 * union, rel=1e-9)
    assert europe.coverage is not None
    assert (europe.coverage.reporting, europe.coverage.expected) == (26, 28)
    assert set(europe.coverage.missing) == {"IE", "MT"}


def test_high_technology_share(figures: Figures, read: Read) -> None:
    cells = read("persons_employed_by_division.csv", "geo", "nace_r2", "year")
    above, below = total(cells, "BE3", HIGH_TECHNOLOGY), total(cells, "BE3", SECTIONS)
    assert above is not None
    assert below is not None
    assert figures.figure("high_tech_share", "BE3", 2015).value == pytest.approx(100 * above / below, rel=1e-9)
    assert total(cells, "SE31", HIGH_TECHNOLOGY) is None
    hidden = figures.figure("high_tech_share", "SE31", 2015)
    assert hidden.value is None
    assert hidden.missing_reason


def test_research_personnel_share(figures: Figures, read: Read) -> None:
    people = read("rd_personnel.csv", "geo", "year")
    employed = read("employed_by_section.csv", "geo", "nace_r2", "year")
    by_hand = 100 * people["BE3", "2009"] / (1000 * employed["BE3", "TOTAL", "2009"])
    found = figures.latest("rd_personnel_share", "BE3")
    assert found.year == 2009
    assert found.value == pytest.approx(by_hand, rel=1e-9)


@pytest.mark.parametrize("indicator", ["0", "2.2.1"])
def test_scoreboard_index(figures: Figures, read: Read, indicator: str) -> None:
    cells = read("ris_2023.csv", "zone", "indicator", "year")
    series = "innovation_index" if indicator == "0" else "business_rd"
    assert figures.figure(series, "BE3", 2023).value == cells["BE3", indicator, "2023"]
    assert figures.eu(series, 2023).value == cells["EU", indicator, "2023"]
