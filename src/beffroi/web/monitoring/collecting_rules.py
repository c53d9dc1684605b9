"""Calendars of reporting, numbers as people write them, rules between indicators; on plain values, no database."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal, cast

from beffroi.analytics.results.entry.consistency import RELATIONS, Relation, Rule
from beffroi.analytics.spreadsheets.numbers import SPACES
from beffroi.web.monitoring.rules import MONTHS

ANSWERED_WITHIN = timedelta(days=30)
"""After the last day of a period."""
LINK_LIVES = timedelta(days=60)
"""After the day on which the answer is due."""
BEFORE_DUE = timedelta(days=7)
LATER = timedelta(days=14)
Stage = Literal["", "due", "late", "later"]
STAGES: tuple[Stage, ...] = ("", "due", "late", "later")
ENTERED = re.compile(r"[+-]?\d+(\.\d+)?")
DOUBTFUL = re.compile(r"[+\-\u2212]?[1-9]\d{0,2}[,.]\d{3}")
GROUPED = re.compile(r"[+-]?\d{1,3}([,.]\d{3})+")
MOST_DIGITS, DECIMALS = 14, 4
MOST_WRITTEN = 60
"""Decimals of a number that is read at all, to be told that it has too many."""
TERM = re.compile(r"\s*([+-])?\s*(?:(\d+(?:[.,]\d+)?)\s*\*?\s*)?([A-Za-z][\w-]*)?\s*")
SIDES = re.compile(r"(==|!=|<=|>=|<|>|=|≤|≥|≠)")
WRITTEN: dict[str, Relation] = {"=": "==", "≤": "<=", "≥": ">=", "≠": "!="}


def is_asked(frequency: str, month: int) -> bool:
    """Whether an indicator is asked about at the end of a month: quarters and years are those of the calendar.

    >>> from beffroi.analytics.results.months import month
    >>> [is_asked("quarter", month(2024, number)) for number in (3, 4, 12)], is_asked("half_year", month(2024, 3))
    ([True, False, True], False)
    """
    return (month + 1) % MONTHS[frequency] == 0


def rhythm(frequencies: Iterable[str]) -> int:
    """How many months a period has: as many as lie between two values of the indicator that is measured most often.

    >>> rhythm(["year", "quarter"]), rhythm([])
    (3, 12)
    """
    return min((MONTHS[one] for one in frequencies), default=12)


def next_periods(last_end: int | None, now: int, every: int) -> list[tuple[int, int]]:
    """The periods of the calendar that are over and not yet there, as first and last month.

    Without any before, the last one that is over.

    >>> from beffroi.analytics.results.months import month
    >>> [(a - month(2024, 1), b - month(2024, 1)) for a, b in next_periods(None, month(2024, 8), 3)]
    [(3, 5)]
    >>> next_periods(month(2024, 6), month(2024, 8), 3)
    []
    >>> [(a - month(2024, 1), b - month(2024, 1)) for a, b in next_periods(month(2024, 6), month(2025, 1), 3)]
    [(6, 8), (9, 11)]
    """
    last = now - 1 - now % every
    if last_end is None:
        return [(last - every + 1, last)]
    found, start = [], last_end + 1
    while (end := start + every - 1 - start % every) <= last:
        found.append((start, end))
        start = end + 1
    return found


def stage_of(today: date, due: date) -> Stage:
    """How far reminders have to be.

    >>> due = date(2024, 7, 30)
    >>> [stage_of(day, due) for day in (date(2024, 7, 1), date(2024, 7, 23), due, date(2024, 7, 31), date(2024, 9, 1))]
    ['', 'due', 'due', 'late', 'later']
    """
    if today > due + LATER:
        return "later"
    if today > due:
        return "late"
    return "due" if today >= due - BEFORE_DUE else ""


def must_remind(stage: Stage, reminded: str) -> bool:
    """Whether a reminder of this stage is still to be sent; one of an earlier stage is not sent after a later one.

    >>> must_remind("late", "due"), must_remind("late", "late"), must_remind("due", "late"), must_remind("", "")
    (True, False, False, False)
    """
    known = STAGES.index(reminded) if reminded in STAGES else 0
    return STAGES.index(stage) > known


def read_number(text: str, mark: str) -> Decimal | None:
    """The number that somebody typed, with decimal point or comma and spaces between thousands; None if it is none.

    A text that could be read either way, such as 1,234, is read by the decimal mark of the language; who takes it from
    somebody asks `reads_two_ways` first.

    >>> read_number("1 234,5", ","), read_number("12,5", "."), read_number("1,234", "."), read_number("1,234", ",")
    (Decimal('1234.5'), Decimal('12.5'), Decimal('1234'), Decimal('1.234'))
    >>> read_number("0,234", ".")
    Decimal('0.234')
    >>> read_number("1.234.567,8", "."), read_number("about 12", "."), read_number("1e400", ".")
    (Decimal('1234567.8'), None, None)
    """
    said = SPACES.sub("", text.strip()).replace("\u2212", "-").replace("\u00a0", "").replace("\u202f", "")
    other = "," if mark == "." else "."
    if mark in said and other in said:
        last = max(mark, other, key=said.rfind)
        said = said.replace("," if last == "." else ".", "").replace(last, ".")
    elif GROUPED.fullmatch(said) and not said.lstrip("+-").startswith("0") and (other in said or said.count(mark) > 1):
        said = said.replace(other, "").replace(mark, "" if said.count(mark) > 1 else ".")
    else:
        said = said.replace(",", ".")
    return as_decimal(said) if ENTERED.fullmatch(said) else None


def reads_two_ways(text: str, mark: str) -> bool:
    """Whether a number could be meant with thousands or with decimals: one foreign mark before three digits.

    >>> [reads_two_ways(text, ".") for text in ("1,234", "1.234", "0,234", "12,34", "x")]
    [True, False, False, False, False]
    """
    return mark not in text and DOUBTFUL.fullmatch(SPACES.sub("", text.strip())) is not None


def as_decimal(text: str) -> Decimal | None:
    """A number as it is written, to its last digit; None if it is too long for any column.

    >>> as_decimal("12.50"), as_decimal("0.123456789"), as_decimal("1" * 15)
    (Decimal('12.5'), Decimal('0.123456789'), None)
    """
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or value.adjusted() >= MOST_DIGITS or int(value.as_tuple().exponent) < -MOST_WRITTEN:
        return None
    return plain(value)


def as_kept(value: Decimal) -> Decimal:
    """A number with as many decimals as are kept: whoever enters a finer one is told, it is not rounded in silence.

    >>> as_kept(Decimal("0.123456789")), as_kept(Decimal("12.5"))
    (Decimal('0.1235'), Decimal('12.5'))
    """
    return plain(value.quantize(Decimal(1).scaleb(-DECIMALS), ROUND_HALF_UP))


def plain(value: Decimal) -> Decimal:
    """Without zeros at its end, and never in powers of ten.

    >>> plain(Decimal("1200.00")), plain(Decimal("0.5000")), plain(Decimal("1E+2"))
    (Decimal('1200'), Decimal('0.5'), Decimal('100'))
    """
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


class NoRule(ValueError):
    """A formula that says no rule; `part` is what cannot be read."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


