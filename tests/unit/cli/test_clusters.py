"""`beffroi clusters map` as a user meets it."""

import csv
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from beffroi.cli.main import main

Screen = pytest.CaptureFixture[str]
JOBS = """region,sector,value,wage
BE31,C20,900,41000
BE31,C21,4000,62000
BE32,C20,,
BE32,C21,100,38000
BE33,C20,300,39000
BE33,C21,0,
"""
SCHEME = "scheme,sector,name,nace,traded\nmine,chemistry,Chemistry,C20;C21,traded\n"


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    path = tmp_path / "jobs.csv"
    path.write_text(JOBS, encoding="utf-8")
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def mapped(jobs: Path, out: Path, *words: str) -> dict[str, Any]:
    """Run the command; what run.json says."""
    main(["clusters", "map", "--employment", str(jobs), "--out", str(out), *words])
    run: dict[str, Any] = json.loads((out / "run.json").read_text(encoding="utf-8"))
    return run


def refused(screen: Screen, out: Path, *words: str) -> str:
    """The one sentence of a command that is refused and writes nothing."""
    with pytest.raises(SystemExit) as caught:
        main(["clusters", "map", *words, "--out", str(out)])
    assert caught.value.code == 2
    said = screen.readouterr()
    assert said.out == ""
    assert said.err.startswith("beffroi: ")
    assert said.err.count("\n") == 1
    assert not out.exists()
    return said.err


def test_quotients_and_stars_are_written_with_empty_cells_where_nothing_was_assessed(jobs: Path, out: Path) -> None:
    mapped(jobs, out)
    text = (out / "lq.csv").read_text(encoding="utf-8")
    assert text.splitlines()[0] == (
        "region,sector,value,share,lq,star_size,star_specialisation,star_focus,star_productivity,stars"
    )
    found = rows(out / "lq.csv")
    assert list(found[2].values()) == ["BE32", "C20", *[""] * 8]
    assert [row["stars"] for row in found] == ["1", "1", "", "1", "2", "0"]
    assert {row["star_productivity"] for row in found} == {""}
    # BE31: 900 of 4,900 in C20, which has 1,200 of all 5,300.
    assert float(found[0]["share"]) == 900 / 4900
    assert float(found[0]["lq"]) == pytest.approx((900 / 4900) / (1200 / 5300), rel=1e-15)


def test_totals_state_their_coverage(jobs: Path, out: Path) -> None:
    mapped(jobs, out)
    assert (out / "totals.csv").read_text(encoding="utf-8").splitlines() == [
        "region,stars,sectors_counted,sectors_missing",
        "BE31,2,2,0",
        "BE32,1,1,1",
        "BE33,2,2,0",
    ]


def test_the_run_records_what_regenerates_it(jobs: Path, out: Path) -> None:
    run = mapped(jobs, out)
    assert run["beffroi"]
    assert run["rules"]["id"] == "eco-2007"
    assert run["rules"]["specialisation"] == {"top_share": None, "minimum": 2.0}
    assert len(run["rules"]["sha256"]) == 64
    assert run["employment"] == {"file": "jobs.csv", "sha256": sha256(JOBS.encode()).hexdigest(), "rows": 6}
    assert run["rules"]["file"] == "eco-2007.yaml"
    assert run["minimum_size"] == 0


def test_nace_divisions_are_the_scheme_of_a_table_of_nace_divisions(jobs: Path, out: Path, capsys: Screen) -> None:
    scheme = mapped(jobs, out)["scheme"]
    assert (scheme["id"], scheme["sectors"], scheme["file"]) == ("nace-divisions", 88, "nace-divisions.csv")
    assert scheme["names"] == {"C20": "Chemicals", "C21": "Pharmaceuticals"}
    assert "taken as they are" not in capsys.readouterr().out


def test_other_sectors_are_taken_as_they_are_and_this_is_said(jobs: Path, out: Path, capsys: Screen) -> None:
    jobs.write_text(JOBS.replace("C21", "life"), encoding="utf-8")
    run = mapped(jobs, out)
    assert run["scheme"] is None
    assert run["notes"][0].startswith("sectors are taken as they are: not all of them are NACE divisions")
    assert "Note: sectors are taken as they are" in capsys.readouterr().out


def test_a_code_of_two_sectors_counts_in_both_and_this_is_said(jobs: Path, out: Path, tmp_path: Path) -> None:
    scheme = tmp_path / "scheme.csv"
    scheme.write_text(SCHEME + "mine,life,Life,C21,traded\n", encoding="utf-8")
    run = mapped(jobs, out, "--scheme", str(scheme))
    assert (
        "1 of the codes are counted in several sectors of scheme mine, and so more than once in the sums"
        in run["notes"]
    )
    values = {(row["region"], row["sector"]): row["value"] for row in rows(out / "lq.csv")}
    assert (values["BE31", "chemistry"], values["BE31", "life"]) == ("4900.0", "4000.0")


def test_the_smallest_numbers_are_mapped_in_silence(jobs: Path, out: Path) -> None:
    jobs.write_text("region,sector,value\nA,x,1e-320\nA,y,5e-324\nB,x,1e300\nB,y,0\n", encoding="utf-8")
    mapped(jobs, out)
    assert [row["star_size"] for row in rows(out / "lq.csv")] == ["0", "1", "1", "0"]


