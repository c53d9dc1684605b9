"""Dates as plans print them."""

from datetime import date, datetime

import pytest

from beffroi.analytics.errors import InputError
from beffroi.analytics.planning.dates import PartialDate, parse_date
from beffroi.analytics.spreadsheets.model import Month


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ("2020", "2020-01-01", "2020-12-31"),
        (2020, "2020-01-01", "2020-12-31"),
        (2020.0, "2020-01-01", "2020-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019-2", "2019-02-01", "2019-02-28"),
        (" 2020-02-29 ", "2020-02-29", "2020-02-29"),
        ("2020-05-01 00:00:00", "2020-05-01", "2020-05-01"),
        ("15/05/2020", "2020-05-15", "2020-05-15"),
        ("1.5.2020", "2020-05-01", "2020-05-01"),
        ("05/2020", "2020-05-01", "2020-05-31"),
        (date(2020, 5, 1), "2020-05-01", "2020-05-01"),
        (datetime(2020, 5, 1, 12), "2020-05-01", "2020-05-01"),
        (Month(2020, 5, 1), "2020-05-01", "2020-05-31"),
    ],
)
def test_a_date_is_a_year_a_month_or_a_day(given: object, first: str, last: str) -> None:
    found = parse_date(given)
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)
    assert parse_date(str(found)) == found


@pytest.mark.parametrize("given", [None, "", "  "])
def test_nothing_is_no_date(given: object) -> None:
    assert parse_date(given) is None


@pytest.mark.parametrize(
    "given",
    [
        "soon",
        "2020-13",
        "2020-02-30",
        "31/04/2020",
        "1899",
        "2201",
        "20",
        "2020-",
        43831,
        2020.5,
        True,
        "２０２０",
        "Q4 2020",
    ],
)
def test_what_no_calendar_has_is_refused_in_a_sentence(given: object) -> None:
    with pytest.raises(InputError, match="is no date from 1900 to 2200; write a year, a month or a day"):
        parse_date(given)


def test_a_day_without_a_month_is_refused() -> None:
    with pytest.raises(InputError):
        PartialDate(2020, None, 3)


@pytest.mark.parametrize(
    ("one", "other", "agrees"),
    [
        ("2020", "2020-12", True),
        ("2020-12", "2020-12-03", True),
        ("2020-11", "2020-12", False),
        ("2020", "2021", False),
    ],
)
def test_a_date_agrees_with_a_coarser_one_that_holds_it(one: str, other: str, agrees: bool) -> None:
    first, second = parse_date(one), parse_date(other)
    assert first is not None and second is not None
    assert first.agrees_with(second) is agrees
    assert second.agrees_with(first) is agrees
