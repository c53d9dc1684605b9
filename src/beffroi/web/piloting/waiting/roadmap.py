"""The roadmap: actions that are late, that begin or end this week, and what the plan check finds."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.web.core.together import read
from beffroi.web.core.waiting import Asked, Signal, Status, Wait, most, stands, waits
from beffroi.web.piloting.permissions import own_actions
from beffroi.web.piloting.queries.roadmap import Row
from beffroi.web.piloting.roadmap_words import roadmap_words
from beffroi.web.piloting.waiting.reading import SHOWN, address, end_of_week, is_inside, leads, problems, the_roadmap

if TYPE_CHECKING:
    from django.db.models import QuerySet

OPEN = frozenset({"open", "due", "under_way"})


def _mine(asked: Asked) -> set[int]:
    """The actions of which the person's organisation, or a body of theirs, is an owner."""
    return asked.once("piloting.own", lambda: set(read(reads_of_mine(asked))))


def reads_of_mine(asked: Asked) -> "QuerySet[Any, Any]":
    """The query of the same."""
    return own_actions(asked.user).filter(strategy=asked.of).values_list("pk", flat=True)


@waits
def late(asked: Asked) -> Iterable[Wait]:
    """Open actions past their end, the oldest first: those who lead say how they stand, or give them new dates."""
    rows = [row for row in _rows(asked) if row.standing == "late" and (leads(asked) or row.action.pk in _mine(asked))]
    yield from _listed(asked, rows, "late", _("Say how it stands"))


@waits
def this_week(asked: Asked) -> Iterable[Wait]:
    """Actions that end this week, and those that should begin."""
    if not is_inside(asked):
        return
    until = end_of_week(asked.today)
    ending = [row for row in _rows(asked) if row.standing in OPEN and row.action.end and row.action.end <= until]
    begin = [
        row
        for row in _rows(asked)
        if row not in ending and row.standing in {"open", "due"} and row.action.start and row.action.start <= until
    ]
    yield from _listed(asked, ending, "ends", _("Say how it stands"))
    yield from _listed(asked, begin, "begins", _("Say that it began"))


def _rows(asked: Asked) -> tuple[Row, ...]:
    return the_roadmap(asked).rows if is_inside(asked) else ()


def _listed(asked: Asked, rows: list[Row], what: str, step: str) -> Iterable[Wait]:
    """The first actions one by one, the rest as one line; of others than those who lead only their own."""
    if not leads(asked):
        rows = [row for row in rows if row.action.pk in _mine(asked)]
    rows = sorted(rows, key=lambda row: (_day_of(row, what), row.code))
    shown, rest = most(rows, SHOWN)
    for row in shown:
        yield _wait(asked, row, what, step)
    if rest:
        yield Wait(
            _("Action"), _more(what, len(rest)), address(asked, "roadmap") + _FILTER[what],
            _("See them"), until=_day_of(rest[0], what), urgency="low",
        )  # fmt: skip


_FILTER = {"late": "?standing=late", "ends": "", "begins": "?standing=due"}


def _more(what: str, many: int) -> str:
    said = {
        "late": ngettext("One more action is past its end", "%(many)s more actions are past their end", many),
        "ends": ngettext("One more action ends this week", "%(many)s more actions end this week", many),
        "begins": ngettext("One more action should begin", "%(many)s more actions should begin", many),
    }[what]
    return said % {"many": many}


def _day_of(row: Row, what: str) -> date:
    return (row.action.start if what == "begins" else row.action.end) or date.max


def _wait(asked: Asked, row: Row, what: str, step: str) -> Wait:
    said = {"late": _("%(action)s is past its end"), "ends": _("%(action)s ends"), "begins": _("%(action)s begins")}
    owners = ", ".join(row.owners)
    # Who leads looks after what is late; what begins or ends in time is the turn of those who carry it out.
    is_others = what != "late" and leads(asked) and bool(owners) and row.action.pk not in _mine(asked)
    note = _("Carried out by %(owners)s.") % {"owners": owners} if owners else _("Nobody carries it out yet.")
    note = "" if is_others else note
    if row.is_critical and what != "begins":
        note = " ".join(filter(None, (note, _("The end of the plan hangs on it."))))
    return Wait(
        _("Action"), said[what] % {"action": f"{row.code} {row.node}"}, address(asked, "action", key=row.node.item.key),
        step, note=note, since=row.action.start, until=_day_of(row, what),
        urgency="high" if what == "late" and row.is_critical else "normal", whose=owners if is_others else "",
    )  # fmt: skip


@waits
def plan(asked: Asked) -> Iterable[Wait]:
    """What the plan check finds."""
    if leads(asked) and (many := problems(asked)):
        said = ngettext(
            "The plan check finds one thing to mend", "The plan check finds %(many)s things to mend", many
        ) % {"many": many}
        yield Wait(_("Plan"), said, address(asked, "plan_check"), _("Mend the plan"))


@stands
def on_time(asked: Asked) -> Iterable[Signal]:
    """Whether what was planned is done."""
    if not is_inside(asked):
        return
    rows = _rows(asked)
    many = sum(row.standing == "late" for row in rows)
    wrong = problems(asked) if rows else 0
    is_due = any(row.standing == "due" for row in rows)
    status: Status = "none" if not rows else "alarm" if many else "watch" if wrong or is_due else "ok"
    yield Signal(_("Roadmap"), status, roadmap_words(rows, wrong), address(asked, "roadmap"), many)
