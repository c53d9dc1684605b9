"""Months: numbers to reckon with, written as ISO 8601 has them."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from beffroi.analytics.errors import InputError
from beffroi.analytics.fields import shown
from beffroi.analytics.messages import Message

FIRST_YEAR, LAST_YEAR = 1900, 2200
WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


def month(year: int, number: int = 12) -> int:
    """The months since the year 0; months that follow one another differ by one.

    Parameters
    ----------
    year : int
    number : int, optional
        of the month, from 1; without it December, the month in which a figure for a year is complete.

    Returns
    -------
    int

    Examples
    --------
    >>> month(2022, 3) - month(2021)
    3
    """
    return year * 12 + number - 1


def month_of(day: date) -> int:
    """The month in which a day lies.

    >>> month_text(month_of(date(2023, 12, 31)))
    '2023-12'
    """
    return month(day.year, day.month)


def month_text(number: int) -> str:
    """A month as it is written.

    >>> month_text(month(2023, 4))
    '2023-04'
    """
    year, before = divmod(number, 12)
    return f"{year:04}-{before + 1:02}"


@lru_cache(2_400)
def parse_month(given: str) -> int:
    """A month from what a file or an option says.

    Parameters
    ----------
    given : str
        `2023-12`; a day counts as its month, a year as its December.

    Returns
    -------
    int

    Raises
    ------
    InputError
        if it is no month.

    Examples
    --------
    >>> [month_text(parse_month(text)) for text in ("2023-12", "2023-4", "2023-12-31", "2023")]
    ['2023-12', '2023-04', '2023-12', '2023-12']
    """
    found = WRITTEN.fullmatch(given.strip())
    if found is not None:
        year, number, day = (None if part is None else int(part) for part in found.groups())
        if _is_known(year or 0, number, day):
            return month(year or 0, number or 12)
    raise InputError(
        Message(
            "“{text}” is no month from {first} to {last}; write it as 2023-12",
            text=shown(given.strip()),
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )
    )


def _is_known(year: int, number: int | None, day: int | None) -> bool:
    """Whether a calendar has it; the number of a month that is not given may be any."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and (number is None or 1 <= number <= 12)):
        return False
    return day is None or 1 <= day <= monthrange(year, number or 12)[1]
