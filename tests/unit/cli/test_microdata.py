"""`beffroi microdata aggregate` as a user meets it, and the chain from firms to stars and complexity."""

import csv
import json
from pathlib import Path

import polars as pl
import pytest
from tests.unit.analytics.microdata.firms import firms

from beffroi.cli.main import main

Screen = pytest.CaptureFixture[str]
EXAMPLE = Path(__file__).resolve().parents[3] / "docs" / "examples" / "firms.csv"
GOOD = "id,region,sector,employment,wages\n1,BE31,C20,10,400000.50\n2,BE31,C21,4,150000\n3,BE32,C20,7,210000\n"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def aggregated(*words: object) -> None:
    main(["microdata", "aggregate", *map(str, words)])


def test_the_table_its_totals_the_log_and_a_record_are_written(tmp_path: Path, capsys: Screen) -> None:
    aggregated(EXAMPLE, "--id", "id", "--firm", "firm", "--out", tmp_path / "jobs.csv")
    names = ["jobs-disclosure.csv", "jobs-run.json", "jobs-totals.csv", "jobs.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    table, log = rows(tmp_path / "jobs.csv"), rows(tmp_path / "jobs-disclosure.csv")
    assert list(table[0]) == ["region", "sector", "value", "wage", "wages", "firms", "status"]
    hidden = {(row["region"], row["sector"]) for row in table if row["status"] == "suppressed"}
    assert hidden == {(row["region"], row["sector"]) for row in log if "*" not in (row["region"], row["sector"])}
    assert hidden
    assert all(
        row["value"] == row["wage"] == row["wages"] == row["firms"] == ""
        for row in table
        if row["status"] != "published"
    )
    assert {row["suppression"] for row in log} == {"primary", "complementary"}
    run = json.loads((tmp_path / "jobs-run.json").read_text(encoding="utf-8"))
    assert run["disclosure"]["primary"] + run["disclosure"]["complementary"] == len(
        {(row["region"], row["sector"]) for row in log}
    )
    assert run["disclosure"]["minimum"] == 3
    said = capsys.readouterr().out
    assert "Suppressed:" in said
    assert str(tmp_path / "jobs.csv") in said


def test_stars_and_complexity_take_the_table_as_it_is(tmp_path: Path) -> None:
    firms(1_500, regions=12, sectors=8).write_parquet(tmp_path / "firms.parquet")
    aggregated(tmp_path / "firms.parquet", "--out", tmp_path / "jobs.csv")
    employment, out = str(tmp_path / "jobs.csv"), tmp_path / "complexity"
    main(["clusters", "map", "--employment", employment, "--rules", "eocic", "--out", str(tmp_path / "stars")])
    stars = rows(tmp_path / "stars" / "lq.csv")
    assert {row["star_productivity"] for row in stars} >= {"0", "1"}
    totals = str(tmp_path / "jobs-totals.csv")
    main(["complexity", "--employment", employment, "--totals", totals, "--out", str(out)])
    cells = rows(out / "cells.csv")
    suppressed = sum(row["status"] == "suppressed" for row in rows(tmp_path / "jobs.csv"))
    assert sum(row["estimated"] == "1" for row in cells) == suppressed > 0


def test_parquet_out_holds_numbers(tmp_path: Path) -> None:
    aggregated(EXAMPLE, "--out", tmp_path / "jobs.parquet", "--no-disclosure")
    table = pl.read_parquet(tmp_path / "jobs.parquet")
    assert table["value"].dtype.is_decimal()
    assert not (tmp_path / "jobs-disclosure.csv").exists()
    assert float(table["value"].sum()) == sum(float(row["employment"]) for row in rows(EXAMPLE))


def test_files_of_other_offices_are_read(tmp_path: Path) -> None:
    """Semicolons, decimal commas, quotes, Latin 1, names of their own; and a pattern for several files."""
    for number, text in enumerate(('Liège;"a;b";3,5\nLiège;x;2\n', '"Liège";x;1,25\n')):
        (tmp_path / f"part{number}.csv").write_bytes(f"région;nace;ETP\n{text}".encode("latin-1"))
    words = ["--by", "region=région,sector=nace", "--measures", "employment=ETP", "--decimal", "comma"]
    aggregated(tmp_path / "part*.csv", *words, "--encoding", "latin-1", "--no-disclosure", "--out", tmp_path / "t.csv")
    found = [(row["region"], row["sector"], row["value"]) for row in rows(tmp_path / "t.csv")]
    assert found == [("Liège", "a;b", "3.5"), ("Liège", "x", "3.25")]


def test_unknown_codes_are_set_aside_and_listed_ones_have_a_row(tmp_path: Path, capsys: Screen) -> None:
    (tmp_path / "a.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "regions.csv").write_text("region,name\nBE31,x\nBE33,y\n", encoding="utf-8")
    words = ["--regions", tmp_path / "regions.csv", "--unknown", "set-aside", "--no-disclosure"]
    aggregated(tmp_path / "a.csv", *words, "--out", tmp_path / "t.csv")
    found = [(row["region"], row["sector"], row["value"]) for row in rows(tmp_path / "t.csv")]
    assert found == [("BE31", "C20", "10"), ("BE31", "C21", "4"), ("BE33", "C20", "0"), ("BE33", "C21", "0")]
    assert "1 rows of 1 region codes that are not listed are set aside, such as BE32" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        (GOOD.replace("employment", "jobs"), (), "a.csv: column 'employment' is absent"),
        (GOOD.replace("id,", "Region,"), (), "a.csv: column 'region' stands twice"),
        (GOOD.replace(",7,", ",-7,"), (), "a.csv, line 4, column employment: -7 is negative"),
        (GOOD.replace(",7,", ",many,"), (), "line 4, column employment: 'many' is not a number"),
        (
            GOOD.replace(",7,", ',"7,5",'),
            (),
            "'7,5' is not a number; write a number with a decimal point, or say",
        ),
        (GOOD.replace(",7,", ",7.123456,"), (), "at most 4 decimal places; round it"),
        (GOOD.replace(",7,", ",70000000000,"), (), "is not below 10,000,000,000"),
        (GOOD.replace(",7,", ",,"), (), "line 4, column employment: the value is missing"),
        (GOOD.replace("BE32", ""), (), "line 4, column region: the cell is empty"),
        (GOOD.replace("BE32", " BE32"), (), "line 4, column region: ' BE32' is no code"),
        (GOOD.replace("BE32", "*"), (), "line 4, column region: '*' is no code"),
        (GOOD.replace("\n3,", "\n1,"), ("--id", "id"), "line 4, column id: '1' stands already in line 2"),
        (GOOD.replace("\n3,", "\n,"), ("--id", "id"), "line 4, column id: the cell is empty"),
        (GOOD.replace(",7,210000", ",7"), (), "a.csv, line 4: the line is not CSV of 5 columns"),
        ("", (), "a.csv: the file is empty"),
        (GOOD.splitlines()[0] + "\n", (), "there is a header but no row"),
        (GOOD, ("--by", "region"), "--by region: name region and sector"),
        (GOOD, ("--dominance", "2"), "--dominance: '2' is no rule"),
        (GOOD, ("--p-percent", "much"), "--p-percent: 'much' is no share"),
        (GOOD, ("--separator", "ab"), "--separator: 'ab' is not one sign"),
        (GOOD, ("--memory", "1"), "--memory: 1 MB do not suffice"),
        (GOOD, ("--encoding", "utf-16"), "not utf-16 text"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(
    tmp_path: Path, capsys: Screen, text: str, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    refused(tmp_path, capsys, said, tmp_path / "a.csv", *words)


def refused(folder: Path, capsys: Screen, said: str, *words: object) -> None:
    with pytest.raises(SystemExit) as caught:
        aggregated(*words, "--out", folder / "out" / "t.csv")
    assert caught.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert said in printed.err
    assert not (folder / "out").exists()


def test_bad_parquet_is_refused(tmp_path: Path, capsys: Screen) -> None:
    table = firms(50)
    table.write_parquet(tmp_path / "good.parquet")
    (tmp_path / "broken.parquet").write_bytes((tmp_path / "good.parquet").read_bytes()[:-100])
    refused(tmp_path, capsys, "broken.parquet: cannot be read as Parquet", tmp_path / "broken.parquet")
    table.with_columns(pl.col("employment").cast(pl.Float64)).write_parquet(tmp_path / "other.parquet")
    both = (tmp_path / "good.parquet", tmp_path / "other.parquet")
    refused(tmp_path, capsys, "other.parquet, column employment: its type is DOUBLE, and INTEGER in", *both)
    table[:0].write_parquet(tmp_path / "empty.parquet")
    refused(tmp_path, capsys, "empty.parquet: there is no row", tmp_path / "empty.parquet")
    negative = table.with_columns(employment=pl.when(pl.int_range(50) == 7).then(-3).otherwise(pl.col("employment")))
    negative.write_parquet(tmp_path / "negative.parquet")
    refused(
        tmp_path, capsys, "negative.parquet, row 8, column employment: -3 is negative", tmp_path / "negative.parquet"
    )
    table.with_columns(wages=pl.lit(float("nan"))).write_parquet(tmp_path / "nan.parquet")
    refused(tmp_path, capsys, "nan.parquet, row 1, column wages: nan is not below", tmp_path / "nan.parquet")
    table.with_columns(region=pl.lit(1.5)).write_parquet(tmp_path / "codes.parquet")
    refused(tmp_path, capsys, "codes.parquet, column region: its type is DOUBLE", tmp_path / "codes.parquet")
    (tmp_path / "a.csv").write_text(GOOD, encoding="utf-8")
    refused(tmp_path, capsys, "give files of one kind", tmp_path / "good.parquet", tmp_path / "a.csv")
    refused(tmp_path, capsys, "no file has such a name", tmp_path / "none*.csv")
    refused(tmp_path, capsys, "this is a folder", tmp_path)


def test_codes_that_are_not_listed_and_headers_that_differ_are_refused(tmp_path: Path, capsys: Screen) -> None:
    (tmp_path / "a.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.csv").write_text(GOOD.replace("id,region", "region,id"), encoding="utf-8")
    (tmp_path / "regions.csv").write_text("region\nBE31\n", encoding="utf-8")
    listed = ("--regions", tmp_path / "regions.csv")
    refused(tmp_path, capsys, "a.csv, line 4, column region: 'BE32' is not in", tmp_path / "a.csv", *listed)
    refused(tmp_path, capsys, "b.csv, line 1: its header is region, id", tmp_path / "a.csv", tmp_path / "b.csv")


def test_a_failed_run_leaves_the_table_of_before(tmp_path: Path, capsys: Screen) -> None:
    aggregated(EXAMPLE, "--out", tmp_path / "jobs.csv")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    (tmp_path / "jobs-run.json").unlink()
    (tmp_path / "jobs-run.json").mkdir()
    with pytest.raises(SystemExit):
        aggregated(EXAMPLE, "--out", tmp_path / "jobs.csv", "--minimum", "9")
    capsys.readouterr()
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert after == {name: content for name, content in before.items() if name != "jobs-run.json"}