def parse_rule(formula: str, known: Collection[str], weight: Literal["wrong", "unlikely"] = "unlikely") -> Rule:
    """The rule that a formula says, such as `M8 <= M7` or `2*M1 + M3 = M9 + 5`.

    Raises
    ------
    NoRule
        with the part that is no sum of indicators, or names one that does not exist.

    >>> parse_rule("M8 <= M7 + 5", {"M7", "M8"}).plus
    5.0
    """
    sides = SIDES.split(formula)
    if len(sides) != 3:
        raise NoRule(formula.strip()[:60])
    relation = cast("Relation", WRITTEN.get(sides[1], sides[1]))
    assert relation in RELATIONS  # noqa: S101 - the pattern knows no other
    (left, less), (right, more) = _side(sides[0], known), _side(sides[2], known)
    if not left and not right:
        raise NoRule(formula.strip()[:60])
    return Rule(formula.strip(), left, relation, right, more - less, weight)


def _side(text: str, known: Collection[str]) -> tuple[dict[str, float], float]:
    """Indicators with their factors, and what is added, of one side."""
    factors: dict[str, float] = {}
    added, at = 0.0, 0
    while at < len(text):
        found = TERM.match(text, at)
        if not found or not (found[2] or found[3]) or (at and not found[1]):
            raise NoRule(text[at:].strip()[:60] or text.strip()[:60])
        factor = (-1 if found[1] == "-" else 1) * float((found[2] or "1").replace(",", "."))
        if found[3] is None:
            added += factor
        elif found[3] not in known:
            raise NoRule(found[3][:60])
        else:
            factors[found[3]] = factors.get(found[3], 0.0) + factor
        at = found.end()
    if not text.strip():
        raise NoRule(text.strip())
    return factors, added


Word = Literal["open", "begun", "returned", "sent", "validated", "published", "empty"]


@dataclass(frozen=True)
class Answering:
    """How a request stands, by the states of its entries."""

    states: Sequence[str]

    @property
    def word(self) -> Word:
        """The state of the whole: that of what has come least far, returned before all others."""
        if not self.states:
            return "empty"
        if "returned" in self.states:
            return "returned"
        if "draft" in self.states:
            return "open" if set(self.states) == {"draft"} else "begun"
        return next((word for state, word in ORDER if state in self.states), "published")


ORDER: tuple[tuple[str, Word], ...] = (("submitted", "sent"), ("validated", "validated"), ("published", "published"))
