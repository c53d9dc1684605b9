"""`beffroi index build` as a user meets it."""

import csv
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from beffroi.cli.main import main

Screen = pytest.CaptureFixture[str]

SPEC = """\
id: small
title: {en: Small index}
indicators: [{id: a}, {id: b, polarity: -1}]
tree:
  - {id: total, label: {en: Total}, children: [mean, none]}
  - {id: mean, label: {en: Mean}, children: [a, b]}
  - {id: none, label: {en: Unmeasured}, missing: {en: nobody counts it}}
"""
TABLE = "unit,name,a,b\nx,Ixelles,1,4\ny,Ypres,2,\nz,Zaventem,3,2\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "spec.yaml").write_text(SPEC, encoding="utf-8")
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def build(folder: Path, spec: str = "spec.yaml", data: str = "table.csv", out: str = "out") -> None:
    main(["index", "build", str(folder / spec), "--data", str(folder / data), "--out", str(folder / out)])


def refused(screen: Screen, folder: Path, **words: str) -> str:
    """The one sentence of a build that is refused and leaves nothing behind."""
    with pytest.raises(SystemExit) as caught:
        build(folder, **words)
    assert caught.value.code == 2
    said = screen.readouterr()
    assert said.out == ""
    assert said.err.startswith("beffroi: ")
    assert said.err.count("\n") == 1
    assert not (folder / "out").is_dir()
    return said.err


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_scores_normalised_values_and_the_run_are_written(folder: Path, capsys: Screen) -> None:
    build(folder)
    out = folder / "out"
    written = ["imputed.csv", "normalised.csv", "ranks.csv", "run.json", "scores.csv", "treated.csv"]
    assert sorted(path.name for path in out.iterdir()) == written
    assert read(out / "ranks.csv")[0] == {"unit": "x", "mean": "3", "none": "", "total": "3"}
    assert read(out / "scores.csv") == [
        {"unit": "x", "mean": "0.0", "none": "", "total": "0.0"},
        {"unit": "y", "mean": "0.5", "none": "", "total": "0.5"},
        {"unit": "z", "mean": "1.0", "none": "", "total": "1.0"},
    ]
    assert read(out / "normalised.csv")[1] == {"unit": "y", "a": "0.5", "b": ""}
    said = capsys.readouterr().out
    assert str(out / "scores.csv") in said
    assert "Small index: 3 of 3 units have a total." in said
    assert "Missing: Unmeasured (nobody counts it)." in said


def test_the_run_says_what_regenerates_it_and_what_is_missing(folder: Path) -> None:
    build(folder)
    run: dict[str, Any] = json.loads((folder / "out" / "run.json").read_text(encoding="utf-8"))
    assert run["data"] == {
        "file": "table.csv",
        "sha256": sha256(TABLE.encode()).hexdigest(),
        "columns_not_used": ["name"],
    }
    assert run["spec"]["id"] == "small"
    assert run["spec_file_sha256"] == sha256(SPEC.encode()).hexdigest()
    assert run["missing"] == {"none": "nobody counts it"}
    assert run["coverage"]["mean"] == {
        "units_scored": 3,
        "of_them_complete": 2,
        "units_missing": 0,
        "missing_reason": None,
    }
    assert run["coverage"]["none"]["missing_reason"] == "nobody counts it"


def test_the_same_input_gives_the_same_bytes(folder: Path) -> None:
    build(folder, out="out")
    build(folder, out="again")
    for name in ("scores.csv", "normalised.csv", "run.json"):
        assert (folder / "out" / name).read_bytes() == (folder / "again" / name).read_bytes()


def test_the_shipped_index_is_built_by_name(folder: Path) -> None:
    indicators = ["3_1_1", "3_1_2", "4_1_2", "4_2_3", "3_3_1", "3_2_2", "1_3_2", "2_3_2", "2_2_1", "2_2_2", "2_2_3"]
    names = [f"ris_{name}" for name in [*indicators, "3_3_2", "3_3_3"]]
    rows = [",".join([zone, *[str(value)] * len(names)]) for zone, value in (("BE1", 1), ("BE3", 3), ("EU", 2))]
    (folder / "zones.csv").write_text("\n".join([",".join(["zone", *names]), *rows]) + "\n", encoding="utf-8")
    main(["index", "build", "industrial-change", "--data", str(folder / "zones.csv"), "--out", str(folder / "out")])
    totals = {row["zone"]: float(row["industrial_change"]) for row in read(folder / "out" / "scores.csv")}
    assert totals == {"BE1": 0.0, "BE3": 1.0, "EU": 0.5}


