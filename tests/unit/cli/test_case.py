"""`beffroi case check` as a user meets it: table, objects, exit codes."""

import json
from pathlib import Path

import pytest

from beffroi.cli.main import main

CASE = """\
meta: {region: {code: BE3}, prepared: 2019}
pilot_regions:
  - {name: Wallonia, nuts: [BE3]}
  - {name: Piemonte, nuts: [ITC1]}
published_values:
  - {indicator: gdp_per_capita_eur, year: 2017, BE3: 28000}
  - {indicator: location_quotient_manufacturing, BE3: "<1"}
published_relations:
  - "composite dimensions vs EU: above on digitalisation"
"""
SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "case" / "wallonia.yaml"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


def test_piped_rows_are_whole_lines_of_aligned_columns(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["case", "check", str(case)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["claim", "printed", "computed", "year", "agrees", "why", "not"]
    assert len(lines) == 1 + 3 + 2
    assert lines[1].endswith("revised series; distance +100")
    assert {line.index(word) for line, word in zip(lines[1:3], ("differs", "yes"), strict=True)} == {
        lines[0].index("agrees")
    }
    assert lines[-1].startswith("BE3: 3 claims; 1 agree, 1 values differ")


def test_json_holds_the_same_rows(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["case", "check", str(case), "--json"])
    report = json.loads(capsys.readouterr().out)
    assert report["region"] == "BE3"
    assert [row["agrees"] for row in report["rows"]] == ["differs", "yes", "not tested"]
    assert report["rows"][0]["distance"] == 100


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_testable_relation_that_disagrees_ends_with_1(
    case: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    case.write_text(CASE.replace('"<1"', '">1"'), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["case", "check", str(case), *options])
    assert ended.value.code == 1
    assert "open data say otherwise" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "said"),
    [("meta: [", "line 1: not readable as YAML"), (CASE.replace("code: BE3", "code: XX"), "meta.region.code")],
)
def test_a_file_that_cannot_be_used_ends_with_2_and_one_sentence(
    case: Path, text: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    case.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["case", "check", str(case)])
    heard = capsys.readouterr()
    assert ended.value.code == 2
    assert heard.out == "" and said in heard.err and heard.err.count("\n") == 1


def test_an_absent_file_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["case", "check", str(tmp_path / "none.yaml")])
    assert ended.value.code == 2
    assert "no such file" in capsys.readouterr().err


def test_the_walloon_case_has_no_testable_relation_that_disagrees(capsys: pytest.CaptureFixture[str]) -> None:
    if not SHARED.exists():
        pytest.skip("needs ../shared/case/wallonia.yaml: the case file beside the repository")
    main(["case", "check", str(SHARED), "--json"])
    rows = {row["claim"]: row for row in json.loads(capsys.readouterr().out)["rows"]}
    gdp = rows["GDP per head, 2017, BE3"]
    assert (gdp["printed"], gdp["computed"], gdp["agrees"]) == ("28,000", "28,100 EUR", "differs")
    assert rows["GDP per head, 2017, rank of BE3 among the pilots"]["computed"] == "6 of 10"
    assert not [row for row in rows.values() if row["agrees"] == "no"]
    assert not [row for row in rows.values() if "wording" in row["why"]]
