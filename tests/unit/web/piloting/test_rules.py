"""Rules of bodies and meetings, without a database."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from beffroi.web.piloting import rules

DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def test_the_balance_counts_seats_wanted_and_held_and_who_stands_for_each_side() -> None:
    seats = [("industry", "industry", True), ("industry", None, False), ("any", "government", True)]
    assert rules.balance(seats) == [
        rules.Side("industry", 2, 1, 1),
        rules.Side("government", 0, 0, 1),
        rules.Side("any", 1, 1, 0),
    ]


@given(DAYS, DAYS, DAYS, DAYS)
def test_two_spans_overlap_if_some_day_lies_in_both(a: date, b: date, c: date, d: date) -> None:
    one, other = (min(a, b), max(a, b)), (min(c, d), max(c, d))
    days = {one[0] + timedelta(days=n) for n in range((one[1] - one[0]).days + 1)}
    assert rules.overlap(one, other) == any(other[0] <= day <= other[1] for day in days)


def test_an_open_end_lasts() -> None:
    assert rules.overlap((date(2021, 1, 1), None), (date(2029, 1, 1), None))


def standing(last: date | None, coming: date | None, today: date) -> str:
    since = date(2021, 1, 1)
    return rules.cadence(last=last, coming=coming, since=since, weeks=10, today=today).standing


def test_a_cadence_is_kept_about_to_break_or_broken() -> None:
    last = date(2021, 3, 1)  # due on 10 May
    assert standing(last, None, date(2021, 4, 1)) == "ok"
    assert standing(last, None, date(2021, 4, 26)) == "risk"
    assert standing(last, date(2021, 5, 10), date(2021, 4, 26)) == "ok"
    assert standing(last, date(2021, 5, 11), date(2021, 4, 1)) == "risk"
    assert standing(last, None, date(2021, 5, 11)) == "off"


def test_a_body_without_cadence_keeps_none() -> None:
    none = rules.cadence(last=None, coming=None, since=date(2021, 1, 1), weeks=None, today=date(2022, 1, 1))
    assert none.standing == "none"
    assert none.due is None


def test_people_are_warned_two_weeks_ahead_once_for_a_due_date() -> None:
    state = rules.cadence(last=date(2021, 3, 1), coming=None, since=date(2021, 1, 1), weeks=10, today=date(2021, 4, 26))
    assert rules.must_warn(state, None, date(2021, 4, 26))
    assert not rules.must_warn(state, None, date(2021, 4, 25))
    assert not rules.must_warn(state, state.due, date(2021, 4, 26))


@given(DAYS, st.integers(0, 3000), st.integers(1, 104))
def test_the_years_of_a_body_add_up_to_what_its_cadence_asks_for(since: date, days: int, weeks: int) -> None:
    until = since + timedelta(days=days)
    years = rules.held_against_expected([since, until], since, until, weeks)
    assert sum(year.expected or 0 for year in years) == rules.expected(since, until, weeks)
    assert sum(year.held for year in years) == 2


def test_a_quorum_rounds_a_part_of_a_seat_up() -> None:
    assert rules.quorum([True, False, False], 50) == rules.Quorum(1, 3, 2)
    assert not rules.quorum([True, False, False], 50).is_met
    assert rules.quorum([True, True, False], 50).is_met
    assert not rules.quorum([], 50).is_met


def test_proposals_follow_the_cadence_and_keep_the_weekend_free() -> None:
    assert rules.proposals(date(2021, 1, 2), 1, 2) == [date(2021, 1, 8), date(2021, 1, 15)]


@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")))
def test_the_difference_holds_both_texts(before: list[str], after: list[str]) -> None:
    pieces = rules.differences("\n".join(before), "\n".join(after))
    assert [piece.text for piece in pieces if piece.kind != "new"] == before
    assert [piece.text for piece in pieces if piece.kind != "gone"] == after
