"""The store: values with flags, reasons where there is no value, coverage of the EU's sums, snapshots laid over."""

import io
import json
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from beffroi.analytics.errors import InputError
from beffroi.figures.model import Figure
from beffroi.figures.store import Figures
from beffroi.figures.tables import read_parquet
from beffroi.figures.territories import find_territory

FIGURES = Figures.builtin()


def missing(figure: Figure) -> str:
    """The reason of a figure without a value; fails where it has one."""
    assert figure.value is None, f"expected no value, found {figure.value}"
    assert figure.missing_reason
    assert figure.flag == ""
    return figure.missing_reason


def test_a_flag_travels_with_its_value() -> None:
    found = FIGURES.figure("gdp_per_head_pps_eu100", "BE3", 2022)
    assert (found.value, found.flag) == (87.0, "p")


def test_a_derived_figure_carries_the_flags_of_everything_that_it_was_made_from() -> None:
    rate = FIGURES.figure("unemployment_rate", "FR30", 2013)
    parts = [FIGURES.figure(name, "FR30", 2013) for name in ("unemployed", "employed_15_plus")]
    assert rate.flag == "".join(sorted({mark for part in parts for mark in part.flag}))
    weak = FIGURES.figure("unemployment_rate", "FI20", 2012)
    assert weak.value is None or set(weak.flag) >= set(FIGURES.figure("unemployed", "FI20", 2012).flag)


def test_a_region_is_found_under_the_codes_of_each_table() -> None:
    assert FIGURES.figure("gdp_million_eur", "FR24", 2017).codes in (("FRB",), ("FRB0",))
    assert FIGURES.figure("unemployed", "FRB0", 2015).codes == ("FR24",)
    assert FIGURES.figure("unemployed", "Hauts-de-France", 2015).codes == ("FR22", "FR30")


@pytest.mark.parametrize("year", [2007, 2016, 2030])
def test_a_year_that_the_series_does_not_have_is_a_reason(year: int) -> None:
    assert str(year) in missing(FIGURES.figure("unemployment_rate", "BE3", year))


@pytest.mark.parametrize("series", ["adult_learning_rate", "business_rd", "innovation_index"])
def test_a_published_percentage_or_index_is_not_averaged_over_several_regions(series: str) -> None:
    year = FIGURES.years(series)[-1]
    assert "not averaged" in missing(FIGURES.figure(series, "DED2+DED4", year))


def test_the_employment_rate_says_why_it_cannot_be_computed() -> None:
    reason = "no population denominator among the built-in figures"
    assert missing(FIGURES.figure("employment_rate", "BE3", 2015)) == reason
    assert missing(FIGURES.latest("employment_rate", "BE3")) == reason
    assert missing(FIGURES.eu("employment_rate", 2015)) == reason


def test_a_confidential_sector_makes_the_sum_missing_and_is_named() -> None:
    assert "C21, C26" in missing(FIGURES.figure("high_tech_share", "SE31", 2015))
    assert "B, D, E" in missing(FIGURES.figure("manufacturing_share", "FR30", 2015))


def test_the_latest_figure_is_of_the_latest_year_up_to_the_one_wanted() -> None:
    assert FIGURES.latest("gdp_per_head_eur", "BE3").year == 2022
    assert FIGURES.latest("gdp_per_head_eur", "BE3", 2017).year == 2017
    assert FIGURES.latest("unemployment_rate", "BE3", 2022).year == 2015
    assert FIGURES.latest("rd_personnel_share", "BE3", 2022).year == 2009
    early = FIGURES.latest("gdp_per_head_eur", "BE3", 1999)
    assert early.year is None
    assert "2008" in missing(early)


def test_the_eu_is_its_published_row_where_there_is_one() -> None:
    assert FIGURES.eu("gdp_per_head_eur", 2017).codes == ("EU27_2020",)
    assert FIGURES.eu("unemployed", 2015).codes == ("EU28",)
    assert FIGURES.eu("business_rd", 2023).codes == ("EU",)
    assert FIGURES.eu("gdp_per_head_eur", 2017).coverage is None


def test_the_eu_without_a_row_is_the_sum_of_the_members_that_report_with_the_coverage() -> None:
    found = FIGURES.eu("persons_employed_manufacturing", 2015)
    members = [FIGURES.figure("persons_employed_manufacturing", code, 2015).value for code in ("AT", "BE", "UK")]
    assert found.coverage is not None
    assert found.coverage.expected == 28
    assert found.coverage.reporting + len(found.coverage.missing) == 28
    assert found.coverage.missing == ("IE",)
    assert found.value is not None
    assert found.value > sum(value for value in members if value is not None)


def test_a_ratio_of_the_eu_counts_only_countries_that_report_both_parts() -> None:
    share = FIGURES.eu("manufacturing_share", 2015)
    assert share.coverage is not None
    assert share.coverage.missing == ("IE", "MT")
    assert FIGURES.eu("manufacturing_lq", 2015).value == pytest.approx(1.0)


