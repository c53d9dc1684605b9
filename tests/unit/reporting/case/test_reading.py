"""Case files that cannot be read: one sentence that names the line."""

from pathlib import Path

import pytest

from beffroi.analytics.errors import InputError
from beffroi.reporting.case.reading import read_case

GOOD = """\
meta:
  region: {code: BE3}
  prepared: 2019
pilot_regions:
  - {name: Wallonia, nuts: [BE3]}
  - {name: Piemonte, nuts: [ITC1]}
published_values:
  - {indicator: gdp_per_capita_eur, year: 2017, BE3: 28000, rank_among_pilots: 5}
published_relations:
  - "high-tech employment share: below BE"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(InputError) as caught:
        read_case(written(folder, text))
    return str(caught.value)


def test_a_good_file_is_read_and_other_keys_are_left_alone(tmp_path: Path) -> None:
    case = read_case(written(tmp_path, GOOD + "swot: {strengths: []}\n"))
    assert case.meta.region.code == "BE3"
    assert case.published_values[0].regions == {"BE3": 28000}
    assert case.published_values[0].rank_among_pilots == 5


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("  - {name: Piemonte, nuts: [ITC1]}", "  - {name: Piemonte, nuts: [ITC1}", 6, "not readable as YAML"),
        ("BE3: 28000", "BE3: many", 8, "neither a number nor a limit"),
        ("BE3: 28000", "BE3: true", 8, "give a number, or a limit"),
        ("BE3: 28000", "NO: 28000", 8, "put region codes such as 'NO' in quotes"),
        ("rank_among_pilots: 5", "rank_among_pilots: fifth", 8, "whole number"),
        ("rank_among_pilots: 5", "rank_among_pilots: 0", 8, "too small"),
        ("year: 2017", "year: 2017.5", 8, "whole number"),
        ("prepared: 2019", "prepared: soon", 3, "whole number"),
        ("nuts: [ITC1]", "nuts: []", 6, "at least one region code"),
        ("nuts: [ITC1]", "nuts: ITC1", 6, "write a list"),
        ("  region: {code: BE3}\n", "", 2, "meta.region: this key is missing"),
        ("  prepared: 2019", "  prepared: 2019\n  prepared: 2020", 4, "'prepared' stands twice"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, before: str, after: str, line: int, said: str) -> None:
    assert before in GOOD
    message = refusal(tmp_path, GOOD.replace(before, after))
    assert f"case.yaml, line {line}" in message
    assert said in message
    assert "\n" not in message


def test_a_file_without_published_relations_is_refused(tmp_path: Path) -> None:
    message = refusal(tmp_path, GOOD.split("published_relations")[0])
    assert "published_relations: this key is missing; add it." in message


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n"])
def test_a_file_that_is_no_case_is_refused(tmp_path: Path, text: str) -> None:
    assert "case.yaml: " in refusal(tmp_path, text)


def test_a_mapping_that_holds_itself_is_refused(tmp_path: Path) -> None:
    assert "case.yaml" in refusal(tmp_path, "meta: &m {region: *m}\n")
