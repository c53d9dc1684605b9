"""Files of series: what goes out as CSV comes back the same, nothing in it runs, each format is what it claims."""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.analytics.spreadsheets.writing import guarded, unguarded
from beffroi.sources.sdmx_csv import parse_sdmx_csv
from beffroi.web.observatory.exports.citation import cite
from beffroi.web.observatory.exports.csv_table import COLUMNS, to_csv
from beffroi.web.observatory.exports.dataset import Dataset, Described, Observed
from beffroi.web.observatory.exports.dcat import Entry, to_dcat
from beffroi.web.observatory.exports.json_table import to_json
from beffroi.web.observatory.exports.sdmx_csv import to_sdmx_csv

ABOUT = Described(
    id="gdp_per_head_eur",
    label="GDP per head & more {50%}",
    definition="Euro per inhabitant.",
    unit="eur_per_head",
    unit_text="euro per head",
    decimals=0,
    polarity=1,
    publisher="Eurostat",
    dataset="nama_10r_3gdp",
    licence="CC BY 4.0 (Commission Decision 2011/833/EU)",
    vintage="years 2008 to 2022",
    nuts=2021,
    address="https://example.org/observe/figures/gdp_per_head_eur/",
    checksums={"gdp": "0" * 64},
)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
STARTS = st.sampled_from(["", "=", "+", "-", "@", "'", "'=", "''@", "=1+1", "\t="])
VALUES = st.none() | st.floats(allow_nan=False, allow_infinity=False, width=32)
OBSERVED = st.builds(
    Observed,
    region=st.sampled_from(["BE3", "ITC1", "DED2+DED4"]),
    name=st.builds(str.__add__, STARTS, TEXTS),
    level=st.just("NUTS 2"),
    year=st.integers(1990, 2030),
    value=VALUES,
    flag=st.sampled_from(["", "p", "be"]),
    reason=TEXTS,
    sector=st.sampled_from(["", "C10"]),
)


def read(text: str) -> list[Observed]:
    """The observations of a CSV file, as any reader takes them."""
    return [
        Observed(
            region=unguarded(row["region"]),
            name=unguarded(row["name"]),
            level=row["level"],
            year=int(row["year"]),
            value=float(row["value"]) if row["value"] else None,
            flag=row["flag"],
            reason=unguarded(row["missing_reason"]),
            sector=row["sector"],
        )
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


@given(st.lists(OBSERVED, max_size=8))
def test_what_goes_out_as_csv_comes_back_the_same(observations: list[Observed]) -> None:
    assert read(to_csv(Dataset(ABOUT, tuple(observations)))) == observations


@given(st.builds(str.__add__, STARTS, TEXTS))
def test_no_text_in_a_csv_file_begins_like_a_formula(text: str) -> None:
    written = to_csv(Dataset(ABOUT, (Observed("BE3", text, "NUTS 1", 2020, None, reason=text),)))
    for row in list(csv.reader(io.StringIO(written, newline="")))[1:]:
        cells = dict(zip(COLUMNS, row, strict=True))
        assert cells["name"][:1] not in ("=", "+", "-", "@", "\t")
        assert cells["missing_reason"][:1] not in ("=", "+", "-", "@", "\t")
    assert unguarded(guarded(text)) == text


def test_a_negative_number_stays_a_number() -> None:
    written = to_csv(Dataset(ABOUT, (Observed("BE3", "Wallonia", "NUTS 1", 2020, -1.5),)))
    assert ",-1.5," in written


def test_a_missing_value_is_an_empty_cell_with_its_reason_and_never_zero() -> None:
    written = to_csv(Dataset(ABOUT, (Observed("BE3", "Wallonia", "NUTS 1", 2020, None, reason="not published"),)))
    row = next(csv.DictReader(io.StringIO(written)))
    assert (row["value"], row["missing_reason"]) == ("", "not published")


def test_every_line_of_csv_carries_source_vintage_and_licence() -> None:
    row = next(csv.DictReader(io.StringIO(to_csv(Dataset(ABOUT, (Observed("BE3", "W", "NUTS 1", 2020, 1.0),))))))
    assert (row["source"], row["vintage"], row["licence"]) == (ABOUT.publisher, ABOUT.vintage, ABOUT.licence)


def test_json_names_the_series_with_its_checksums() -> None:
    found = json.loads(json.dumps(to_json(Dataset(ABOUT, (Observed("BE3", "W", "NUTS 1", 2020, None, reason="no"),)))))
    assert found["series"]["checksums"] == {"gdp": "0" * 64}
    assert found["observations"][0]["value"] is None
    assert found["observations"][0]["missing_reason"] == "no"


@pytest.mark.parametrize("sector", ["", "C10"])
def test_sdmx_csv_is_read_back_by_the_reader_of_eurostat_s_answers(sector: str) -> None:
    observations = (
        Observed("BE3", "Wallonia", "NUTS 1", 2020, 28100.0, "p", sector=sector),
        Observed("BE1", "Brussels", "NUTS 1", 2020, None, reason="not published", sector=sector),
    )
    text = to_sdmx_csv(Dataset(ABOUT, observations))
    cells = parse_sdmx_csv(text.encode(), "export").cells
    assert text.startswith("STRUCTURE,STRUCTURE_ID,ACTION,")
    assert "BEFFROI:GDP_PER_HEAD_EUR(1.0)" in text
    assert cells["geo"].to_list() == ["BE3", "BE1"]
    assert cells["value"].to_list() == [28100.0, None]
    assert cells["flag"].to_list()[0] == "p"


def test_a_citation_names_source_vintage_address_and_day() -> None:
    found = cite(ABOUT, date(2026, 11, 24))
    for said in ("Eurostat", "nama_10r_3gdp", "years 2008 to 2022", ABOUT.address, "2026-11-24", "CC BY 4.0"):
        assert said in found.text
    assert r"GDP per head \& more \{50\%\}" in found.bibtex
    assert found.bibtex.count("{") - found.bibtex.count("\\{") == found.bibtex.count("}") - found.bibtex.count("\\}")
    assert found.csl["type"] == "dataset"
    assert found.csl["accessed"] == {"date-parts": [[2026, 11, 24]]}


def test_the_catalogue_for_portals_names_files_licence_and_years() -> None:
    found = to_dcat([Entry({"en": ABOUT, "fr": ABOUT}, [2008, 2022], ABOUT.address)], "https://example.org/")
    dataset = found["dcat:dataset"][0]
    files = [each["dcat:downloadURL"]["@id"] for each in dataset["dcat:distribution"]]
    assert files == [f"{ABOUT.address}data.{ending}" for ending in ("csv", "json", "sdmx.csv")]
    assert dataset["dct:temporal"]["dcat:startDate"]["@value"] == "2008"
    assert dataset["dcat:distribution"][0]["dct:license"]["@id"].startswith("https://creativecommons.org/")
