"""The importer: what it writes, and what it refuses with file, row and column."""

from pathlib import Path

import polars as pl
import pytest

from beffroi.analytics.errors import InputError
from beffroi.figures.catalogue import Table, load_catalogue, load_checksums
from beffroi.figures.importer import CODE_TABLES, build_figures, read_centres, read_codes, read_source

TABLE = Table(csv="t.csv", dimensions={"age": "age"}, publisher="P", dataset="d", licence="l", vintage="v", nuts=2013)


def write(folder: Path, text: str) -> Path:
    path = folder / "t.csv"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str) -> str:
    path = write(folder, text)
    with pytest.raises(InputError) as caught:
        read_source(path, TABLE)
    said = str(caught.value)
    assert said.startswith(str(path))
    assert "\n" not in said
    return said


def test_a_table_is_sorted_and_empty_stays_missing(tmp_path: Path) -> None:
    path = write(tmp_path, "geo,age,year,value,flag\nBE,Y,2015,,\nAT,Y,2015,1.5,ub\nAT,Y,2014,0,\n")
    found = read_source(path, TABLE)
    assert found.columns == ["region", "age", "year", "value", "flag"]
    assert found.rows() == [("AT", "Y", 2014, 0.0, ""), ("AT", "Y", 2015, 1.5, "bu"), ("BE", "Y", 2015, None, "")]
    assert found.schema["year"] == pl.Int32


def test_a_table_without_flags_and_with_columns_in_another_order_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, "value,year,geo,age\n7,2015,AT,Y\n")
    assert read_source(path, TABLE).rows() == [("AT", "Y", 2015, 7.0, "")]


@pytest.mark.parametrize("mark", ["missing", "excel-time-artefact"])
def test_marks_of_an_empty_cell_are_no_statistical_flags(tmp_path: Path, mark: str) -> None:
    path = write(tmp_path, f"geo,age,year,value,flag\nAT,Y,2015,,{mark}\n")
    assert read_source(path, TABLE).rows() == [("AT", "Y", 2015, None, "")]


def test_a_mark_of_missing_on_a_value_is_refused(tmp_path: Path) -> None:
    assert "'missing' is not a flag" in refusal(tmp_path, "geo,age,year,value,flag\nAT,Y,2015,3,missing\n")


def test_an_absent_column_is_named(tmp_path: Path) -> None:
    said = refusal(tmp_path, "geo,sex,year,value\nAT,Y,2015,3\n")
    assert "line 1" in said
    assert "'age'" in said


def test_a_duplicate_key_names_both_lines(tmp_path: Path) -> None:
    said = refusal(tmp_path, "geo,age,year,value\nAT,Y,2015,3\nBE,Y,2015,3\nAT,Y,2015,4\n")
    assert "line 4" in said
    assert "line 2" in said
    assert "AT, Y, 2015" in said


@pytest.mark.parametrize("text", ["abc", "1,5", "nan", "inf", "1_000", ":"])
def test_what_is_no_number_is_refused_with_line_and_column(tmp_path: Path, text: str) -> None:
    said = refusal(tmp_path, f'geo,age,year,value\nAT,Y,2014,1\nAT,Y,2015,"{text}"\n')
    assert "line 3, column value" in said
    assert f"'{text}'" in said


def test_a_negative_value_is_refused(tmp_path: Path) -> None:
    assert "line 2, column value" in refusal(tmp_path, "geo,age,year,value\nAT,Y,2015,-3\n")


@pytest.mark.parametrize("year", ["15", "2015.0", "", "y", "²²²²"])
def test_what_is_no_year_is_refused(tmp_path: Path, year: str) -> None:
    assert "line 2, column year" in refusal(tmp_path, f"geo,age,year,value\nAT,Y,{year},3\n")


@pytest.mark.parametrize("year", ["1899", "2101", "0000", "9999"])
def test_a_year_of_no_statistics_is_refused(tmp_path: Path, year: str) -> None:
    said = refusal(tmp_path, f"geo,age,year,value\nAT,Y,{year},3\n")
    assert "line 2, column year" in said
    assert "1900 to 2100" in said