def test_a_dimension_without_data_is_left_out_and_said(jobs: Path, out: Path, capsys: Screen) -> None:
    jobs.write_text("region,sector,value\nA,x,1\nB,x,2\n", encoding="utf-8")
    run = mapped(jobs, out, "--rules", "eocic")
    assert run["notes"][1] == "productivity is left out: the table has no column wage"
    assert "Note: productivity is left out" in capsys.readouterr().out
    assert {row["star_productivity"] for row in rows(out / "lq.csv")} == {""}


def test_scheme_rules_and_minimum_size_of_ones_own(jobs: Path, out: Path, tmp_path: Path) -> None:
    scheme, rules = tmp_path / "scheme.csv", tmp_path / "rules.yaml"
    scheme.write_text(SCHEME, encoding="utf-8")
    rules.write_text("id: own\nversion: 1\ntitle: t\nsource: s\nsize: {top_share: 1}\n", encoding="utf-8")
    run = mapped(jobs, out, "--scheme", str(scheme), "--rules", str(rules), "--minimum-size", "301")
    assert [(row["region"], row["value"], row["stars"]) for row in rows(out / "lq.csv")] == [
        ("BE31", "4900.0", "1"),
        ("BE32", "", ""),
        ("BE33", "300.0", "0"),
    ]
    assert [row["stars"] for row in rows(out / "totals.csv")] == ["1", "", "0"]
    assert run["rules"]["minimum_size"] == 301
    assert run["minimum_size"] == 301
    assert run["rules"]["file"] == "rules.yaml"
    assert run["scheme"] == {
        "id": "mine",
        "sectors": 1,
        "file": "scheme.csv",
        "sha256": sha256(SCHEME.encode()).hexdigest(),
        "names": {"chemistry": "Chemistry"},
    }


def test_the_same_table_gives_the_same_bytes(jobs: Path, out: Path, tmp_path: Path) -> None:
    mapped(jobs, out)
    mapped(jobs, tmp_path / "again")
    for name in ("lq.csv", "totals.csv", "run.json"):
        assert (out / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("value", "jobs", "line 1: column 'value' is absent"),
        (",", ";", "separate columns by commas"),
        ("BE33,C21", "BE33,C20", "line 7: region BE33, sector C20 stands already in line 6"),
        ("4000", "-4000", "line 3, column value: -4000 is negative"),
        ("4000", "many", "line 3, column value: 'many' is not a number"),
        ("4000", "nan", "line 3, column value: 'nan' is not a number"),
        ("62000", "-1", "line 3, column wage: -1 is negative"),
        ("BE33,C21,0,", "BE33,C21", "line 7: 2 cells where the header has 4"),
        (JOBS, "", "the file is empty"),
    ],
)
def test_a_bad_table_is_one_sentence_and_nothing_is_written(
    jobs: Path, out: Path, capsys: Screen, old: str, new: str, sentence: str
) -> None:
    jobs.write_text(JOBS.replace(old, new), encoding="utf-8")
    assert sentence in refused(capsys, out, "--employment", str(jobs))


def test_a_wrong_encoding_is_one_sentence(jobs: Path, out: Path, capsys: Screen) -> None:
    jobs.write_bytes("region,sector,value\nLiège,C20,1\n".encode("latin-1"))
    assert "line 2: not UTF-8 text; save the file as UTF-8" in refused(capsys, out, "--employment", str(jobs))


def test_a_sector_outside_the_scheme_is_named_with_its_line(jobs: Path, out: Path, capsys: Screen) -> None:
    scheme = jobs.with_name("scheme.csv")
    scheme.write_text(SCHEME.replace(";C21", ""), encoding="utf-8")
    said = refused(capsys, out, "--employment", str(jobs), "--scheme", str(scheme))
    assert "jobs.csv, line 3, column sector: 'C21' is not in scheme mine; add it" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--rules", "eco-2008"], "did you mean eco-2007?"),
        (["--scheme", "nace-division"], "did you mean nace-divisions?"),
        (["--minimum-size", "nan"], "--minimum-size: nan is no size"),
        (["--minimum-size", "-1"], "--minimum-size: -1 is no size"),
    ],
)
def test_a_wrong_option_is_one_sentence(jobs: Path, out: Path, capsys: Screen, words: list[str], sentence: str) -> None:
    assert sentence in refused(capsys, out, "--employment", str(jobs), *words)


def test_a_folder_that_cannot_be_written_is_one_sentence(jobs: Path, capsys: Screen) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["clusters", "map", "--employment", str(jobs), "--out", str(jobs / "inside")])
    assert caught.value.code == 2
    assert "choose another folder" in capsys.readouterr().err


def test_earlier_results_survive_a_run_that_is_refused(jobs: Path, out: Path, capsys: Screen) -> None:
    mapped(jobs, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    jobs.write_text(JOBS.replace("4000", "many"), encoding="utf-8")
    with pytest.raises(SystemExit):
        mapped(jobs, out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
