"""`beffroi figures list | show | build` as a user meets them."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from beffroi.cli.main import main
from beffroi.figures.store import Figures
from beffroi.figures.territories import find_peers, find_territory
from beffroi.reporting.profile.compose import compose_profile

Screen = pytest.CaptureFixture[str]


def run(screen: Screen, *words: str) -> str:
    """Standard output of a command that succeeds."""
    main(["figures", *words])
    return screen.readouterr().out


def refused(screen: Screen, *words: str) -> str:
    """The one sentence of a command that is refused."""
    with pytest.raises(SystemExit) as caught:
        main(["figures", *words])
    assert caught.value.code == 2
    said = screen.readouterr()
    assert said.out == ""
    assert said.err.startswith("beffroi: ")
    assert said.err.count("\n") == 1
    return said.err


def objects(screen: Screen, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(screen, *words, "--json"))
    return found


def test_every_series_is_listed_for_people_and_for_machines(capsys: Screen) -> None:
    names = list(Figures.builtin().series)
    assert [row["id"] for row in objects(capsys, "list")] == names
    rows = list(csv.DictReader(io.StringIO(run(capsys, "list", "--csv"))))
    assert [row["id"] for row in rows] == names
    assert {row["years"] for row in rows if row["id"] == "gdp_per_head_eur"} == {"2008-2022"}
    text = run(capsys, "list")
    assert all(name in text for name in names)


def test_the_list_says_all_that_must_be_known_of_a_series(capsys: Screen) -> None:
    rows = {row["id"]: row for row in objects(capsys, "list")}
    figures = Figures.builtin()
    for name, row in rows.items():
        assert row["definition"] == figures.definition(name)
        assert (row["polarity"], row["decimals"]) == (figures.series[name].polarity, figures.series[name].decimals)
        assert row["years"] == figures.years(name)
        assert row["checksums"] == dict(figures.source(name).checksums)
        assert set(row["nuts"]) == set(row["checksums"])
        assert bool(row["licence"]) == bool(row["checksums"])
    rate = rows["rd_personnel_share"]
    assert (rate["numerator"], rate["denominator"]) == ("rd_personnel", "employed_15_plus")
    assert rate["nuts"] == {"rd_personnel": 2016, "employed_by_section": 2013}
    assert rows["unemployed"]["numerator"] is None
    cells = {row["id"]: row for row in csv.DictReader(io.StringIO(run(capsys, "list", "--csv")))}
    assert cells["rd_personnel_share"]["nuts"] == "rd_personnel=2016; employed_by_section=2013"
    assert cells["gdp_per_head_eur"]["checksums"].startswith("gdp=")


def test_each_figure_for_machines_carries_its_source(capsys: Screen) -> None:
    words = ("show", "gdp_per_head_eur", "--region", "BE3,EU", "--year", "2017")
    source = Figures.builtin().source("gdp_per_head_eur")
    for row in objects(capsys, *words):
        assert row["source"] == {
            "publisher": "Eurostat",
            "dataset": "nama_10r_3gdp",
            "licence": source.licence,
            "vintage": source.vintage,
            "nuts": {"gdp": 2021},
            "checksums": dict(source.checksums),
        }
    for cells in csv.DictReader(io.StringIO(run(capsys, *words, "--csv"))):
        assert cells["licence"] == source.licence
        assert cells["checksums"] == f"gdp={source.checksums['gdp']}"


@pytest.mark.parametrize(
    ("code", "said"),
    [("FR30", "today it is FRE1"), ("FR22", "is FRE2"), ("FR24", "is FRB0"), ("LT00", "split into LT01, LT02")],
)
def test_what_became_of_an_old_code_is_remarked(capsys: Screen, code: str, said: str) -> None:
    words = ("show", "unemployed", "--region", code)
    assert said in run(capsys, *words)
    (row,) = objects(capsys, *words)
    assert said in row["notes"]
    assert row["value"] is not None
    assert said in run(capsys, *words, "--csv")


def test_what_became_of_an_old_code_is_remarked_where_its_value_is_missing(capsys: Screen) -> None:
    text = run(capsys, "show", "gdp_per_head_eur", "--region", "UKI1")
    assert "UKI1 is not in this table (NUTS 2021); it was split into UKI3, UKI4" in text
    (row,) = objects(capsys, "show", "gdp_per_head_eur", "--region", "NL35")
    assert "its relation to the codes of NUTS 2021 is not held here" in row["missing_reason"]


def test_the_location_quotient_shown_is_the_one_of_the_profile(capsys: Screen) -> None:
    figures = Figures.builtin()
    (row,) = objects(capsys, "show", "location_quotient", "--region", "BE3", "--sector", "C21")
    profile = compose_profile(figures, find_territory("BE3"), find_peers("pilots"))
    sector = next(item for item in profile.clusters.sectors if item.sector == "C21")
    assert row["value"] == pytest.approx(sector.lq, rel=1e-12)
    assert row["coverage"].startswith(f"{sector.eu_countries} of 28")


def test_a_figure_is_shown_with_unit_flags_and_source(capsys: Screen) -> None:
    text = run(capsys, "show", "gdp_per_head_eur", "--region", "BE3,EU", "--year", "2017", "--year", "2022")
    assert "28,100" in text
    assert "29,300" in text
    assert "eur_per_head" in text
    assert "p provisional" in text
    assert "nama_10r_3gdp" in text
    assert "CC BY 4.0" in text


def test_without_a_year_each_region_shows_its_latest(capsys: Screen) -> None:
    found = objects(capsys, "show", "rd_personnel_share", "--region", "BE3", "--region", "Belgium")
    assert [(row["region"], row["year"]) for row in found] == [("BE3", 2009), ("BE", 2009)]


def test_without_a_region_the_eu_is_shown_with_its_coverage(capsys: Screen) -> None:
    (row,) = objects(capsys, "show", "manufacturing_share")
    assert row["region"] == "EU"
    assert row["coverage"] == "26 of 28 countries report; missing IE, MT"


def test_pilots_are_ten_and_no_region_is_shown_twice(capsys: Screen) -> None:
    found = objects(capsys, "show", "gdp_per_head_eur", "--region", "pilots,BE3,wallonie", "--year", "2017")
    assert len(found) == 10


def test_a_missing_value_is_shown_with_its_reason_and_empty_for_machines(capsys: Screen) -> None:
    (row,) = objects(capsys, "show", "high_tech_share", "--region", "SE31")
    assert row["value"] is None
    assert "C21, C26" in row["missing_reason"]
    (cells,) = csv.DictReader(io.StringIO(run(capsys, "show", "high_tech_share", "--region", "SE31", "--csv")))
    assert cells["value"] == ""
    assert "missing" in run(capsys, "show", "high_tech_share", "--region", "SE31")


def test_a_series_without_data_is_shown_with_its_reason_whatever_the_year(capsys: Screen) -> None:
    (row,) = objects(capsys, "show", "employment_rate", "--region", "BE3", "--year", "2017")
    assert row["missing_reason"] == "no population denominator among the built-in figures"


def test_a_series_by_sector_is_shown_for_one_sector(capsys: Screen) -> None:
    (row,) = objects(capsys, "show", "persons_employed", "--region", "BE3", "--sector", "C26")
    assert row["sector"] == "C26"
    assert row["value"] == Figures.builtin().figure("persons_employed", "BE3", 2015, sector="C26").value


def test_a_union_is_one_region(capsys: Screen) -> None:
    (row,) = objects(capsys, "show", "unemployed", "--region", "Saxony=DED2+DED4+DED5", "--year", "2015")
    assert row["name"] == "Saxony"
    assert row["value"] is not None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "gdp_per_heat_eur"), "gdp_per_head_eur"),
        (("show", "unemployed", "--region", "Walonia"), "BE3 (Wallonia)"),
        (("show", "unemployed", "--region", " , "), "--region"),
        (("show", "unemployed", "--year", "2020"), "2008-2015"),
        (("show", "rd_personnel", "--year", "2015"), "2009, 2018"),
        (("show", "persons_employed", "--region", "BE3"), "--sector"),
        (("show", "persons_employed", "--sector", "Q86"), "Q86"),
        (("show", "unemployed", "--sector", "C"), "not held by sector"),
        (("show", "location_quotient", "--region", "BE3"), "--sector"),
        (("show", "location_quotient", "--sector", "C"), "no such sector"),
        (("show", "unemployed", "--region", "Limburg"), "BE22 (Prov. Limburg (BE)) or NL42 (Limburg (NL))"),
        (("show", "unemployed", "--region", "XX9"), "did you mean"),
        (("show", "unemployed", "--json", "--csv"), "--json and --csv"),
        (("list", "--json", "--csv"), "--json and --csv"),
        (("show", "unemployed", "--snapshot", "nowhere"), "manifest.json"),
        (("build", "nowhere"), "nowhere"),
    ],
)
def test_a_mistake_ends_with_one_sentence(capsys: Screen, words: tuple[str, ...], said: str) -> None:
    assert said in refused(capsys, *words)


def test_a_build_from_bad_tables_writes_nothing(capsys: Screen, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "gdp.csv").write_text("geo,unit,year,value\nBE3,EUR_HAB,2017,much\n", encoding="utf-8")
    said = refused(capsys, "build", str(source), "--out", str(tmp_path / "out"))
    assert "gdp.csv, line 2, column value" in said
    assert not (tmp_path / "out").exists()