@pytest.mark.parametrize("code", ["A", "at", "Austria", "A1", "1AT", "AT-1", "EU27_2020_X", "ÅT"])
def test_what_is_no_code_of_a_region_is_refused(tmp_path: Path, code: str) -> None:
    said = refusal(tmp_path, f"geo,age,year,value\nAT,Y,2015,3\n{code},Y,2015,3\n")
    assert "line 3, column geo" in said
    assert f"'{code}'" in said


@pytest.mark.parametrize("code", ["AT", "AT1", "AT11", "EU27_2020", "EA19", "ELZZ"])
def test_countries_regions_and_groups_of_countries_are_read(tmp_path: Path, code: str) -> None:
    path = write(tmp_path, f"geo,age,year,value\n{code},Y,2015,3\n")
    assert read_source(path, TABLE)["region"].to_list() == [code]


@pytest.mark.parametrize("header", ["geo,age,year,value,value", "geo,geo,age,year,value", "geo,age,year,value, age"])
def test_a_column_that_stands_twice_is_refused(tmp_path: Path, header: str) -> None:
    said = refusal(tmp_path, f"{header}\nAT,Y,2015,3,3\n")
    assert "line 1" in said
    assert "stands twice" in said


@pytest.mark.parametrize("flag", ["x", "bq", "B"])
def test_an_unknown_flag_is_refused(tmp_path: Path, flag: str) -> None:
    assert "line 2, column flag" in refusal(tmp_path, f"geo,age,year,value,flag\nAT,Y,2015,3,{flag}\n")


@pytest.mark.parametrize(("row", "column"), [(",Y,2015,3", "geo"), ("AT,,2015,3", "age"), ("AT,Y,,3", "year")])
def test_an_empty_key_is_refused_with_its_column(tmp_path: Path, row: str, column: str) -> None:
    assert f"line 2, column {column}" in refusal(tmp_path, f"geo,age,year,value\n{row}\n")


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    assert "line 4, column value" in refusal(tmp_path, "geo,age,year,value\n\nAT,Y,2014,1\nAT,Y,2015,x\n")


def test_a_short_row_is_refused(tmp_path: Path) -> None:
    assert "line 3" in refusal(tmp_path, "geo,age,year,value\nAT,Y,2015,3\nBE,Y\n")


def test_a_table_without_rows_is_refused(tmp_path: Path) -> None:
    assert "no row" in refusal(tmp_path, "geo,age,year,value\n")


def test_a_file_of_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("geo,age,year,value\nÅ,Y,2015,3\n".encode("latin-1"))
    with pytest.raises(InputError, match="UTF-8"):
        read_source(path, TABLE)


def test_an_unclosed_quote_is_refused(tmp_path: Path) -> None:
    refusal(tmp_path, 'geo,age,year,value\nAT,"Y,2015,3\n' + "AT,Y,2015,3\n" * 20_000)


def test_an_absent_folder_and_an_absent_table_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        build_figures(tmp_path / "nowhere", tmp_path / "out")
    with pytest.raises(InputError, match=r"gdp\.csv: no such file"):
        build_figures(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def small_source(folder: Path) -> Path:
    """A folder with every table of the catalogue and every list of regions, one row each."""
    folder.mkdir()
    for table in load_catalogue().tables.values():
        columns = [table.region, *table.dimensions]
        lines = f"{','.join(columns)},year,value,flag\n{','.join('AT' for _ in columns)},2015,1,p\n"
        (folder / table.csv).write_text(lines, encoding="utf-8")
    for codes in CODE_TABLES.values():
        lines = f"{','.join(codes.columns)}\n{','.join('AT' for _ in codes.columns)}\n"
        (folder / codes.csv).write_text(lines, encoding="utf-8")
    (folder / load_catalogue().centres.csv).write_text("nuts_id,lon,lat,area_km2\nAT,14.1,47.6,83945\n")
    return folder


@pytest.mark.parametrize("name", CODE_TABLES)
@pytest.mark.parametrize("fault", ["absent", "twice", "code", "key"])
def test_a_faulty_list_of_regions_is_refused_and_nothing_is_written(tmp_path: Path, name: str, fault: str) -> None:
    source = small_source(tmp_path / "source")
    table = CODE_TABLES[name]
    columns, cells = list(table.columns), ["AT"] * len(table.columns)
    at = columns.index(table.key)
    other = [cell if place == at else "BE" for place, cell in enumerate(cells)]
    faulty = {
        "absent": ([*columns[:at], "other", *columns[at + 1 :]], [cells], f"line 1: column '{table.key}' is absent"),
        "twice": ([*columns, table.key], [[*cells, "AT"]], f"line 1: column '{table.key}' stands twice"),
        "code": (columns, [[*cells[:at], "Wien", *cells[at + 1 :]]], f"line 2, column {table.key}: 'Wien'"),
        "key": (columns, [cells, other], "line 3: AT stands already in line 2"),
    }
    header, rows, said = faulty[fault]
    text = "".join(f"{','.join(row)}\n" for row in (header, *rows))
    (source / table.csv).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        build_figures(source, tmp_path / "out")
    assert str(caught.value).startswith(str(source / table.csv))
    assert said in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_a_list_of_regions_without_a_code_in_its_key_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "zone,name,country\n,Austria,AT\n")
    with pytest.raises(InputError, match="line 2, column zone: the cell is empty"):
        read_codes(path, CODE_TABLES["ris_zones"])


