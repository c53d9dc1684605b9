"""`beffroi index uncertainty` as a user meets it."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from beffroi.cli.main import main

Screen = pytest.CaptureFixture[str]

SPEC = """\
id: small
title: {en: Small index}
indicators: [{id: a}, {id: b, polarity: -1}, {id: c}]
tree:
  - {id: total, label: {en: Total}, children: [mean, c]}
  - {id: mean, label: {en: Mean}, children: [a, b]}
steps: [{normalise: {range: [1, 100]}}, {aggregate: {}}]
uncertainty:
  inputs:
    - id: weights
      noise: {1: 0.5, 2: 0.5}
    - id: mean
      parameter: aggregate.method
      values: [arithmetic, geometric]
"""
RANGES = "    - {id: range, alternatives: [{}, {normalise: {range: [0, 100]}}]}\n"
"""A scale on which the geometric mean fails."""
TABLE = "unit,a,b,c\n" + "".join(f"u{at},{at * 7 % 11},{at * 5 % 13},{at * 3 % 7}\n" for at in range(12))
REPORT = {"uncertainty.html", "uncertainty.pdf", "uncertainty.json"}
FILES = ["design.csv", "dominance.csv", "probabilities.csv", "ranks.csv", "run.json", "scores.csv", "sensitivity.csv"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "spec.yaml").write_text(SPEC, encoding="utf-8")
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def explore(folder: Path, *more: str, out: str = "out") -> None:
    words = ["index", "uncertainty", str(folder / "spec.yaml"), "--data", str(folder / "table.csv")]
    main([*words, "--out", str(folder / out), *more])


def refused(screen: Screen, folder: Path, *more: str) -> str:
    """The one sentence of a call that is refused and leaves nothing behind."""
    with pytest.raises(SystemExit) as caught:
        explore(folder, *more)
    assert caught.value.code == 2
    said = screen.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert not (folder / "out").exists()
    return said.err


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def run_of(folder: Path, out: str = "out") -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / out / "run.json").read_text(encoding="utf-8"))
    return loaded


def test_ranks_sensitivity_and_the_tables_behind_them_are_written(folder: Path, capsys: Screen) -> None:
    explore(folder, "--draws", "200", "--seed", "4")
    assert {*FILES, *REPORT} == {path.name for path in (folder / "out").iterdir()}
    ranks = read(folder / "out" / "ranks.csv")
    assert [row["unit"] for row in ranks] == [f"u{at}" for at in range(12)]
    for row in ranks:
        assert float(row["rank_p5"]) <= float(row["rank_median"]) <= float(row["rank_p95"])
        assert row["runs_ranked"] == "200"
    effects = read(folder / "out" / "sensitivity.csv")
    assert [(row["output"], row["unit"], row["input"]) for row in effects[:3]] == [
        ("mean_rank_change", "", "weights"),
        ("mean_rank_change", "", "mean"),
        ("rank", "u0", "weights"),
    ]
    assert len(effects) == (1 + 2 * 12) * 2
    assert "Small index: 200 runs of 12 units." in capsys.readouterr().out


def test_the_same_seed_gives_the_same_files_on_any_number_of_threads(folder: Path) -> None:
    explore(folder, "--draws", "300", "--seed", "4", "--workers", "1", out="one")
    explore(folder, "--draws", "300", "--seed", "4", "--workers", "3", out="three")
    explore(folder, "--draws", "300", "--seed", "5", out="other")
    for name in FILES:
        assert (folder / "one" / name).read_bytes() == (folder / "three" / name).read_bytes(), name
    assert (folder / "one" / "scores.csv").read_bytes() != (folder / "other" / "scores.csv").read_bytes()


def test_a_recorded_design_gives_the_same_scores_and_effects(folder: Path) -> None:
    explore(folder, "--draws", "100")
    explore(folder, "--design", str(folder / "out" / "design.csv"), out="again")
    for name in ("scores.csv", "ranks.csv", "sensitivity.csv", "design.csv"):
        assert (folder / "out" / name).read_bytes() == (folder / "again" / name).read_bytes(), name
    assert run_of(folder, "again")["design"] == "design.csv"


def test_a_few_runs_give_ranks_and_say_that_they_tell_no_sensitivity(folder: Path, capsys: Screen) -> None:
    explore(folder, "--draws", "10", "--sampling", "monte-carlo")
    assert read(folder / "out" / "sensitivity.csv") == []
    assert "No sensitivity: there are too few runs" in capsys.readouterr().out


def test_it_stops_early_and_says_so(folder: Path, capsys: Screen) -> None:
    explore(folder, "--draws", "4000", "--stop-within", "5")
    assert "Stopped before 4000 runs" in capsys.readouterr().out
    run = run_of(folder)
    assert run["runs"] < run["runs_asked"] == 4000


def test_runs_that_fail_are_counted_in_the_record_and_on_the_screen(folder: Path, capsys: Screen) -> None:
    (folder / "spec.yaml").write_text(SPEC + RANGES, encoding="utf-8")
    explore(folder, "--draws", "100")
    run = run_of(folder)
    assert run["failed"] == len(run["failed_runs"]) == sum(part["runs"] for part in run["failures"]) > 20
    screen = capsys.readouterr()
    said, warned = screen.out, screen.err.splitlines()
    assert len(warned) == len(run["doubts"]) == 2
    assert warned[0].startswith(
        f"Warning: spec {folder / 'spec.yaml'} on {folder / 'table.csv'}: uncertain input 'mean'"
    )
    assert f"{run['failed']} of them failed and are left out:" in said
    assert "has no geometric mean under zeros: refuse" in said


def test_an_alternative_that_cannot_be_computed_is_refused_with_the_line_of_the_file(
    folder: Path, capsys: Screen
) -> None:
    header, *rows = TABLE.splitlines()
    (folder / "table.csv").write_text("\n".join([header, "", *rows]) + "\n", encoding="utf-8")
    said = refused(capsys, folder, "--set", "normalise.range=[0,100]")
    assert "uncertain input 'mean', alternative 2 (aggregate.method=geometric): all " in said
    line = int(re.search(r"would fail: line (\d+) \(", said)[1])  # type: ignore[index]
    assert f"({(folder / 'table.csv').read_text('utf-8').splitlines()[line - 1].split(',')[0]})" in said
    assert "normalise to a range above zero" in said


def test_weights_are_read_from_a_file_beside_the_spec(folder: Path) -> None:
    text = SPEC.replace("noise: {1: 0.5, 2: 0.5}", "weight_file: sets.csv")
    (folder / "spec.yaml").write_text(text, encoding="utf-8")
    (folder / "sets.csv").write_text("rep,iCode,Weight\n1,a,1\n1,b,1\n2,a,3\n2,b,0\n", encoding="utf-8")
    explore(folder, "--draws", "60")
    assert {row["weights"] for row in read(folder / "out" / "design.csv")} == {"1", "2"}


WRONG_DESIGNS = {
    "a column that is absent": (
        "run,weights.a,mean\n1,1,1\n",
        "line 1: column 'weights.b', which an input of spec small",
    ),
    "a column too many": ("HEAD,size\nROW,1\n", "line 1: column 'size' is no input of the spec"),
    "an alternative that is none": (
        "HEAD\nROW\n1,1,1,1,3\n",
        "line 3, column mean: 3 is no alternative",
    ),
    "an empty cell": ("HEAD\n1,1,,1,1\n", "line 2, column weights.mean: the cell is empty"),
    "a word": ("HEAD\n1,1,much,1,1\n", "line 2, column weights.mean: 'much' is not a number"),
    "a negative factor": ("HEAD\n1,1,-1,1,1\n", "line 2, column weights.mean: -1 cannot be used"),
    "a block that is none": ("HEAD,block,base\nROW,C,0\n", "line 2, column block: 'C' is no block; write A, B"),
    "blocks without base": ("HEAD,block\nROW,A\n", "line 1: column 'base' is absent beside block"),
    "blocks that do not match": ("HEAD,block,base\nROW,A,0\n", "block B does not have the base points of block A"),
    "no row": ("HEAD\n", "there is a header but no row"),
}


@pytest.mark.parametrize("case", WRONG_DESIGNS)
def test_a_design_that_does_not_fit_is_refused(case: str, folder: Path, capsys: Screen) -> None:
    text, problem = WRONG_DESIGNS[case]
    head = "weights.a,weights.b,weights.mean,weights.c,mean"
    text = text.replace("HEAD", head).replace("ROW", "1,1,1,1,1")
    (folder / "design.csv").write_text(text, encoding="utf-8")
    said = refused(capsys, folder, "--design", str(folder / "design.csv"))
    assert "design.csv" in said
    assert problem in said


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("rep,iCode,Weight\n1,a,1\n1,zz,1\n2,a,1\n", "set beginning in line 2: 'zz' is no indicator or node"),
        ("rep,iCode,Weight\n1,a,1\n", "there is one set of weights"),
        ("rep,iCode,Weight\n1,a,1\n1,a,2\n2,a,1\n", "line 3: rep 1.0, iCode a stands already in line 2"),
        ("rep,iCode,Weight\n1,a,\n2,a,1\n", "line 2, column Weight: the cell is empty"),
        ("rep,iCode,Weight\n1,a,0\n1,b,0\n2,a,1\n", "the weights under node 'mean' sum to zero"),
        ("rep,code,Weight\n1,a,0\n", "column 'iCode' is absent"),
    ],
)
def test_sets_of_weights_that_do_not_fit_are_refused(text: str, problem: str, folder: Path, capsys: Screen) -> None:
    (folder / "spec.yaml").write_text(
        SPEC.replace("noise: {1: 0.5, 2: 0.5}", "weight_file: sets.csv"), encoding="utf-8"
    )
    (folder / "sets.csv").write_text(text, encoding="utf-8")
    said = refused(capsys, folder)
    assert "sets.csv" in said
    assert problem in said


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--draws", "0"], "--draws 0: give one run or more"),
        (["--seed", "-1"], "a seed of zero or more"),
        (["--workers", "0"], "--workers 0: give one thread or more"),
        (["--stop-within", "-1"], "--stop-within -1: give a number of ranks of zero or more"),
        (["--stop-within", "nan"], "--stop-within nan: give a number"),
        (["--draws", "9", "--design", "d.csv"], "--draws and --design were given together"),
        (["--design", "absent.csv"], "absent.csv: no such file"),
        (["--draws", "999999999"], "are more scores than can be held"),
    ],
)
def test_options_that_cannot_be_are_refused(options: list[str], problem: str, folder: Path, capsys: Screen) -> None:
    assert problem in refused(capsys, folder, *options)


def test_a_spec_that_declares_nothing_uncertain_is_refused(folder: Path, capsys: Screen) -> None:
    (folder / "spec.yaml").write_text(SPEC.partition("uncertainty:")[0], encoding="utf-8")
    assert "spec small declares nothing uncertain; add the section uncertainty" in refused(capsys, folder)


def test_the_report_says_the_same_on_the_page_in_print_and_as_data(folder: Path) -> None:
    explore(folder, "--draws", "400", "--unit", "u3")
    page = (folder / "out" / "uncertainty.html").read_text(encoding="utf-8")
    data = json.loads((folder / "out" / "uncertainty.json").read_text(encoding="utf-8"))
    assert "400 runs of 12 units under 2 uncertain inputs: weights and mean." in page
    assert "default-src &#39;none&#39;" in page
    assert "<script" not in page
    for part in ("Rank intervals", "What moves the table", "What moves u3", "Who is ahead of whom"):
        assert f">{part}</h2>" in page
    assert page.count('class="line') + page.count('class="line is-region"') >= 12
    assert [row["unit"] for row in data["ranks"]] == [f"u{at}" for at in range(12)]
    assert len(data["sensitivity"]) == 50
    reader = PdfReader(io.BytesIO((folder / "out" / "uncertainty.pdf").read_bytes()))
    text = "".join(sheet.extract_text() for sheet in reader.pages)
    assert "What moves u3" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_report_is_french_where_that_is_asked_for(folder: Path) -> None:
    (folder / "spec.yaml").write_text(SPEC + RANGES, encoding="utf-8")
    explore(folder, "--draws", "100", "--lang", "fr")
    page = (folder / "out" / "uncertainty.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in page
    assert ">Qui devance qui</h2>" in page
    assert "calculs ont échoué et sont laissés de côté." in page
    assert "Rank" not in page.partition("<main")[2]


def test_a_unit_that_is_absent_is_refused(folder: Path, capsys: Screen) -> None:
    assert "--unit zz: there is no such unit in" in refused(capsys, folder, "--draws", "20", "--unit", "zz")
