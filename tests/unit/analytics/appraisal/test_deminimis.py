"""De minimis aid: the window of three years rolls, amounts add up, the register's day is a working day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.analytics.appraisal.deminimis import Aid, grant_equivalent, received, register_by, room

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
amounts = st.integers(0, 400_000).map(Decimal)
aids = st.lists(st.builds(Aid, days, amounts), max_size=8)


@given(aids, days, amounts)
def test_no_aid_leaves_more_room_and_room_is_what_is_left(granted: list[Aid], on: date, more: Decimal) -> None:
    ceiling = Decimal(300_000)
    left = room(granted, on, ceiling)
    assert 0 <= left <= ceiling
    assert left == max(0, ceiling - received(granted, on))
    assert room([*granted, Aid(on, more)], on, ceiling) == max(0, ceiling - received(granted, on) - more)


@given(days, amounts)
def test_aid_counts_for_three_years_to_the_day(on: date, amount: Decimal) -> None:
    first = Aid(on, amount)
    assert received([first], on) == amount
    assert received([first], on + timedelta(days=3 * 365 - 1)) == amount
    assert received([first], on + timedelta(days=3 * 366)) == 0
    assert received([first], on - timedelta(days=1)) == 0


@given(days)
def test_the_day_of_the_register_is_a_working_day_four_weeks_on(on: date) -> None:
    found = register_by(on)
    assert found.weekday() < 5
    assert 26 <= (found - on).days <= 30


@pytest.mark.parametrize(
    ("price", "worth"), [("375", "250.00"), ("500", "0.00"), ("612.34", "0.00"), ("499.99", "0.02")]
)
def test_a_price_is_worth_what_it_lies_below_the_reference(price: str, worth: str) -> None:
    assert grant_equivalent(Decimal(500), Decimal(price), 2) == Decimal(worth)
