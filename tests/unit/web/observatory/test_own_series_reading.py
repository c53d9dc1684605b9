"""A file is read as people mean it, or every mistake in it is told; whatever it holds, nothing breaks."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from beffroi.analytics.errors import InputError
from beffroi.analytics.spreadsheets.model import MOST_ROWS
from beffroi.analytics.spreadsheets.numbers import number
from beffroi.reporting.language import Language
from beffroi.web.observatory.exports.csv_table import to_csv
from beffroi.web.observatory.exports.dataset import Dataset, Described, Observed
from beffroi.web.observatory.reading.check import read_series
from beffroi.web.observatory.reading.model import MOST_PROBLEMS, Reading, report_of
from beffroi.web.observatory.reading.words import said, warned
from beffroi.web.observatory.rules.series import Description, differences, keyed, slug_of

HEADING = "region,year,value\n"


def read(text: str | bytes, unit: str = "percent", name: str = "jobs.csv") -> Reading:
    return read_series(name, text.encode() if isinstance(text, str) else text, unit)


def kinds(reading: Reading) -> list[tuple[int, str]]:
    return [(problem.row, problem.kind) for problem in reading.report.problems]


def workbook(*rows: list[Any], change: Any = None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


# what is understood


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_every_usual_encoding_and_separator_is_read_and_told(encoding: str, separator: str) -> None:
    text = "Région;Année;Valeur;Drapeau\nWallonie;2023;12,5;\nFlandre;2023;8;p\n"
    reading = read(text.replace(";", separator).encode(encoding))
    assert reading.lines == [("BE3", 2023, "", 12.5, ""), ("BE2", 2023, "", 8.0, "p")]
    assert reading.report.told["separator"] == separator
    assert reading.report.told["decimals"] == ","


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["1,5", "1.234,5"], [1.5, 1234.5]),
        (["1.5", "1,234.5"], [1.5, 1234.5]),
        (["1 234,5", "1\u202f000"], [1234.5, 1000.0]),
        (["\u22120.25", "1e-07"], [-0.25, 1e-07]),
        (["12.5 p", ": c"], [12.5, None]),
        (["12 %", "n/a"], [12.0, None]),
    ],
)
def test_numbers_are_read_as_people_write_them(texts: list[str], values: list[float | None]) -> None:
    rows = "".join(f"BE{place}\t2020\t{text}\n" for place, text in enumerate(texts, start=1))
    assert [line[3] for line in read("region\tyear\tvalue\n" + rows).lines] == values


def test_a_number_that_could_be_read_either_way_is_told() -> None:
    reading = read('region,year,value\nBE1,2020,"1,234"\n', "persons")
    assert [problem.kind for problem in reading.report.warnings] == ["comma_guess"]
    assert "1,234" in warned(reading.report.warnings[0])


def test_the_columns_that_are_not_read_are_named() -> None:
    reading = read("region,name,year,value,remark\nBE3,Wallonia,2020,1,x\n")
    assert reading.report.unread == ["name", "remark"]


def test_a_workbook_is_read_with_its_dates_and_percentages() -> None:
    def percent(sheet: Any) -> None:
        sheet["C2"].number_format = "0.0%"

    reading = read(
        workbook(["region", "year", "value"], ["BE3", date(2020, 1, 1), 0.125], ["BE1", 2021, None], change=percent),
        name="jobs.xlsx",
    )
    assert reading.lines == [("BE3", 2020, "", 12.5, ""), ("BE1", 2021, "", None, "")]
    assert [problem.kind for problem in reading.report.warnings] == ["dates"]


def test_values_that_look_wrong_in_their_unit_are_a_warning() -> None:
    reading = read(f"{HEADING}BE1,2020,150\nBE2,2020,-3\nBE3,2020,40\n")
    assert {problem.kind for problem in reading.report.warnings} == {"above_hundred", "below_zero"}
    assert len(reading.lines) == 3


# what is wrong


def test_every_mistake_is_told_with_row_column_and_what_to_do() -> None:
    reading = read(f"{HEADING}Flandrre,20x,abc\n,,1\nBE3,2020,=1+1\nBE3,1850,1\n")
    assert kinds(reading) == [
        (2, "region_unknown"),
        (2, "year_wrong"),
        (2, "value_wrong"),
        (3, "region_missing"),
        (3, "year_missing"),
        (4, "formula"),
        (5, "year_wrong"),
    ]
    wrong, remedy = said(reading.report.problems[0])
    assert "Flandrre" in wrong
    assert "BE2 (Flanders)" in remedy
    assert reading.lines == []


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("BE3,2020,1,q,", "flag_wrong"),
        ("BE3,2020,1,,=C20", "formula"),
        ("BE3,2020,1,,C 20!", "sector_wrong"),
        ("BE3,2020,1e300,,", "value_huge"),
        ("BE3,2020,1,,C20,more", "too_many_cells"),
        ("=BE3,2020,1,,", "formula"),
    ],
)
def test_a_cell_that_cannot_be_read_is_an_error_of_its_row(row: str, kind: str) -> None:
    assert kinds(read(f"region,year,value,flag,sector\n{row}\n")) == [(2, kind)]


def test_a_percentage_in_a_series_of_something_else_is_refused() -> None:
    assert kinds(read(f"{HEADING}BE3,2020,5 %\n", "persons")) == [(2, "value_percent")]


def test_the_same_region_and_year_twice_is_an_error_that_names_the_other_row() -> None:
    reading = read(f"{HEADING}BE3,2020,1\nWallonia,2020,2\n")
    assert kinds(reading) == [(3, "duplicate")]
    assert "row 2" in said(reading.report.problems[0])[0]


def test_formulas_without_a_result_and_merged_cells_are_told() -> None:
    uncomputed = workbook(["region", "year", "value"], ["BE3", 2020, "=1+1"])
    assert kinds(read(uncomputed, name="a.xlsx")) == [(2, "uncomputed")]
    merged = workbook(["region", "year", "value"], ["BE3", 2020, 1], change=lambda sheet: sheet.merge_cells("A2:A3"))
    assert kinds(read(merged, name="a.xlsx")) == [(2, "merged")]


def test_at_most_200_errors_are_listed_and_the_rest_is_counted() -> None:
    rows = "".join(f"nowhere{n},2020,1\n" for n in range(500))
    report = read(HEADING + rows).report
    assert (len(report.problems), report.problem_count) == (MOST_PROBLEMS, 500)


def test_a_report_survives_being_kept() -> None:
    report = read(f"{HEADING}Flandrre,20x,abc\n").report
    assert report_of(report.plain()).problems == report.problems


# hostile files


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    return stream.getvalue()


def with_part(name: str) -> bytes:
    stream = io.BytesIO(workbook(["region", "year", "value"], ["BE3", 2020, 1]))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, b"<x/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"\n\n", "nothing in it"),
        ("a.csv", HEADING.encode(), "no row below"),
        ("a.csv", b"a,b,c\n1,2,3\n", "no column is called “region”"),
        ("a.csv", b"region,year,value,value\nBE3,2020,1,2\n", "two columns are called “value”"),
        ("a.csv", b"," * 10_000_000, "larger than 5 MB"),
        ("a.csv", b"," * 4_000_000, "nothing in it"),
        ("a.csv", b"x," * 1_000_000, "more than 60 columns"),
        ("a.csv", b"region,year,value\nBE3,2020,\0\n", "line 2: signs here belong to no text"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0", "signs here belong to no text"),
        ("a.csv", b'region,year,value\n"' + b"x" * 200_000 + b'",1,2\n', "cannot be told apart"),
        ("a.csv", HEADING.encode() + b"BE3,2020,1\n" * (MOST_ROWS + 1), "rows; divide it"),
        ("a.exe", b"MZ", "only CSV and XLSX"),
        ("a.xlsx", b"not a workbook", "damaged"),
        ("a.xlsx", bomb(), "unpacked, the file is too large"),
        ("a.xlsx", with_part("xl/vbaProject.bin"), "macros"),
        ("a.xlsx", with_part("xl/externalLinks/externalLink1.xml"), "takes values from other files"),
        ("../../etc/a.csv", b"x", "name of the file cannot be used"),
        ("con.csv", b"x", "name of the file cannot be used"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(name: str, content: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(content, name=name)


def test_a_sheet_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(InputError, match="no sheet “Data”; there are: Sheet"):
        read_series("a.xlsx", workbook(["region"]), "percent", "Data")


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading(content: bytes) -> None:
    for name in ("a.csv", "a.xlsx"):
        try:
            read(content, name=name)
        except InputError as error:
            assert str(error)


# laws


@given(
    st.dictionaries(
        st.tuples(
            st.sampled_from(["BE3", "BE1", "SE31", "DE", "FRE1"]),
            st.integers(1900, 2100),
            st.sampled_from(["", "C20", "A-U", "0"]),
        ),
        st.tuples(
            st.none() | st.floats(-1e12, 1e12).map(lambda value: round(value, 6) + 0.0),
            st.sampled_from(["", "p", "be", "c"]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_what_is_exported_as_csv_and_read_again_is_the_same_series(held: dict[Any, Any]) -> None:
    about = Described("jobs", "=Jobs", "", "persons", "", 0, 0, "@source", "", "+licence", "", 0, "")
    observations = tuple(
        Observed(region, region, "NUTS 2", year, value, flag, "" if value is not None else "why", sector)
        for (region, year, sector), (value, flag) in held.items()
    )
    assert keyed(read(to_csv(Dataset(about, observations)), "persons").lines) == held


@given(st.floats(-1e12, 1e12))
def test_a_number_written_in_either_language_is_read_back(value: float) -> None:
    rounded = round(value, 2)
    assert number(Language("en").number(rounded, 2), ".") == rounded
    assert number(Language("fr").number(rounded, 2), ",") == rounded


def test_differences_name_what_changed_was_added_and_was_removed() -> None:
    before = {("BE3", 2020, ""): (1.0, ""), ("BE3", 2021, ""): (2.0, ""), ("BE1", 2020, ""): (None, "c")}
    after = {("BE3", 2020, ""): (1.0, ""), ("BE3", 2021, ""): (2.0, "r"), ("BE2", 2020, ""): (3.0, "")}
    assert [(each.key[0], each.kind) for each in differences(before, after)] == [
        ("BE1", "removed"),
        ("BE2", "added"),
        ("BE3", "changed"),
    ]
    assert differences(after, after) == []


@pytest.mark.parametrize(
    "wrong",
    [{"label": {}}, {"label": {"de": "x"}}, {"unit": ""}, {"visibility": "organisation"}, {"polarity": 2}, {"x": 1}],
)
def test_a_description_that_is_not_whole_is_refused(wrong: dict[str, Any]) -> None:
    whole = {"label": {"en": "Jobs"}, "definition": {"en": "All"}, "unit": "persons", "source": "S", "licence": "L"}
    Description.model_validate(whole)
    with pytest.raises(ValueError, match="validation error"):
        Description.model_validate(whole | wrong)


def test_the_name_in_the_address_is_never_empty() -> None:
    assert slug_of({"fr": "!!!"}) == "series"
