"""What the plan check finds, and what it leaves alone."""

from pathlib import Path
from typing import Any

import pytest
from tests.unit.analytics.planning.plans import action, plan

from beffroi.analytics.errors import InputError
from beffroi.analytics.planning.check import CODES, check
from beffroi.analytics.planning.dates import parse_date
from beffroi.analytics.planning.findings import PlanFinding
from beffroi.analytics.planning.model import Plan, PlannedAction, Statement
from beffroi.analytics.planning.reading import read_plan
from beffroi.reporting.language import Language

WALLONIA = Path(__file__).resolve().parents[4].parent / "shared" / "case" / "wallonia.yaml"


def found(*actions: PlannedAction, **options: Any) -> list[tuple[str, str]]:
    return [(each.code, each.action) for each in check(plan(*actions), **options)]


def only(*actions: PlannedAction, **options: Any) -> PlanFinding:
    findings = check(plan(*actions), **options)
    assert len(findings) == 1
    return findings[0]


def test_a_sound_plan_has_no_findings() -> None:
    assert found(action("A", "2020-01", "2020-05"), action("B", "2020-06", "2020-10", "A")) == []


def test_months_count_as_first_day_of_a_start_and_last_of_an_end() -> None:
    assert found(action("A", "2020-05", "2020-05"), action("B", "2020", "2020")) == []
    assert found(action("A", "2020-06", "2020-05")) == [("end_before_start", "A")]
    assert found(action("A", "2020-06-15", "2020-06")) == []


def test_starting_on_the_day_on_which_a_predecessor_ends_is_allowed() -> None:
    first = action("A", "2020-05-01", "2020-05-15")
    assert found(first, action("B", "2020-05-15", "2020-06", "A")) == []
    assert found(first, action("B", "2020-05-14", "2020-06", "A")) == [("starts_before_predecessor_ends", "B")]
    assert found(action("A", "2020-05", "2020-05"), action("B", "2020-05", "2020-05", "A")) == [
        ("starts_before_predecessor_ends", "B")
    ]


def test_one_row_names_all_predecessors_that_end_too_late() -> None:
    early = action("C", "2020-01", "2020-02", "A B")
    said = only(action("A", "2020-03", "2020-04"), action("B", "2020-03", "2020-05"), early)
    assert said.message == "C starts on 2020-01-01, before what it comes after has ended: A, B (the last on 2020-05-31)"
    assert said.remedy.startswith("Start it on 2020-05-31 or later")


def test_each_action_of_a_circle_has_a_row_and_no_other_about_its_order() -> None:
    circle = (action("A", "2020", "2020", "C"), action("B", "2020", "2020", "A"), action("C", "2020", "2020", "B"))
    assert found(*circle, action("D", "2021", "2021", "C")) == [("cycle", "A"), ("cycle", "B"), ("cycle", "C")]
    assert found(action("A", "2020", "2020", "A")) == [("cycle", "A")]


def test_two_circles_do_not_hide_what_lies_between_them() -> None:
    first = (action("A", "2020", "2020", "B"), action("B", "2020", "2020", "A"))
    second = (action("C", "2019", "2019", "D B"), action("D", "2019", "2019", "C"))
    assert ("starts_before_predecessor_ends", "C") in found(*first, *second)


def test_dates_are_asked_for_and_one_is_enough_for_a_milestone() -> None:
    assert only(action("A")).message == "A has no dates"
    assert only(action("A", "2020")).message == "A has no end"
    assert only(action("A", "", "2020")).message == "A has no start"
    assert found(action("A", "2020-01-01", milestone=True), action("B", "", "2020", milestone=True)) == []


def test_a_milestone_takes_no_time() -> None:
    assert found(action("A", "2020-01", "2020-01", milestone=True)) == []
    assert found(action("A", "2020-01", "2020-02", milestone=True)) == [("milestone_with_duration", "A")]


