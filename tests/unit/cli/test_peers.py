"""`beffroi peers` as a user meets it."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from beffroi.cli.main import main

Screen = pytest.CaptureFixture[str]
HEAD = "id: mine\nversion: 1\ntitle: t\nsource: s\nup_to: 2015\nvariables:\n"


def test_peers_of_wallonia_with_the_distance_by_variable(tmp_path: Path, capsys: Screen) -> None:
    main(["peers", "BE3", "--json", "--out", str(tmp_path)])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    distances = [each["distance"] for each in found["peers"]]
    assert distances == sorted(distances)
    assert len(distances) > 200
    assert not any(each["code"].startswith("BE3") for each in found["peers"])
    for each in found["peers"]:
        known = [part for part in each["parts"].values() if part is not None]
        assert sum(known) == pytest.approx(each["distance"], rel=1e-9)
        assert each["coverage"] >= 0.7
    with (tmp_path / "peers.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == [
        "rank",
        "region",
        "name",
        "distance",
        "sectors",
        "gdp",
        "education",
        "unemployment",
        "size",
        "coverage",
    ]
    assert [row["region"] for row in rows] == [each["code"] for each in found["peers"]]


def test_a_spec_of_ones_own(tmp_path: Path, capsys: Screen) -> None:
    spec = tmp_path / "mine.yaml"
    spec.write_text(HEAD + "  - {id: income, series: gdp_per_head_pps_eu100}\n", encoding="utf-8")
    main(["peers", "Wallonia", "--spec", str(spec), "--top", "1"])
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("Structural peers of Wallonia, of ")
    assert said[2].split() == ["region", "distance", "income", "known"]
    assert said[3].split()[0] == "1"


@pytest.mark.parametrize(
    ("spec", "words", "said"),
    [
        ("  - {id: a, series: nothing}\n", (), "nothing"),
        ("  - {id: a, series: persons_employed}\n", (), "persons_employed is held by sector: give kind mix"),
        ("  - {id: a, series: labour_force, kind: mix}\n", (), "not by sector: give kind value or log"),
        ("  - {id: a, series: gdp_growth_5y, kind: log}\n", (), "is not above zero; give kind value"),
        ("  - {id: a, series: labour_force}\n", ("--top", "0"), "--top: 0 is too few"),
    ],
)
def test_bad_input_is_one_sentence(
    spec: str, words: tuple[str, ...], said: str, tmp_path: Path, capsys: Screen
) -> None:
    path, out = tmp_path / "mine.yaml", tmp_path / "out"
    path.write_text(HEAD + spec, encoding="utf-8")
    with pytest.raises(SystemExit) as caught:
        main(["peers", "BE3", "--spec", str(path), "--out", str(out), *words])
    assert caught.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err
    assert printed.err.count("\n") == 1
    assert not out.exists()
