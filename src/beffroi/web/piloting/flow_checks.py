"""What shows that a flow of information happened: every part of the platform registers the checks that it can make.

    @check("minutes", _("Minutes circulated after each meeting"), meetings_held)
    def minutes(flows, since, today) -> dict[int, list[Due]]: …

A check is asked once for all flows that name it, so that many flows cost no more queries than one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from beffroi.web.core.together import together

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from beffroi.web.piloting.models import Flow

Standing = Literal["none", "ok", "risk", "off"]
SOON = timedelta(days=7)


@dataclass(frozen=True)
class Due:
    """Information was due by a day, for a reason (a meeting, a period), and came on another, or not at all."""

    about: str
    due: date
    came: date | None

    def standing(self, today: date) -> Standing:
        """In time, late or missing, or near.

        >>> Due("x", date(2020, 1, 5), date(2020, 1, 6)).standing(date(2020, 2, 1))
        'off'
        """
        if self.came is not None:
            return "ok" if self.came <= self.due else "off"
        if self.due < today:
            return "off"
        return "risk" if self.due - today <= SOON else "none"


Check = Callable[[Sequence["Flow"], date, date], Mapping[int, list[Due]]]
Reads = Callable[[Sequence["Flow"], date, date], "QuerySet[Any, Any]"]
CHECKS: dict[str, tuple[Any, Check]] = {}
READS: dict[str, Reads] = {}


def check(name: str, label: Any, reads: Reads) -> Callable[[Check], Check]:
    """Make a check known, with the query that it reads; called by modules that are imported in `AppConfig.ready`."""

    def known(function: Check) -> Check:
        CHECKS[name], READS[name] = (label, function), reads
        return function

    return known


def dues_of(flows: Sequence["Flow"], since: date, today: date) -> dict[int, list[Due]]:
    """Flow → everything that was due since a day, or is due next, the latest first; all checks in one query."""
    found: dict[int, list[Due]] = {flow.pk: [] for flow in flows}
    named = {name: [flow for flow in flows if flow.proof == name] for name in CHECKS}
    with together(*(READS[name](own, since, today) for name, own in named.items() if own)):
        for name, own in named.items():
            for flow, dues in CHECKS[name][1](own, since, today).items() if own else ():
                found[flow] += dues
    return {flow: sorted(dues, key=lambda one: one.due, reverse=True) for flow, dues in found.items()}


def periods(starts: date, weeks: int, since: date, today: date) -> list[tuple[date, date]]:
    """The periods of so many weeks that end from one day on, up to and with the one that holds today.

    >>> periods(date(2020, 1, 1), 1, date(2020, 1, 5), date(2020, 1, 9))
    [(datetime.date(2020, 1, 1), datetime.date(2020, 1, 7)), (datetime.date(2020, 1, 8), datetime.date(2020, 1, 14))]
    """
    step, found, first = timedelta(weeks=weeks), list[tuple[date, date]](), starts
    while first <= today:
        last = first + step - timedelta(days=1)
        if last >= since:
            found.append((first, last))
        first += step
    return found
