"""Months, paths and peers on plain values."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.analytics.results.months import month
from beffroi.analytics.results.path import Path, Point
from beffroi.web.monitoring import rules
from beffroi.web.monitoring.eu_common import code_of, common_indicators

months = st.integers(month(1990, 1), month(2100, 1))


@given(months)
def test_a_month_begins_with_its_first_day_and_ends_before_the_next(at: int) -> None:
    assert (rules.last_day(at) - rules.first_day(at)).days in {27, 28, 29, 30}
    assert rules.first_day(at).day == 1


@given(months, st.integers(0, 200), st.sampled_from(sorted(rules.MONTHS.values())))
def test_periods_end_in_the_last_month_and_follow_each_other(first: int, long: int, every: int) -> None:
    found = rules.periods(first, first + long, every)
    assert found[-1] == first + long
    assert all(later - one == every for one, later in pairwise(found))
    assert first <= found[0] < first + every


@given(st.floats(1, 1e6), st.floats(1, 1e6), st.floats(1, 1e6))
def test_a_peer_plans_the_same_change_in_percent(base: float, target: float, start: float) -> None:
    path = rules.peer_path(Path(Point(0, base), Point(12, target)), start)
    assert path.target.value / start == pytest.approx(target / base)


@given(st.lists(st.integers(0, 30), unique=True), st.integers(1, 12))
def test_no_value_is_shown_in_two_stretches_of_time(at: list[int], every: int) -> None:
    points = [Point(month, float(month)) for month in at]
    axis = rules.periods(0, 30, every)
    shown = [value for value in rules.slots(points, axis) if value is not None]
    assert len(shown) == len(set(shown)) <= len(points)


def test_common_indicators_have_both_names_and_units() -> None:
    assert len(common_indicators()) == 29
    assert all(one.name["en"] and one.name["fr"] and one.unit["fr"] for one in common_indicators().values())
    assert [code_of(text) for text in ("RCO1", "rco001", " RCR3 ", "RCX1")] == ["RCO01", "RCO01", "RCR03", ""]
