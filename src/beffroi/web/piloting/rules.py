"""Rules of bodies and meetings: the balance of sides, the cadence, the quorum. Plain values in, plain values out."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import Literal

SIDES = ("industry", "education_and_research", "government", "civil_society", "any")
AHEAD = timedelta(days=14)
"""How long before a cadence is broken people are warned."""
MOST_AHEAD = timedelta(days=3653)
"""So far ahead a meeting is planned at most."""
Standing = Literal["ok", "risk", "off", "none"]


@dataclass(frozen=True)
class Side:
    """One side of the innovation system in a body: seats wanted for it, how many are held, who stands for it."""

    side: str
    wanted: int
    filled: int
    sit: int

    @property
    def empty(self) -> int:
        """How many seats of this side nobody holds."""
        return self.wanted - self.filled


def balance(seats: Iterable[tuple[str, str | None, bool]]) -> list[Side]:
    """The seats of a body side by side, from (side wanted, side of the holder, is it held)."""
    rows = list(seats)
    wanted = Counter(side for side, _sits, _held in rows)
    filled = Counter(side for side, _sits, is_held in rows if is_held)
    sit = Counter(sits for _side, sits, is_held in rows if is_held and sits)
    return [Side(side, wanted[side], filled[side], sit[side]) for side in SIDES if wanted[side] or sit[side]]


def overlap(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    """Whether two spans share a day; an open end lasts."""
    return one[0] <= (other[1] or date.max) and other[0] <= (one[1] or date.max)


def due_on(last: date | None, since: date, weeks: int | None) -> date | None:
    """The day by which a body has to meet next; None without a cadence."""
    return None if weeks is None else (last or since) + timedelta(weeks=weeks)


def expected(since: date, until: date, weeks: int | None) -> int | None:
    """How many meetings a cadence asks for between two days."""
    return None if weeks is None else max(0, (until - since).days // (7 * weeks))


@dataclass(frozen=True)
class Cadence:
    """How a body stands against its cadence today."""

    due: date | None
    last: date | None
    coming: date | None
    standing: Standing


def cadence(*, last: date | None, coming: date | None, since: date, weeks: int | None, today: date) -> Cadence:
    """On track if the next meeting is in time; at risk if it is due soon, or planned too late; off track if overdue."""
    due = due_on(last, since, weeks)
    if due is None:
        return Cadence(None, last, coming, "none")
    if due < today:
        return Cadence(due, last, coming, "off")
    in_time = coming is not None and coming <= due
    is_near = coming is not None or due - today <= AHEAD
    return Cadence(due, last, coming, "ok" if in_time or not is_near else "risk")


def must_warn(state: Cadence, warned_for: date | None, today: date) -> bool:
    """Whether the people of a body are to be told now that its cadence is about to break; once for a due date."""
    if state.due is None or state.due == warned_for or (state.coming and state.coming <= state.due):
        return False
    return state.due - AHEAD <= today


@dataclass(frozen=True)
class Year:
    """Meetings held in a year against those that the cadence asks for."""

    year: int
    held: int
    expected: int | None

    @property
    def missing(self) -> int:
        """How many meetings fewer were held than expected."""
        return max(0, (self.expected or 0) - self.held)


def held_against_expected(days: Collection[date], since: date, until: date, weeks: int | None) -> list[Year]:
    """Year by year, from the day a body began; years in part count for their part."""
    if until < since:
        return []
    made, before = [], 0
    for year in range(since.year, until.year + 1):
        total = expected(since, min(until, date(year, 12, 31)), weeks)
        held = sum(day.year == year and since <= day <= until for day in days)
        made.append(Year(year, held, None if total is None else total - before))
        before = total or 0
    return made


@dataclass(frozen=True)
class Quorum:
    """Voting members present, asked, and how many are needed."""

    present: int
    asked: int
    needed: int

    @property
    def is_met(self) -> bool:
        """Enough of them came; where nobody holds a voting seat there is no quorum."""
        return self.asked > 0 and self.present >= self.needed


def quorum(votes: Sequence[bool], percent: int) -> Quorum:
    """The quorum of a meeting, from whether each voting member is present; a part of a seat counts as a whole one,
    and one member at least is needed.
    """
    return Quorum(sum(votes), len(votes), max(1, -(-len(votes) * percent // 100)))


def proposals(after: date, weeks: int, many: int) -> list[date]:
    """The days on which a body would meet by its cadence; a day at the weekend moves to the Friday before."""
    days = [after + timedelta(weeks=weeks * (number + 1)) for number in range(many)]
    return [day - timedelta(days=max(0, day.weekday() - 4)) for day in days]


@dataclass(frozen=True)
class Piece:
    """A stretch of a text: as before, taken away or added."""

    kind: Literal["same", "gone", "new"]
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """What became of a text, line by line."""
    old, new = before.splitlines(), after.splitlines()
    made = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            made += [Piece("same", line) for line in old[a:b]]
        else:
            made += [Piece("gone", line) for line in old[a:b]] + [Piece("new", line) for line in new[c:d]]
    return made


def standing(state: str, start: date | None, end: date | None, today: date) -> str:
    """How an action stands on a day: done, cancelled, late, due, under_way, open, undated.

    >>> standing("planned", date(2021, 1, 1), date(2021, 1, 31), date(2021, 2, 1))
    'late'
    """
    if state in {"done", "cancelled"}:
        return state
    if end is not None and end < today:
        return "late"
    if state == "under_way":
        return "under_way"
    if start is not None and start < today:
        return "due"
    return "undated" if start is None and end is None else "open"
