"""The sections of the brief about piloting: what is to be decided and was, the roadmap, money, risks."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.reporting.brief.model import Mark, Number, Row, Section, cut
from beffroi.web.chain.queries import in_language
from beffroi.web.core.amounts import whole_euro
from beffroi.web.piloting.money_rules import end_of_quarter
from beffroi.web.piloting.money_words import money_words
from beffroi.web.piloting.queries.bodies import bodies_of
from beffroi.web.piloting.queries.meetings import (
    decision_titles,
    decisions_open,
    decisions_taken,
    reads_of_decisions_taken,
)
from beffroi.web.piloting.queries.money import money_of
from beffroi.web.piloting.queries.risks import reads_of_risks, register
from beffroi.web.piloting.queries.roadmap import Roadmap, kept_roadmap
from beffroi.web.piloting.queries.roadmap import Row as Planned
from beffroi.web.piloting.roadmap_words import roadmap_words
from beffroi.web.piloting.states import MandateState
from beffroi.web.piloting.wording import risks_words
from beffroi.web.project.composed.monday import far_words

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from beffroi.web.core.waiting import Asked

DECIDED, DUE, LATE, NEXT, RISKS = 5, 5, 3, 4, 5
"""As many of each as two pages have room for."""
LONG = 120
OPEN = frozenset({"open", "due", "under_way"})


def _address(asked: "Asked", view: str, **named: object) -> str:
    return reverse(f"piloting:{view}", kwargs={"slug": asked.of.slug, **named})


def _day(day: "date | None") -> str:
    return date_format(day, "j M Y") if day else ""


def reads_of_brief(asked: "Asked") -> "tuple[QuerySet[Any, Any], ...]":
    """What the brief reads beside what waits."""
    return (reads_of_decisions_taken(asked.of, DECIDED), *reads_of_risks(asked.of))


def due(asked: "Asked") -> Section:
    """What is to be decided next."""
    found = decisions_open(asked.of)
    named = decision_titles(asked.of)
    rows = tuple(
        Row(
            cut(in_language(named.get(one.item_id, {})) or _("a decision"), LONG),
            head=_day(one.due_on) or _("no day"), aside=cut(str(one.body), 30),
            mark="off" if one.due_on and one.due_on < asked.today else "", more=_("Decision"),
            url=_address(asked, "body", code=one.body.code),
        )
        for one in found[:DUE]
    )  # fmt: skip
    rows += tuple(_of_bodies(asked))[: DUE - len(rows)]
    late = sum(one.due_on is not None and one.due_on < asked.today for one in found)
    said = _("No decision waits to be taken.")
    if found:
        said = ngettext("One decision is to be taken", "%(many)s decisions are to be taken", len(found))
        said = said % {"many": len(found)}
        overdue = ngettext("one of them is overdue", "%(many)s of them are overdue", late) % {"many": late}
        said = f"{said}; {overdue}." if late else f"{said}."
    return Section("due", _("What is to be decided and agreed next?"), said, rows, url=_address(asked, "meetings"))


def _of_bodies(asked: "Asked") -> Iterable[Row]:
    """Meetings that are overdue or nearly so, and mandates that a party has yet to agree to."""
    for view in bodies_of(asked.user, asked.of):
        if view.cadence.standing in {"off", "risk"}:
            what = _("%(body)s has to meet") % {"body": view.body}
            mark: Mark = "off" if view.cadence.standing == "off" else "risk"
            url = _address(asked, "body", code=view.body.code)
            yield Row(what, head=_day(view.cadence.due), more=_("Meeting"), mark=mark, url=url)
        if view.mandate is not None and view.mandate.state == MandateState.FINAL:
            what = _("The mandate of %(body)s is to be agreed") % {"body": view.body}
            url = _address(asked, "mandate", code=view.body.code, number=view.mandate.number)
            yield Row(what, head=_("no day"), more=_("Mandate"), url=url)


def decided(asked: "Asked") -> Section:
    """The decisions taken last."""
    rows = tuple(
        Row(cut(title, LONG), head=_day(one.taken_on), aside=cut(str(one.body), 30),
            more=cut(in_language(one.reasons), LONG), url=_address(asked, "meetings"))
        for one, title in decisions_taken(asked.of, DECIDED)
    )  # fmt: skip
    sentence = _("The decisions taken last, the latest first.") if rows else _("No decision was taken yet.")
    return Section("decided", _("What was decided?"), sentence, rows, url=_address(asked, "meetings"))


def roadmap(asked: "Asked") -> Section:
    """What is late, and which milestones come next."""
    found: Roadmap = kept_roadmap(asked.of, asked.today, asked.state)[0]
    late = sorted((row for row in found.rows if row.standing == "late"), key=_last)
    coming = sorted((row for row in found.rows if row.standing in OPEN and row.action.end), key=_last)
    milestones = [row for row in coming if row.action.is_milestone] or coming
    rows = [
        *(_action(asked, row, far_words(row.action.end or asked.today, asked.today)) for row in late[:LATE]),
        *(_action(asked, row, _("milestone") if row.action.is_milestone else _("next")) for row in milestones[:NEXT]),
    ]
    title, url = _("Are we doing what we planned?"), _address(asked, "roadmap")
    return Section("roadmap", title, roadmap_words(found.rows, 0), tuple(rows), url=url)


def _last(row: Planned) -> tuple[object, str]:
    return (row.action.end, row.code)


def _action(asked: "Asked", row: Planned, aside: str) -> Row:
    return Row(
        cut(f"{row.code} {row.node}", LONG), head=_day(row.action.end), aside=aside,
        mark="off" if row.standing == "late" else "", url=_address(asked, "action", key=row.node.item.key),
    )  # fmt: skip


def money(asked: "Asked") -> Section:
    """Budgeted, committed and paid to the end of this quarter, and for the whole period."""
    found = money_of(asked.of, asked.today)
    now, whole, until = found.to_date, found.total, _day(end_of_quarter(asked.today))
    numbers = tuple(
        Number(
            label, whole_euro(amount), _("of %(amount)s in the whole period") % {"amount": whole_euro(of)},
            _("until %(day)s") % {"day": until},
        )
        for label, amount, of in (
            (_("Budgeted"), now.budget, whole.budget), (_("Committed"), now.committed, whole.committed),
            (_("Paid"), now.paid, whole.paid),
        )
    )  # fmt: skip
    sentence = cut(money_words(found, asked.today), 2 * LONG)
    url = _address(asked, "money")
    return Section("money", _("Does the money reach its purpose?"), sentence, (), numbers if whole else (), url=url)


def risks(asked: "Asked") -> Section:
    """The worst risks that are watched."""
    views = [view for view in register(asked.of, []) if view.is_open]
    rated = sorted((view for view in views if view.before), key=lambda one: -(one.before.score if one.before else 0))
    rows = tuple(
        Row(
            cut(f"{view.node.code} {view.node}", LONG),
            head=_("%(score)s of 25") % {"score": view.before.score if view.before else 0},
            aside=_("%(score)s after mitigation") % {"score": view.after.score} if view.after else "",
            more=cut(in_language(view.row.mitigation), LONG) if view.row else "",
            url=_address(asked, "risk", key=view.key),
        )
        for view in rated[:RISKS]
    )  # fmt: skip
    return Section(
        "risks", _("What could go wrong?"), cut(risks_words(views), 2 * LONG), rows, url=_address(asked, "risks")
    )
