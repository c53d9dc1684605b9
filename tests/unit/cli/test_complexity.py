"""`beffroi complexity` as a user meets it."""

import csv
import json
from pathlib import Path

import pytest

from beffroi.cli.main import main

Screen = pytest.CaptureFixture[str]
JOBS = """region,sector,value
BE31,C20,900
BE31,C21,4000
BE31,C10,900
BE32,C20,300
BE32,C21,10
BE32,C10,900
BE33,C20,
BE33,C21,0
BE33,C10,500
"""


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_three_tables_and_a_record_are_written(tmp_path: Path, capsys: Screen) -> None:
    jobs, out = tmp_path / "jobs.csv", tmp_path / "out"
    jobs.write_text(JOBS, encoding="utf-8")
    main(["complexity", "--employment", str(jobs), "--out", str(out), "--own", "out"])
    assert sorted(path.name for path in out.iterdir()) == ["cells.csv", "regions.csv", "run.json", "sectors.csv"]
    regions, sectors, cells = (rows(out / f"{name}.csv") for name in ("regions", "sectors", "cells"))
    assert list(regions[0]) == ["region", "diversity", "eci", "fitness", "outlook", "krugman", "herfindahl", "entropy"]
    assert list(sectors[0]) == ["sector", "ubiquity", "pci", "complexity", "krugman", "herfindahl", "gini"]
    assert list(cells[0]) == ["region", "sector", "value", "rca", "specialised", "density", "gain"]
    assert [row["region"] for row in regions] == ["BE31", "BE32", "BE33"]
    assert len(cells) == 9
    assert float(cells[0]["rca"]) == pytest.approx((900 / 5800) / (1200 / 7510), rel=1e-12)
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert run["conventions"]["own"] == "out"
    assert "1 of 9 cells do not report and count as not specialised" in run["notes"]
    assert "Note: 1 of 9 cells" in capsys.readouterr().out


def test_missing_cells_are_estimated_from_totals_and_marked(tmp_path: Path) -> None:
    jobs, totals, out = tmp_path / "jobs.csv", tmp_path / "totals.csv", tmp_path / "out"
    jobs.write_text(JOBS, encoding="utf-8")
    totals.write_text("region,sector,value\nBE33,*,620\n*,C21,4010\n", encoding="utf-8")
    main(["complexity", "--employment", str(jobs), "--totals", str(totals), "--out", str(out)])
    cells = {(row["region"], row["sector"]): row for row in rows(out / "cells.csv")}
    told = [cells["BE33", "C20"][name] for name in ("value", "estimated", "low", "high")]
    assert told == ["120.0", "1", "120.0", "120.0"]
    assert cells["BE31", "C20"]["estimated"] == "0"
    notes = json.loads((out / "run.json").read_text(encoding="utf-8"))["notes"]
    assert notes[0] == "1 of 9 cells are estimated from totals, not figures"


def test_totals_that_contradict_the_table_are_refused(tmp_path: Path, capsys: Screen) -> None:
    jobs, totals, out = tmp_path / "jobs.csv", tmp_path / "totals.csv", tmp_path / "out"
    jobs.write_text(JOBS, encoding="utf-8")
    for line, said in (("BE33,*,20", "region BE33: its cells exceed its total"), ("BE33,C20,5", "is no total")):
        totals.write_text(f"region,sector,value\n{line}\n", encoding="utf-8")
        with pytest.raises(SystemExit):
            main(["complexity", "--employment", str(jobs), "--totals", str(totals), "--out", str(out)])
        assert said in capsys.readouterr().err
        assert not out.exists()


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        (JOBS.replace("4000", "-1"), (), "line 3, column value: -1 is negative"),
        (JOBS.replace("4000", "many"), (), "line 3, column value: 'many' is not a number"),
        (JOBS + "BE33,C10,1\n", (), "line 11: region BE33, sector C10 stands already in line 10"),
        (JOBS.replace("value", "jobs"), (), "line 1: column 'value' is absent"),
        ("region,sector,value\nA,x,0\n", (), "no region is specialised in any sector"),
        (JOBS, ("--threshold", "-1"), "threshold: -1 is no threshold"),
        (JOBS, ("--proximity", "near"), "'near' is not one of"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(
    tmp_path: Path, capsys: Screen, text: str, words: tuple[str, ...], said: str
) -> None:
    jobs, out = tmp_path / "jobs.csv", tmp_path / "out"
    jobs.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as caught:
        main(["complexity", "--employment", str(jobs), "--out", str(out), *words])
    assert caught.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert said in printed.err
    assert not out.exists()