MISTAKES = {
    "an indicator that is absent": (
        TABLE.replace(",b\n", ",c\n"),
        ["table.csv", "line 1", "'b'", "spec.yaml names", "take it out of spec"],
    ),
    "a cell that is no number": (TABLE.replace("3,2", "3,two"), ["table.csv", "line 4", "column b", "'two'"]),
    "a unit that stands twice": (TABLE.replace("z,", "x,"), ["table.csv", "line 4", "x"]),
    "a unit that is missing": (TABLE.replace("y,Y", ",Y"), ["table.csv", "line 3", "column unit"]),
    "a row that is too short": (TABLE + "q,1\n", ["table.csv", "line 5"]),
    "a column that stands twice": (TABLE.replace("name", "a"), ["table.csv", "line 1", "'a'"]),
    "a header without rows": ("unit,a,b\n", ["table.csv"]),
    "a header cell beyond all bounds": (
        "x" * 140_000 + ",b\n1,2\n",
        ["table.csv, line 1: this is not CSV (field larger"],
    ),
    "an empty file": ("", ["table.csv", "empty"]),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_table_that_cannot_be_used_is_refused_with_its_place(folder: Path, capsys: Screen, case: str) -> None:
    text, parts = MISTAKES[case]
    (folder / "table.csv").write_text(text, encoding="utf-8")
    said = refused(capsys, folder)
    assert [part for part in parts if part not in said] == []


def test_a_table_with_the_line_ends_of_old_machines_is_read(folder: Path) -> None:
    build(folder, out="out")
    (folder / "old.csv").write_bytes(TABLE.replace("\n", "\r").encode())
    build(folder, data="old.csv", out="again")
    assert (folder / "out" / "scores.csv").read_bytes() == (folder / "again" / "scores.csv").read_bytes()


def test_a_reference_unit_that_is_absent_names_the_spec_file(folder: Path, capsys: Screen) -> None:
    (folder / "spec.yaml").write_text(SPEC + "reference: [x, w]\n", encoding="utf-8")
    said = refused(capsys, folder)
    assert f"spec {folder / 'spec.yaml'} on {folder / 'table.csv'}: reference unit 'w' of spec small has no row" in said


def test_a_unit_beyond_the_scale_of_the_reference_set_is_refused(folder: Path, capsys: Screen) -> None:
    (folder / "spec.yaml").write_text(SPEC + "reference: [x, y]\n", encoding="utf-8")
    (folder / "table.csv").write_text("unit,a,b\nx,0,1\ny,1e-10,2\nz,1e308,3\n", encoding="utf-8")
    assert "lies too far from it" in refused(capsys, folder)


def test_scores_beyond_all_numbers_are_refused_and_the_smallest_values_are_scaled(folder: Path, capsys: Screen) -> None:
    (folder / "table.csv").write_text("unit,a,b\nx,0,1\ny,1e-320,2\nz,2e-320,3\n", encoding="utf-8")
    build(folder, out="small")
    assert [row["a"] for row in read(folder / "small" / "normalised.csv")] == ["0.0", "0.5", "1.0"]
    capsys.readouterr()
    (folder / "spec.yaml").write_text(SPEC + "normalise: {range: [1.0e+308, 1.5e+308]}\n", encoding="utf-8")
    assert "too large to be summed" in refused(capsys, folder)


def test_a_table_in_another_encoding_is_refused(folder: Path, capsys: Screen) -> None:
    (folder / "table.csv").write_bytes(TABLE.replace("Ypres", "Liège").encode("latin-1"))
    assert "not UTF-8" in refused(capsys, folder)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[a, b]}", "[a, b, total]}", "cycle"),
        ("children: [a, b]", "children: [a, b, c]", "'c' is declared nowhere"),
        ("{id: a}, {id: b, polarity: -1}", "{id: a, weight: 0}, {id: b, weight: 0}", "sum to zero"),
        ("polarity: -1", "polarity: 5", "line 3, indicators.1.polarity"),
    ],
)
def test_a_spec_that_cannot_be_used_is_refused_with_its_line(
    folder: Path, capsys: Screen, old: str, new: str, said: str
) -> None:
    assert old in SPEC
    (folder / "spec.yaml").write_text(SPEC.replace(old, new), encoding="utf-8")
    sentence = refused(capsys, folder)
    assert said in sentence
    assert "spec.yaml, line " in sentence


def test_a_spec_or_table_that_does_not_exist_is_refused(folder: Path, capsys: Screen) -> None:
    assert "no such file" in refused(capsys, folder, spec="nowhere.yaml")
    assert "no such file" in refused(capsys, folder, spec="x" * 5000)
    assert "no such file" in refused(capsys, folder, data="nowhere.csv")


def test_a_file_in_the_place_of_the_folder_is_refused_and_kept(folder: Path, capsys: Screen) -> None:
    (folder / "out").write_text("mine", encoding="utf-8")
    assert "cannot be written" in refused(capsys, folder)
    assert (folder / "out").read_text(encoding="utf-8") == "mine"


