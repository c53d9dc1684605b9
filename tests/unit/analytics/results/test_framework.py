"""What a framework lacks before anything is measured."""

import pytest

from beffroi.analytics.results.framework.check import CODES, check
from beffroi.analytics.results.framework.model import Framework, Measure
from beffroi.analytics.results.model import ResultNode
from beffroi.analytics.results.path import Point

NODES = (ResultNode("calls", "output"), ResultNode("growth", "outcome", "Growth"), ResultNode("welfare", "impact"))
SOUND = {"reporter": "IWEPS", "baseline": Point(0, 0.0), "target": Point(24, 100.0)}


def codes(*measures: Measure, nodes: tuple[ResultNode, ...] = ()) -> list[tuple[str, str]]:
    return [(each.code, each.at) for each in check(Framework(nodes, measures))]


def test_a_sound_framework_has_no_findings() -> None:
    measures = (
        Measure("i1", "calls", "Number of grants awarded", **SOUND, code="RCO01"),
        Measure("i2", "growth", "Turnover per head", "EUR", **SOUND, code="RCR03"),
        Measure("i3", "welfare", "Employment rate", "%", **SOUND),
    )
    assert codes(*measures, nodes=NODES) == []
    assert codes() == []


def test_outcomes_without_indicator_come_first_and_each_finding_says_what_to_do() -> None:
    found = check(Framework(NODES, (Measure("i1", "calls"),)))
    assert [(each.code, each.at) for each in found] == [
        ("not_measured", "growth"),
        ("not_measured", "welfare"),
        ("no_baseline", "i1"),
        ("no_target", "i1"),
        ("no_reporter", "i1"),
    ]
    assert str(found[0].message) == "Growth has no indicator"
    assert all(each.remedy.endswith(".") and each.code in CODES for each in found)


@pytest.mark.parametrize(
    ("milestones", "target", "is_told"),
    [
        ((), 100.0, False),
        (((12, 34.0),), 100.0, False),  # 66 to go at twice 34 a year
        (((12, 33.0),), 100.0, True),
        (((6, 30.0), (12, 33.0)), 100.0, False),  # the fastest pace counts
        (((12, 0.0),), 100.0, True),
        (((12, -10.0),), 100.0, True),
        (((12, -34.0),), -100.0, False),
        (((12, 100.0),), 100.0, False),
        (((24, 100.0),), 100.0, True),  # no milestone between
        (((0, 0.0),), 100.0, True),
        (((36, 120.0),), 100.0, True),
    ],
)
def test_targets_out_of_reach(milestones: tuple[tuple[int, float], ...], target: float, is_told: bool) -> None:
    points = tuple(Point(*each) for each in milestones)
    measure = Measure("i", "n", reporter="x", baseline=Point(0, 0.0), target=Point(24, target), milestones=points)
    assert codes(measure) == ([("target_out_of_reach", "i")] if is_told else [])


def test_a_target_before_its_baseline_is_out_of_reach() -> None:
    measure = Measure("i", "n", reporter="x", baseline=Point(24, 0.0), target=Point(24, 1.0))
    assert codes(measure) == [("target_out_of_reach", "i")]


@pytest.mark.parametrize(
    ("name", "code", "is_told"),
    [
        ("Number of training sessions held", "", True),
        ("Nombre d’événements organisés", "", True),
        ("Nombre de projets soutenus", "", True),
        ("Number of jobs created", "", False),
        ("Share of grants that lead to a patent", "", False),
        ("Turnover", "RCO01", True),
        ("Turnover", "rco 01", True),
        ("Turnover", "RCR01", False),
        ("Turnover", "CO26", True),
    ],
)
def test_outputs_at_outcomes(name: str, code: str, is_told: bool) -> None:
    measure = Measure("i", "growth", name, **SOUND, code=code)
    assert codes(measure, nodes=NODES[:2]) == ([("output_as_outcome", "i")] if is_told else [])
    at_output = Measure("i", "calls", name, **SOUND, code=code)
    assert codes(at_output, nodes=NODES[:1]) == []


@pytest.mark.parametrize(
    ("one", "other", "is_told"),
    [
        (("Number of grants", "", ""), ("Grants", "", ""), True),
        (("Réunions tenues", "", ""), ("reunions tenues (nombre)", "", ""), True),
        (("Grants", "EUR", ""), ("Grants", "persons", ""), False),
        (("Number of grants", "", ""), ("Share of grants", "", ""), False),
        (("Firms", "", "RCO01"), ("Enterprises", "", "RCO 01"), True),
        (("", "", ""), ("", "", ""), False),
    ],
)
def test_the_same_thing_twice(one: tuple[str, str, str], other: tuple[str, str, str], is_told: bool) -> None:
    measures = [
        Measure(f"i{at}", "calls", name, unit, code, "x", Point(0, 0.0), Point(24, 1.0))
        for at, (name, unit, code) in enumerate((one, other))
    ]
    assert codes(*measures) == ([("measured_twice", "i1")] if is_told else [])