def test_a_series_by_sector_wants_a_sector() -> None:
    assert "sector" in missing(FIGURES.figure("persons_employed", "BE3", 2015))
    found = FIGURES.figure("persons_employed", "BE3", 2015, sector="C")
    assert found.value == FIGURES.figure("persons_employed_manufacturing", "BE3", 2015).value
    missing(FIGURES.figure("persons_employed", "BE3", 2015, sector="Q86"))


def test_the_cells_are_given_as_held() -> None:
    held = FIGURES.table("unemployed", 2015)
    assert held.columns == ["region", "year", "value", "flag"]
    assert held["year"].unique().to_list() == [2015]
    assert FIGURES.table("persons_employed", 2015).columns == ["region", "sector", "year", "value", "flag"]
    with pytest.raises(InputError, match="derived"):
        FIGURES.table("unemployment_rate")


def test_employment_holds_divisions_only_and_keeps_what_is_missing() -> None:
    held = FIGURES.employment(2015)
    assert held.columns == ["region", "sector", "value", "flag"]
    assert held["sector"].str.len_chars().unique().to_list() == [3]
    assert held["value"].null_count() > 0


def test_the_source_names_every_table_with_its_checksum() -> None:
    source = FIGURES.source("unemployment_rate")
    assert set(source.checksums) == {"unemployed", "employed_by_section"}
    assert "lfst_r_lfu3pers" in source.dataset
    assert "lfst_r_lfe2en2" in source.dataset


def test_unknown_series_and_regions_are_refused() -> None:
    with pytest.raises(InputError, match="not a series"):
        FIGURES.figure("unemployment", "BE3", 2015)
    with pytest.raises(InputError, match="not a region"):
        FIGURES.figure("unemployed", "Atlantis", 2015)


def test_a_figure_has_a_value_or_a_reason_for_every_series_and_pilot() -> None:
    for series in FIGURES.series:
        for code in ("BE3", "BE", "LT00", "IE01", "UKM2", "DED2+DED4", "NL35", "EU"):
            found = FIGURES.latest(series, code)
            assert (found.value is None) == (found.missing_reason is not None), (series, code)
            assert (found.value is None) == (found.year is None), (series, code)


def snapshot(folder: Path, table: pl.DataFrame, name: str = "unemployed", **entry: object) -> Path:
    """A folder in the form of `figures fetch`, with one table."""
    stream = io.BytesIO()
    table.write_parquet(stream)
    (folder / f"{name}.parquet").write_bytes(stream.getvalue())
    described = {
        "dataset": "lfst_r_lfu3pers",
        "vintage": "updated 2026-11-20",
        "retrieved": "2026-11-23",
        "url": "",
        "sha256": sha256(stream.getvalue()).hexdigest(),
    }
    manifest = {"tables": {name: described | entry}}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def test_a_snapshot_is_laid_over_the_built_in_figures_table_by_table(tmp_path: Path) -> None:
    table = read_parquet("unemployed").with_columns(pl.col("value") * 2)
    figures = Figures.open(snapshot(tmp_path, table))
    before = FIGURES.figure("unemployed", "BE3", 2015).value
    assert before is not None
    assert figures.figure("unemployed", "BE3", 2015).value == 2 * before
    assert figures.figure("gdp_per_head_eur", "BE3", 2017) == FIGURES.figure("gdp_per_head_eur", "BE3", 2017)
    assert figures.source("unemployed").vintage == "updated 2026-11-20"
    assert figures.source("unemployed").checksums != FIGURES.source("unemployed").checksums
    assert FIGURES.figure("unemployed", "BE3", 2015).value == before
    assert tmp_path.name in figures.origin


def test_a_snapshot_s_table_is_read_by_its_own_eu_row_and_vintage_of_codes(tmp_path: Path) -> None:
    table = pl.DataFrame(
        {
            "region": ["EU27_2020", "FRE1"],
            "age": ["Y_GE15"] * 2,
            "year": [2024] * 2,
            "value": [9.0, 2.0],
            "flag": [""] * 2,
        }
    ).with_columns(pl.col("year").cast(pl.Int32))
    figures = Figures.open(snapshot(tmp_path, table, nuts=2021, eu=["EU27_2020"]))
    assert figures.eu("unemployed", 2024).value == 9.0
    assert figures.figure("unemployed", "FR30", 2024).value == 2.0
    assert figures.source("unemployed").nuts == 2021


def test_a_snapshot_s_table_that_does_not_match_its_checksum_is_refused_by_name(tmp_path: Path) -> None:
    figures = Figures.open(snapshot(tmp_path, read_parquet("unemployed"), sha256="0" * 64))
    with pytest.raises(InputError, match=r"unemployed\.parquet: does not match"):
        figures.figure("unemployed", "BE3", 2015)