def test_a_row_that_repeats_another_cell_by_cell_contradicts_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "zone,name,country\nAT1,Ostösterreich,AT\nAT1,Ostösterreich,AT\n")
    assert read_codes(path, CODE_TABLES["ris_zones"])["zone"].unique().to_list() == ["AT1"]


def test_codes_that_only_older_vintages_know_need_no_code_of_2021(tmp_path: Path) -> None:
    table = CODE_TABLES["nuts_vintages"]
    path = write(tmp_path, f"{','.join(table.columns)}\nnuts_2,DE40 (part),DE40,,,,,,,\nnuts_2,FR30,FR30,,,,,,,\n")
    assert read_codes(path, table)["code_2010"].to_list() == ["DE40 (part)", "FR30"]


def test_the_same_tables_always_give_the_same_bytes(tmp_path: Path) -> None:
    source = small_source(tmp_path / "source")
    first = {path.name: path.read_bytes() for path in build_figures(source, tmp_path / "one")}
    second = {path.name: path.read_bytes() for path in build_figures(source, tmp_path / "two")}
    assert first == second
    assert "checksums.yaml" in first
    assert set(load_checksums()) <= set(first)
    head = [line for line in first["checksums.yaml"].decode().splitlines() if line.startswith("#")]
    assert "catalogue.yaml" in " ".join(head)


def test_a_bad_table_leaves_nothing_behind(tmp_path: Path) -> None:
    source = small_source(tmp_path / "source")
    (source / "unemployed.csv").write_text("geo,age,year,value\nAT,Y,2015,much\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"unemployed\.csv, line 2, column value"):
        build_figures(source, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Wien,16.4,48.2,413", "line 2, column nuts_id: 'Wien'"),
        ("AT13,,48.2,413", "line 2, column lon: '' is not a number"),
        ("AT13,16.4,north,413", "line 2, column lat: 'north' is not a number"),
        ("AT13,16.4,148.2,413", "line 2, column lat: 148.2 does not lie in -90 to 90"),
        ("AT13,16.4,48.2,-1", "line 2, column area_km2: -1 does not lie in 0"),
        ("AT13,16.4,48.2,413\nAT13,16.4,48.3,413", "line 3: AT13 stands already in line 2"),
    ],
)
def test_a_faulty_centre_is_refused_with_its_place(tmp_path: Path, row: str, said: str) -> None:
    path = write(tmp_path, f"nuts_id,lon,lat,area_km2\n{row}\n")
    with pytest.raises(InputError) as caught:
        read_centres(path)
    assert said in str(caught.value)


def test_centres_are_read_as_numbers_by_code(tmp_path: Path) -> None:
    path = write(tmp_path, "nuts_id,lon,lat,area_km2\nBE3,4.9,50.3,16901\nAT13,16.4,48.2,413\n")
    assert read_centres(path).rows() == [("AT13", 16.4, 48.2, 413.0), ("BE3", 4.9, 50.3, 16901.0)]
