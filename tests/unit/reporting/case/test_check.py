"""A case held against the built-in figures: what agrees, what differs, what cannot be tested, what disagrees."""

from pathlib import Path

import pytest

from beffroi.analytics.errors import InputError
from beffroi.figures.store import Figures
from beffroi.reporting.case.check import check_case
from beffroi.reporting.case.model import Report, Row

HEAD = """\
meta:
  region: {code: BE3}
  prepared: 2019
pilot_regions:
  - {name: Cantabria, nuts: [ES13]}
  - {name: Centre-Val de Loire, nuts: [FRB0]}
  - {name: East & North Finland, nuts: [FI1D]}
  - {name: Hauts-de-France, nuts: [FRE1, FRE2]}
  - {name: Lithuania, nuts: [LT]}
  - {name: North-Middle Sweden, nuts: [SE31]}
  - {name: Piemonte, nuts: [ITC1]}
  - {name: Saxony, nuts: [DED2, DED4, DED5]}
  - {name: Slovenia, nuts: [SI]}
  - {name: Wallonia, nuts: [BE31, BE32, BE33, BE34, BE35]}
"""


@pytest.fixture(scope="module")
def figures() -> Figures:
    return Figures.builtin()


def checked(
    folder: Path, figures: Figures, *, values: str = "[]", relations: str = "[]", rest: str = "", head: str = HEAD
) -> Report:
    path = folder / "case.yaml"
    path.write_text(f"{head}published_values: {values}\npublished_relations: {relations}\n{rest}", encoding="utf-8")
    return check_case(path, figures)


def only(report: Report) -> Row:
    assert len(report.rows) == 1
    return report.rows[0]


def test_a_revised_value_is_shown_with_its_distance_and_never_fails(tmp_path: Path, figures: Figures) -> None:
    values = "[{indicator: gdp_per_capita_eur, year: 2017, BE3: 28000, EU: 30000, rank_among_pilots: 5}]"
    own, eu, rank = checked(tmp_path, figures, values=values).rows
    assert (own.computed, own.year, own.agrees, own.distance) == ("28,100 EUR", 2017, "differs", 100)
    assert own.why == "revised series; distance +100"
    assert "United Kingdom" in eu.why and eu.agrees == "differs"
    assert (rank.printed, rank.computed, rank.agrees) == ("5", "6 of 10", "differs")


def test_a_value_that_is_the_same_today_agrees(tmp_path: Path, figures: Figures) -> None:
    values = "[{indicator: gdp_per_capita_eur, year: 2017, BE3: 28100, rank_among_pilots: 6}]"
    assert [row.agrees for row in checked(tmp_path, figures, values=values).rows] == ["yes", "yes"]


def test_a_value_without_year_is_compared_with_the_latest_before_the_document(tmp_path: Path, figures: Figures) -> None:
    row = only(checked(tmp_path, figures, values="[{indicator: employees_with_higher_education_pct, BE3: 44.9}]"))
    assert (row.computed, row.year, row.agrees) == ("43.1%", 2015, "differs")
    assert "the year is not printed, 2015 is the latest held" in row.why
    assert row.distance == pytest.approx(43.066 - 44.9, abs=0.001)


def test_a_value_of_a_year_that_is_not_held_says_which_year_stands_in(tmp_path: Path, figures: Figures) -> None:
    values = "[{indicator: employees_with_higher_education_pct, year: 2017, BE3: 44.9}]"
    row = only(checked(tmp_path, figures, values=values))
    assert row.agrees == "differs" and row.why.startswith("other year: 2015 in place of 2017")


def test_digits_that_were_not_printed_are_not_held_against_the_document(tmp_path: Path, figures: Figures) -> None:
    row = only(checked(tmp_path, figures, values="[{indicator: employees_with_higher_education_pct, BE3: 43}]"))
    assert row.agrees == "yes"


def test_an_indicator_without_open_figures_says_why(tmp_path: Path, figures: Figures) -> None:
    values = (
        "[{indicator: employment_rate_pct, year: 2017, BE3: 57.7, rank_among_pilots: 10}, {indicator: joy, BE3: 3}]"
    )
    report = checked(tmp_path, figures, values=values)
    assert [row.agrees for row in report.rows] == ["not tested"] * 3
    assert "no population denominator" in report.rows[0].why
    assert "no series is declared" in report.rows[2].why


@pytest.mark.parametrize(("limit", "verdict"), [("<1", "yes"), (">1", "no"), ("<=0.5", "no"), (">= 0.5", "yes")])
def test_a_limit_is_a_relation_that_can_disagree(tmp_path: Path, figures: Figures, limit: str, verdict: str) -> None:
    values = f'[{{indicator: location_quotient_manufacturing, BE3: "{limit}", BE: "{limit}"}}]'
    report = checked(tmp_path, figures, values=values)
    assert [row.agrees for row in report.rows] == [verdict] * 2
    assert len(report.disagreements) == (2 if verdict == "no" else 0)
    assert {row.kind for row in report.rows} == {"relation"}


