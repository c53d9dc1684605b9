"""The critical path and replanning on small plans that can be followed by hand."""

from datetime import date

import pytest
from tests.unit.analytics.planning.plans import action, plan

from beffroi.analytics.errors import InputError
from beffroi.analytics.planning.critical import critical_path
from beffroi.analytics.planning.dates import parse_date
from beffroi.analytics.planning.model import Plan
from beffroi.analytics.planning.replan import Change, moved, replan

SMALL = plan(
    action("A", "2020-01", "2020-02"),
    action("B", "2020-03", "2020-05", "A"),
    action("C", "2020-03", "2020-03", "A"),
    action("D", "2020-06-01", "2020-06-01", "B C", milestone=True),
)


def moves(given: Plan, **changes: Change) -> list[tuple[str, str, str]]:
    return [(move.action, str(move.start), str(move.end)) for move in replan(given, changes)]


def new(start: str = "", end: str = "") -> Change:
    return Change(parse_date(start), parse_date(end))


def test_months_that_follow_one_another_leave_no_slack() -> None:
    path = critical_path(SMALL)
    assert path.critical == ("A", "B", "D")
    assert (path.start, path.end, path.days) == (date(2020, 1, 1), date(2020, 6, 1), 153)
    side = path.timings[2]
    assert (side.slack, side.latest_start, side.latest_end) == (61, date(2020, 5, 1), date(2020, 5, 31))


def test_an_action_without_dates_passes_on_what_it_waits_for() -> None:
    path = critical_path(
        plan(action("A", "2020-02", "2020-02"), action("B", after="A"), action("C", "2020", "2020", "B"))
    )
    assert path.undated == ("B",)
    assert path.timings[1].earliest_start == date(2021, 1, 1)


def test_a_plan_without_dates_has_no_path() -> None:
    path = critical_path(plan(action("A"), action("B", after="A")))
    assert (path.timings, path.critical, path.days, path.undated) == ((), (), 0, ("A", "B"))


def test_a_later_end_pushes_what_comes_after_in_whole_months() -> None:
    assert moves(SMALL, A=new(end="2020-03")) == [
        ("A", "2020-01", "2020-03"),
        ("B", "2020-04", "2020-06"),
        ("C", "2020-04", "2020-04"),
        ("D", "2020-07-01", "2020-07-01"),
    ]


def test_a_gap_takes_up_a_delay() -> None:
    assert moves(SMALL, C=new("2020-05")) == [("C", "2020-05", "2020-05")]
    assert moves(SMALL, A=new(end="2020-01")) == [("A", "2020-01", "2020-01")]


def test_a_new_start_takes_the_end_along() -> None:
    assert moves(plan(action("A", "2020-01", "2020-02")), A=new("2020-03")) == [("A", "2020-03", "2020-04")]
    assert moves(plan(action("A", "2020", "2021")), A=new("2022")) == [("A", "2022", "2023")]
    assert moves(plan(action("A", "2020-01-01", "2020-01-10")), A=new("2020-02-01")) == [
        ("A", "2020-02-01", "2020-02-10")
    ]
    assert moves(plan(action("A", "2020-01")), A=new("2020-03")) == [("A", "2020-03", "None")]


def test_what_meets_its_predecessor_on_a_day_goes_on_doing_so() -> None:
    met = plan(action("A", "2020-01-01", "2020-01-10"), action("B", "2020-01-10", "2020-01-12", "A"))
    assert moves(met, A=new(end="2020-01-15"))[1] == ("B", "2020-01-15", "2020-01-17")


def test_an_action_cannot_be_moved_before_what_it_waits_for() -> None:
    assert moves(SMALL, B=new("2020-01", "2020-02")) == [("B", "2020-03", "2020-04")]


def test_what_was_too_early_before_and_has_nothing_to_do_with_it_is_left() -> None:
    other = (action("X", "2020-05", "2020-06"), action("Y", "2020-04", "2020-04", "X"))
    both = plan(*SMALL.actions, *other, action("Z", "2020-05", "2020-05", "C X"))
    assert moves(both, C=new("2020-04", "2020-04")) == moves(SMALL, C=new("2020-04", "2020-04"))
    assert moves(both, C=new("2020-06", "2020-06"))[2:] == [("Z", "2020-07", "2020-07")]


def test_what_does_not_change_does_not_move() -> None:
    assert replan(SMALL, {"A": Change()}) == replan(SMALL, {"A": new("2020-01", "2020-02")}) == ()
    assert moved(SMALL, ()) == SMALL


def test_what_cannot_be_replanned_is_refused_in_a_sentence() -> None:
    with pytest.raises(InputError, match="X is not in the plan"):
        replan(SMALL, {"X": Change()})
    with pytest.raises(InputError, match="A ends before it starts"):
        replan(SMALL, {"A": new(end="2019")})
    with pytest.raises(InputError, match="A, B wait for each other in a circle"):
        critical_path(plan(action("A", after="B"), action("B", after="A")))
    with pytest.raises(InputError, match="is no date from 1900 to 2200"):
        replan(plan(action("A", "2200-11", "2200-11"), action("B", "2200-12", "2200-12", "A")), {"A": new("2200-12")})
