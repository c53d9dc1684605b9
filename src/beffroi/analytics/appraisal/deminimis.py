"""De minimis aid: what a price is worth, what a single undertaking may still receive, until when to register.

Source: Regulation (EU) 2023/2831, articles 2 (2), 3 and 6.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

YEARS = 3
WORKING_DAYS = 20
"""Within so many working days aid is entered in the central register."""
SATURDAY = 5
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Aid:
    """Aid that an undertaking was granted on a day."""

    on: date
    amount: Decimal


def grant_equivalent(reference: Decimal, price: Decimal, seats: int) -> Decimal:
    """What a price below the reference is worth for some seats; nothing if it is not below.

    Parameters
    ----------
    reference, price : Decimal
        of a seat, net of tax.
    seats : int

    Returns
    -------
    Decimal

    Examples
    --------
    >>> grant_equivalent(Decimal(500), Decimal(375), 2), grant_equivalent(Decimal(100), Decimal(120), 2)
    (Decimal('250.00'), Decimal('0.00'))
    """
    return (max(Decimal(0), reference - price) * seats).quantize(CENT, ROUND_HALF_UP)


def received(aids: Iterable[Aid], on: date) -> Decimal:
    """What was granted in the three years up to and including a day.

    Parameters
    ----------
    aids : iterable of Aid
        to all that form one single undertaking.
    on : date

    Returns
    -------
    Decimal

    Examples
    --------
    >>> received([Aid(date(2024, 3, 1), Decimal(5)), Aid(date(2024, 3, 2), Decimal(7))], date(2027, 3, 1))
    Decimal('7')
    """
    after = _years_before(on)
    return sum((aid.amount for aid in aids if after < aid.on <= on), Decimal(0))


def room(aids: Iterable[Aid], on: date, ceiling: Decimal) -> Decimal:
    """What a single undertaking may still be granted on a day; never below zero.

    Parameters
    ----------
    aids : iterable of Aid
    on : date
    ceiling : Decimal

    Returns
    -------
    Decimal

    Examples
    --------
    >>> room([Aid(date(2027, 1, 1), Decimal(299_900))], date(2027, 3, 1), Decimal(300_000))
    Decimal('100')
    """
    return max(Decimal(0), ceiling - received(aids, on))


def register_by(granted: date, working_days: int = WORKING_DAYS) -> date:
    """The last day on which aid may be entered in the central register, weekends not counted.

    Parameters
    ----------
    granted : date
    working_days : int

    Returns
    -------
    date
        public holidays are counted as working days, so that the day is never too late.

    Examples
    --------
    >>> register_by(date(2027, 3, 1))
    datetime.date(2027, 3, 29)
    """
    day = granted
    while working_days:
        day += timedelta(days=1)
        working_days -= day.weekday() < SATURDAY
    return day


def _years_before(day: date) -> date:
    try:
        return day.replace(year=day.year - YEARS)
    except ValueError:  # 29 February
        return day.replace(year=day.year - YEARS, day=28)
