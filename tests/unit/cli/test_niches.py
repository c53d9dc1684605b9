"""`beffroi niches` as a user meets it."""

import csv
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from beffroi.cli.main import main

Screen = pytest.CaptureFixture[str]


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    """A nested table: A does all of it, D only w."""
    path = tmp_path / "jobs.csv"
    cells = [(r, s, 9 * (i + j < 4) + 1) for i, r in enumerate("ABCD") for j, s in enumerate("wxyz")]
    path.write_text("region,sector,value\n" + "".join(f"{r},{s},{v}\n" for r, s, v in cells), encoding="utf-8")
    return path


def test_wallonia_among_the_regions_of_europe(tmp_path: Path, capsys: Screen) -> None:
    main(["niches", "BE3", "--json", "--out", str(tmp_path), "--lang", "fr"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert found["region"] == {"code": "BE3", "name": "Wallonie"}
    assert len(found["options"]) == 68
    assert found["notes"][0].startswith("un signal, non une recommandation")
    assert "BE3" not in [peer["code"] for peer in found["peers"]]
    placed = [each for each in found["options"] if each["quadrant"]]
    for each in placed:
        related = each["density"] >= found["lines"]["density"]
        complex_ = each["pci"] >= found["lines"]["pci"]
        named = {(True, True): "high_road", (False, True): "casino", (True, False): "slow_road"}
        assert each["quadrant"] == named.get((related, complex_), "dead_end")
        shares = [part["share"] for part in each["rests_on"]]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) <= each["density"] + 1e-12
    assert [each["specialised"] for each in found["options"]] == sorted(
        each["specialised"] for each in found["options"]
    )
    with (tmp_path / "niches.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["sector"] for row in csv.DictReader(stream)] == [each["sector"] for each in found["options"]]
    ElementTree.fromstring((tmp_path / "niches.svg").read_text(encoding="utf-8"))  # noqa: S314 - our own


def test_a_table_of_ones_own(jobs: Path, capsys: Screen) -> None:
    main(["niches", "B", "--employment", str(jobs), "--peers", "A, C"])
    said = capsys.readouterr().out
    assert said.startswith("Diversification options of B\n")
    assert "Note: a signal, not a recommendation" in said
    assert "Source: jobs.csv" in said


def test_complexity_rises_with_the_anchor(jobs: Path, tmp_path: Path, capsys: Screen) -> None:
    anchor = tmp_path / "anchor.csv"
    found = {}
    for turned in (1, -1):
        anchor.write_text("region,value\n" + "".join(f"{r},{turned * i}\n" for i, r in enumerate("ABCD")))
        main(["niches", "B", "--employment", str(jobs), "--json", "--anchor", str(anchor)])
        found[turned] = {each["sector"]: each["pci"] for each in json.loads(capsys.readouterr().out)["options"]}
    assert found[1] == pytest.approx({sector: -pci for sector, pci in found[-1].items()})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("BE3", "--peers", "nowhere"), "nowhere"),
        (("BE3", "--related", "-1"), "--related: -1 is negative"),
        (("BE3", "--anchor", "x.csv"), "--anchor is given without --employment"),
        (("X", "--employment", "JOBS"), "jobs.csv: region 'X' is not in the table; it has A, B, C, D."),
        (("A", "--employment", "JOBS", "--peers", "Y"), "region 'Y' is not in the table"),
        (("A", "--employment", "JOBS", "--snapshot", "x"), "were given together"),
        (("A", "--employment", "JOBS", "--anchor", "JOBS"), "stands already in line 2"),
    ],
)
def test_bad_input_is_one_sentence(
    words: tuple[str, ...], said: str, jobs: Path, tmp_path: Path, capsys: Screen
) -> None:
    out = tmp_path / "out"
    with pytest.raises(SystemExit) as caught:
        main(["niches", *(str(jobs) if word == "JOBS" else word for word in words), "--out", str(out)])
    assert caught.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err
    assert printed.err.count("\n") == 1
    assert not out.exists()