def test_a_snapshot_s_table_of_another_form_is_refused_by_name(tmp_path: Path) -> None:
    figures = Figures.open(snapshot(tmp_path, pl.DataFrame({"geo": ["BE3"], "value": [1.0]})))
    with pytest.raises(InputError, match=r"unemployed\.parquet.*column"):
        figures.figure("unemployed", "BE3", 2015)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"tables": []}', '{"tables": {"gdp": {}}}', '{"tables": {"gdp": 3}}']
)
def test_a_damaged_manifest_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"manifest\.json"):
        Figures.open(tmp_path)


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("nuts", "abc"),
        ("nuts", 1999),
        ("nuts", 2013.5),
        ("nuts", None),
        ("eu", "EU"),
        ("eu", [1]),
        ("dataset", 3),
        ("dataset", ""),
        ("vintage", ["2026"]),
        ("sha256", "abc"),
        ("sha256", None),
    ],
)
def test_a_manifest_of_wrong_types_is_refused_and_the_place_is_named(tmp_path: Path, key: str, wrong: object) -> None:
    folder = snapshot(tmp_path, read_parquet("unemployed"), "unemployed", **{key: wrong})
    with pytest.raises(InputError, match=rf"manifest\.json: the manifest is damaged at tables, unemployed, {key}"):
        Figures.open(folder)


def test_a_folder_that_is_no_snapshot_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no manifest"):
        Figures.open(tmp_path / "nowhere")


def test_gdp_per_head_relative_to_the_eu_is_the_percentage_of_the_value_of_the_eu() -> None:
    own, union = FIGURES.figure("gdp_per_head_eur", "BE3", 2017), FIGURES.eu("gdp_per_head_eur", 2017)
    found = FIGURES.figure("gdp_per_head_eur_eu100", "BE3", 2017)
    assert own.value is not None
    assert union.value is not None
    assert found.value == pytest.approx(100 * own.value / union.value, rel=1e-12)
    assert found.codes == own.codes
    assert FIGURES.eu("gdp_per_head_eur_eu100", 2017).value == pytest.approx(100.0)
    missing(FIGURES.figure("gdp_per_head_eur_eu100", "UKI1", 2017))


def test_a_figure_relative_to_the_eu_carries_the_flag_of_the_eu_too(tmp_path: Path) -> None:
    keys = {"unit": "EUR_HAB", "year": 2024}
    rows = [
        {"region": "EU27_2020", **keys, "value": 40000.0, "flag": "e"},
        {"region": "BE3", **keys, "value": 30000.0, "flag": "p"},
        {"region": "BE2", **keys, "value": None, "flag": "c"},
    ]
    table = pl.DataFrame(rows, schema_overrides={"year": pl.Int32})
    figures = Figures.open(snapshot(tmp_path, table, name="gdp"))
    found = figures.figure("gdp_per_head_eur_eu100", "BE3", 2024)
    assert (found.value, found.flag) == (75.0, "ep")
    missing(figures.figure("gdp_per_head_eur_eu100", "BE2", 2024))


def test_a_location_quotient_is_a_share_over_the_share_in_the_countries_that_publish_the_division() -> None:
    held = FIGURES.employment(2015).drop_nulls("value").filter(pl.col("region") == "BE3")
    by_division: dict[str, float] = dict(zip(held["sector"].to_list(), held["value"].to_list(), strict=True))
    share = by_division["C21"] / sum(by_division.values())
    union, countries = FIGURES.eu_shares(2015)["C21"]
    found = FIGURES.figure("location_quotient", "BE3", 2015, sector="C21")
    assert found.value == pytest.approx(share / union, rel=1e-12)
    assert found.coverage is not None
    assert found.coverage.reporting == countries
    assert len(found.coverage.missing) == 28 - countries
    assert FIGURES.eu("location_quotient", 2015, sector="C21").value == 1.0


def test_a_location_quotient_of_a_union_comes_from_sums_and_is_missing_where_a_part_is() -> None:
    whole = FIGURES.figure("location_quotient", "BE3", 2015, sector="C10")
    parts = FIGURES.figure("location_quotient", "BE31+BE32+BE33+BE34+BE35", 2015, sector="C10")
    assert whole.value == parts.value
    missing(FIGURES.figure("location_quotient", "DED2+DED4", 2015, sector="C21"))
    missing(FIGURES.figure("location_quotient", "SE31", 2015, sector="C21"))
    assert "sector" in missing(FIGURES.figure("location_quotient", "BE3", 2015))
    missing(FIGURES.figure("location_quotient", "BE3", 2015, sector="Q86"))


def test_a_location_quotient_is_held_by_division_only() -> None:
    assert {len(sector) for sector in FIGURES.sectors("location_quotient")} == {3}
    assert set(FIGURES.sectors("location_quotient")) < set(FIGURES.sectors("persons_employed"))


def test_a_territory_and_its_text_give_the_same_figure() -> None:
    text = "Saxony=DED2+DED4+DED5"
    assert FIGURES.figure("unemployed", text, 2015) == FIGURES.figure("unemployed", find_territory(text), 2015)