@pytest.mark.parametrize(
    ("relation", "verdicts"),
    [
        ("business R&D expenditure share: above EU", ["yes"]),
        ("business R&D expenditure share: below EU", ["no"]),
        ("business R&D expenditure share: above BE and EU", ["not tested", "yes"]),
        ("business R&D expenditure share: close to EU, above ES13", ["no", "yes"]),
        ("high-tech employment share: below BE", ["not tested"]),
        ("high-tech employment share: above ES", ["yes"]),
        ("high-tech employment share: below ES", ["no"]),
        ("business R&D personnel share: above EU", ["not tested"]),
        ("business R&D expenditure share: above ATLANTIS", ["not tested"]),
        ("happiness: above EU", ["not tested"]),
        ("the moon is made of cheese", ["not tested"]),
    ],
)
def test_each_part_of_a_relation_is_judged_by_itself(
    tmp_path: Path, figures: Figures, relation: str, verdicts: list[str]
) -> None:
    report = checked(tmp_path, figures, relations=f'["{relation}"]')
    assert [row.agrees for row in report.rows] == verdicts
    assert all(row.why for row in report.rows if row.agrees != "yes")


def test_a_share_whose_base_decides_the_answer_is_shown_on_every_base(tmp_path: Path, figures: Figures) -> None:
    row = only(checked(tmp_path, figures, relations='["high-tech employment share: below BE"]'))
    assert row.computed == "5.9% against 5.8% of business jobs; 2.9% against 3.5% of all employed"
    assert "does not print the base" in row.why


def test_what_rests_on_another_index_is_shown_and_not_judged(tmp_path: Path, figures: Figures) -> None:
    relations = (
        '["composite dimensions vs EU: above on digitalisation, new technologies; lowest score entrepreneurship", '
        '"composite dimensions vs BE: below on all but new technologies and firm investments", '
        '"maximum of the ten pilots on firm investments", "highest own scores: digitalisation, firm investments", '
        '"over the pilot regions the total index runs from 0.4 to 0.8 and cluster stars from 10 to 70"]'
    )
    report = checked(tmp_path, figures, relations=relations)
    assert {row.agrees for row in report.rows} == {"not tested"}
    assert all(row.why.startswith("another measure: ") for row in report.rows)
    claims = [row.claim for row in report.rows]
    assert len(claims) == 2 + 1 + 7 + 1 + 1 + 2
    assert {"new technologies: above BE", "firm investments: above BE", "creativity: below BE"} <= set(claims)
    against = next(row for row in report.rows if row.claim == "digitalisation: above EU")
    assert against.why.endswith("on ours it holds") and "against" in against.computed


def test_stars_are_set_beside_ours_at_the_level_of_regions(tmp_path: Path, figures: Figures) -> None:
    values = (
        '[{indicator: cluster_stars_total, BE31: 40, ITC1: 69, note: "ITC1 leads; five NUTS2 regions have 45 or more"}]'
    )
    report = checked(tmp_path, figures, values=values)
    assert {row.agrees for row in report.rows} == {"not tested"}
    leads = report.rows[2]
    assert leads.computed.startswith("ITC1 (") and leads.why.endswith("on ours it holds")
    assert report.rows[1].distance is not None and report.rows[1].distance < 0


def test_printed_types_stand_beside_ours(tmp_path: Path, figures: Figures) -> None:
    rest = 'typology: [{type: 1, rule: "stars >= 35", members: [ITC1, FRE1]}, {type: 3, rule: "x", members: [BE31]}]'
    first, last = checked(tmp_path, figures, rest=rest).rows
    assert first.kind == "typology" and first.computed.startswith("ITC1 ")
    assert last.computed == "n/a" and "places none of these regions" in last.why


def test_without_a_year_of_preparation_every_year_is_open(tmp_path: Path, figures: Figures) -> None:
    head = HEAD.replace("  prepared: 2019\n", "")
    row = only(checked(tmp_path, figures, relations='["business R&D expenditure share: above EU"]', head=head))
    assert row.year == figures.years("business_rd")[-1] > 2019


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        ("code: BE3", "code: BE39", "meta.region.code"),
        ("nuts: [ITC1]", "nuts: [ITQ1]", "pilot_regions, entry 7"),
        ("nuts: [DED2, DED4, DED5]", "nuts: [DED2, DED9]", "pilot_regions, entry 8"),
    ],
)
def test_an_unknown_region_is_named_with_its_place(
    tmp_path: Path, figures: Figures, before: str, after: str, where: str
) -> None:
    with pytest.raises(InputError, match=f"case.yaml, {where}: "):
        checked(tmp_path, figures, head=HEAD.replace(before, after))


def test_an_unknown_key_of_a_published_value_is_named_with_its_entry(tmp_path: Path, figures: Figures) -> None:
    with pytest.raises(InputError, match="published_values, entry 1: 'BE39'"):
        checked(tmp_path, figures, values="[{indicator: gdp_per_capita_eur, BE39: 3}]")
