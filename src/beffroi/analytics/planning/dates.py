"""Dates as plans print them: a year, a month or a day."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from beffroi.analytics.errors import InputError
from beffroi.analytics.fields import shown
from beffroi.analytics.messages import Message
from beffroi.analytics.spreadsheets.model import Month

FIRST_YEAR, LAST_YEAR = 1900, 2200
YEAR_FIRST = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ][0-9:.]+)?)?)?")
DAY_FIRST = re.compile(r"(?:(\d{1,2})[/.])?(\d{1,2})[/.](\d{4})")


@dataclass(frozen=True)
class PartialDate:
    """A year, a month of a year, or a day: what is not known is None.

    >>> may = PartialDate(2020, 5)
    >>> str(may), may.first.isoformat(), may.last.isoformat()
    ('2020-05', '2020-05-01', '2020-05-31')
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse what no calendar has."""
        is_known = self.month is not None or self.day is None
        if not (is_known and FIRST_YEAR <= self.year <= LAST_YEAR and 1 <= (self.month or 1) <= 12):
            raise InputError(_no_date(str(self)))
        if not 1 <= (self.day or 1) <= calendar.monthrange(self.year, self.month or 1)[1]:
            raise InputError(_no_date(str(self)))

    @cached_property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, self.day or 1)

    @cached_property
    def last(self) -> date:
        """Its last day."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def agrees_with(self, other: "PartialDate") -> bool:
        """Whether one lies inside the other: 2020-12 agrees with 2020, not with 2020-11."""
        return self._holds(other) or other._holds(self)

    def _holds(self, other: "PartialDate") -> bool:
        return self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        """In the form of ISO 8601, as far as it is known."""
        return "-".join(f"{part:02}" for part in (self.year, self.month, self.day) if part is not None)


def parse_date(given: object) -> PartialDate | None:
    """A partial date from what a file holds.

    Parameters
    ----------
    given : str, int, float, date or None
        `2020`, `2020-05`, `2020-05-15`; day first with slashes or dots, `15/05/2020`, `05/2020`; what YAML and
        spreadsheets make of dates. Nothing and an empty text are no date.

    Returns
    -------
    PartialDate or None

    Raises
    ------
    InputError
        if it is no date.

    Examples
    --------
    >>> [str(parse_date(text)) for text in ("2020", "2020-5", "15/05/2020", "05/2020", "")]
    ['2020', '2020-05', '2020-05-15', '2020-05', 'None']
    """
    if given is None:
        return None
    if isinstance(given, Month):
        return _partial(given.year, given.month, None)
    if isinstance(given, date):
        return _partial(given.year, given.month, given.day)
    text = str(int(given)) if isinstance(given, float) and given.is_integer() else str(given).strip()
    if not text:
        return None
    found = YEAR_FIRST.fullmatch(text) or DAY_FIRST.fullmatch(text)
    if found is None or isinstance(given, bool) or not text.isascii():
        raise InputError(_no_date(text))
    parts = found.groups() if found.re is YEAR_FIRST else found.groups()[::-1]
    year, month, day = (None if part is None else int(part) for part in parts)
    return _partial(year or 0, month, day)


@lru_cache(maxsize=4096)
def _partial(year: int, month: int | None, day: int | None) -> PartialDate:
    """The same dates come back all over a plan, and what was reckoned of one is kept with it."""
    return PartialDate(year, month, day)


def _no_date(text: str) -> Message:
    return Message(
        "“{text}” is no date from {first} to {last}; write a year, a month or a day: 2020, 2020-05 or 2020-05-15",
        text=shown(text),
        first=FIRST_YEAR,
        last=LAST_YEAR,
    )