def test_the_examples_and_the_snippet_of_the_guide_work_as_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    docs = Path(__file__).resolve().parents[3] / "docs"
    guide = (docs / "how-to" / "build-an-index.md").read_text(encoding="utf-8")
    snippet = next(part.split("```")[0] for part in guide.split("```python\n")[1:] if "write_csv" in part)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").symlink_to(docs)
    exec(compile(snippet, "guide", "exec"), {})  # noqa: S102 - the code of our own guide
    commands = [line.split()[1:] for line in guide.splitlines() if line.startswith("beffroi index build")]
    shipped = [words for words in commands if "openness.yaml" not in words]
    assert len(shipped) == 2
    for words in shipped:
        main(words)
        assert len(read(tmp_path / "results" / "scores.csv")) > 6
    assert "Index of industrial change: 246 of 246 units have a total." in capsys.readouterr().out


def test_steps_are_changed_and_the_run_says_so(folder: Path) -> None:
    words = ["index", "build", str(folder / "spec.yaml"), "--data", str(folder / "table.csv"), "--out"]
    main([*words, str(folder / "out"), "--set", "normalise.method=rank", "--set", "impute.method=median"])
    assert read(folder / "out" / "imputed.csv")[1] == {"unit": "y", "a": "2.0", "b": "3.0"}
    assert read(folder / "out" / "scores.csv")[2]["total"] == "3.0"
    run: dict[str, Any] = json.loads((folder / "out" / "run.json").read_text(encoding="utf-8"))
    assert run["changes"] == ["normalise.method=rank", "impute.method=median"]


IDATA = "uCode,Time,zone,people,a,b\nX,2020,n,2,4,NA\nY,2020,n,4,4,3\nZ,2020,s,1,5,9\n"
IMETA = (
    "iCode,iName,Type,Parent,Direction,Weight,Denominator\na,Cars,Indicator,t,-1,2,people\nb,Buses,Indicator,t,1,1,NA\n"
    "t,All,Aggregate,NA,1,1,NA\nzone,Zone,Group,NA,NA,NA,NA\npeople,People,Denominator,NA,NA,NA,NA\n"
)


def convert(folder: Path, data: str = IDATA, meta: str = IMETA, out: str = "made/index.yaml") -> None:
    (folder / "idata.csv").write_text(data, encoding="utf-8")
    (folder / "imeta.csv").write_text(meta, encoding="utf-8")
    main(["index", "import-coinr", str(folder / "idata.csv"), str(folder / "imeta.csv"), "--out", str(folder / out)])


def test_tables_of_coinr_become_a_spec_and_data_that_can_be_built(folder: Path) -> None:
    convert(folder)
    for table in ("made/index.csv", "idata.csv"):
        build(folder, spec="made/index.yaml", data=table, out=f"out-{len(table)}")
    assert read(folder / "out-14" / "imputed.csv")[0] == {"uCode": "X", "a": "2.0", "b": "3.0"}
    assert (folder / "out-14" / "scores.csv").read_bytes() == (folder / "out-9" / "scores.csv").read_bytes()


@pytest.mark.parametrize(
    ("data", "meta", "parts"),
    [
        (IDATA.replace(",b\n", ",c\n"), IMETA, ["idata.csv, line 1", "'b'", "imeta.csv names"]),
        (IDATA.replace("Z,", "X,"), IMETA.replace("Time", "T"), ["idata.csv, line 4", "X"]),
        (IDATA, IMETA.replace("t,1,1,NA", "u,1,1,NA"), ["imeta.csv, line 3, column Parent", "'u'"]),
        (IDATA, IMETA.replace("t,-1,2", "t,0,2"), ["imeta.csv, line 2, column Direction"]),
        (IDATA, IMETA.replace("Cars,Indicator", "Cars,Indikator"), ["imeta.csv, line 2, column Type", "'Indikator'"]),
        (IDATA, IMETA + "empty,Empty,Aggregate,t,1,1,NA\n", ["imeta.csv, line 7", "'empty' has no children"]),
        (IDATA, IMETA.replace("t,-1,2", "t,-1,0").replace("t,1,1,", "t,1,0,"), ["line 4", "sum to zero"]),
        (IDATA, IMETA.replace("All,Aggregate,NA", "All,Aggregate,t"), ["line 4", "cycle"]),
        (IDATA, IMETA.replace(",people\n", ",jobs\n"), ["line 2, column Denominator", "'jobs'"]),
    ],
)
def test_tables_of_coinr_that_cannot_be_used_are_refused(
    folder: Path, capsys: Screen, data: str, meta: str, parts: list[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        convert(folder, data, meta)
    assert caught.value.code == 2
    said = capsys.readouterr().err
    assert [part for part in parts if part not in said] == []
    assert not (folder / "made").exists()


def test_a_panel_of_coinr_keeps_its_years(folder: Path) -> None:
    later = "".join(line.replace("2020", "2021") + "\n" for line in IDATA.splitlines()[1:])
    convert(folder, data=IDATA + later)
    build(folder, spec="made/index.yaml", data="made/index.csv")
    rows = read(folder / "out" / "ranks.csv")
    assert [row["Time"] for row in rows] == ["2020"] * 3 + ["2021"] * 3
    assert [row["t"] for row in rows[:3]] == [row["t"] for row in rows[3:]]