def test_a_milestone_with_one_date_holds_its_place_in_the_order() -> None:
    milestone = action("A", "2020-02-01", milestone=True)
    assert found(milestone, action("B", "2020-01", "2020-03", "A")) == [("starts_before_predecessor_ends", "B")]


def test_an_owner_is_asked_for() -> None:
    assert found(action("A", "2020", "2020", owners=())) == [("no_owner", "A")]


def test_an_unknown_predecessor_is_named() -> None:
    assert only(action("A", "2020", "2020", "X Y X")).message == "A comes after X, Y, which the plan does not have"


@pytest.mark.parametrize(
    ("stated", "is_told"), [("2020", False), ("2020-12", False), ("2020-11", True), ("2021", True)]
)
def test_a_date_stated_elsewhere_must_agree(stated: str, is_told: bool) -> None:
    statement = Statement("annex", end=parse_date(stated))
    findings = check(plan(action("A", "2020-10", "2020-12", stated_elsewhere=(statement,))))
    assert [each.code for each in findings] == ["stated_differently"] * is_told


def test_what_is_not_planned_contradicts_nothing() -> None:
    assert found(action("A", stated_elsewhere=(Statement("annex", end=parse_date("2020")),))) == [("no_dates", "A")]


def test_owners_without_a_seat_are_looked_for_only_where_seats_are_known() -> None:
    owned = action("A", "2020", "2020", owners=("SPW", "IWEPS"))
    assert found(owned) == []
    assert only(owned, seats={"SPW"}).message == "A is owned by IWEPS, without a seat"
    assert found(owned, seats=["SPW", "IWEPS"]) == []


def test_an_owner_with_too_much_at_once_is_told_on_the_fullest_day() -> None:
    busy = (
        action("A", "2020-01-01", "2020-01-31"),
        action("B", "2020-01-31", "2020-03-31"),
        action("C", "2020-02-01", "2020-03-31"),
        action("D", "2020-03-01", "2020-03-31", milestone=True),
        action("E", "2020-03-31", "2020-04-30"),
    )
    assert found(*busy, capacity={"SPW": 3}) == [("milestone_with_duration", "D")]
    said = check(plan(*busy), capacity={"SPW": 2})[-1]
    assert (said.code, said.action) == ("owner_overloaded", "E")
    assert said.message == "SPW has 3 actions at once on 2020-03-31, 2 at most: B, C, E"
    assert found(*busy[:3], capacity={"IWEPS": 0}) == []


def test_findings_come_in_the_order_of_the_plan_and_of_the_codes() -> None:
    said = found(action("B", owners=()), action("A", "2021", "2020", "X", owners=()))
    assert said == [
        ("no_dates", "B"),
        ("no_owner", "B"),
        ("end_before_start", "A"),
        ("unknown_predecessor", "A"),
        ("no_owner", "A"),
    ]
    assert len(set(CODES)) == 10


def test_an_identifier_stands_for_one_action() -> None:
    with pytest.raises(InputError, match="A stands twice"):
        Plan((action("A"), action("A")))
    with pytest.raises(InputError, match="no identifier"):
        Plan((action(""),))


def test_findings_can_be_said_in_french() -> None:
    french = Language("fr")
    said = only(action("A", "2020", "2020", owners=()))
    assert french.message(said.message) == "A n’a pas de responsable"
    assert french.message(said.remedy) == "Nommez qui la réalise."


@pytest.mark.oracle
@pytest.mark.skipif(not WALLONIA.exists(), reason="the shared case is not here")
def test_the_walloon_plan_is_found_to_contradict_itself_where_its_readers_did() -> None:
    assert [(each.code, each.action) for each in check(read_plan(WALLONIA))] == [
        ("starts_before_predecessor_ends", "A6"),
        ("starts_before_predecessor_ends", "A7"),
        ("stated_differently", "A10"),
        ("no_dates", "B6"),
        ("no_dates", "B7"),
    ]
