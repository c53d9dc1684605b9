"""Meetings of bodies, their points, who came, and what they are about."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from beffroi.analytics.planning.dates import PartialDate
from beffroi.analytics.planning.replan import Change
from beffroi.web.chain.queries import in_language, nodes_of
from beffroi.web.core.together import read
from beffroi.web.piloting import rules
from beffroi.web.piloting.models import Action, Attendance, Body, CalendarFeed, Decision, Meeting, Replanning, Term
from beffroi.web.piloting.models.bodies import Function
from beffroi.web.piloting.queries.bodies import COMING, began, quorate
from beffroi.web.piloting.queries.visible import visible_meetings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beffroi.web.chain.models import Node
    from beffroi.web.strategy.models import Strategy

Dates = tuple[date | None, date | None]
LISTED = 100
ON_PAGE = 12


@dataclass(frozen=True)
class Meetings:
    """The meetings of a strategy or a body, each under what became of it."""

    coming: list[Meeting]
    to_be_minuted: list[Meeting]
    held: list[Meeting]
    cancelled: list[Meeting]


def meetings_of(user: Any, strategy: "Strategy") -> Meetings:
    """What is coming, what has passed and waits to be entered, what was held, what was cancelled."""
    found, now = list(visible_meetings(user).filter(body__strategy=strategy)[:LISTED]), timezone.now()
    open_ones = [one for one in found if one.state in COMING]
    return Meetings(
        [one for one in reversed(open_ones) if one.ends_at >= now],
        [one for one in reversed(open_ones) if one.ends_at < now],
        [one for one in found if one.state == Meeting.State.HELD],
        [one for one in found if one.state == Meeting.State.CANCELLED],
    )


def sitting_on(body: Body, day: date) -> list[Term]:
    """Who holds a seat of a body on a day."""
    on = Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day))
    found = Term.objects.filter(on, seat__body=body, person__is_active=True)
    return list(found.select_related("person", "organisation", "seat"))


def attendance_of(meeting: Meeting) -> list[Attendance]:
    """Everybody who was asked."""
    return list(meeting.attendance.select_related("person", "organisation"))


def who_may_come(meeting: Meeting) -> list[Any]:
    """Everybody who was asked or holds a seat on that day: also who was never invited may have been there."""
    sitting = sitting_on(meeting.body, timezone.localtime(meeting.starts_at).date())
    found: dict[int, Any] = {one.person_id: one.person for one in attendance_of(meeting)}
    return list((found | {one.person_id: one.person for one in sitting}).values())


def deciding_meetings(strategy: "Strategy") -> list[Meeting]:
    """Meetings of the bodies that pilot that were held and can still enter what they decided, the latest first."""
    found = Meeting.objects.filter(
        body__strategy=strategy, body__function=Function.PILOTING, state=Meeting.State.HELD
    ).exclude(minutes_state=Meeting.Minutes.APPROVED)
    return list(found.select_related("body")[:ON_PAGE])


def quorum_of(meeting: Meeting, asked: Iterable[Attendance]) -> rules.Quorum:
    """Whether enough voting members were there."""
    votes = [one.answer == Attendance.Answer.PRESENT for one in asked if one.is_voting]
    return rules.quorum(votes, meeting.body.quorum)


def still_decides(meeting: Meeting, reached: rules.Quorum) -> bool:
    """Whether decisions can be entered: it was held with a quorum, and its minutes are not approved."""
    is_open = meeting.state == Meeting.State.HELD and meeting.minutes_state != Meeting.Minutes.APPROVED
    return is_open and reached.is_met


def years_of(body: Body) -> list[rules.Year]:
    """Meetings held with a quorum against those expected, year by year, from its start or else its first meeting."""
    held = quorate(Meeting.objects.filter(body=body)).values_list("starts_at", flat=True)
    days = [timezone.localtime(one).date() for one in held]
    until = min(timezone.localdate(), body.ended_on or date.max)
    since = body.started_on or min(days, default=date.max)
    return rules.held_against_expected(days, since, until, body.cadence_weeks)


@dataclass(frozen=True)
class Presence:
    """Who came to a meeting, side by side: (side, present, asked)."""

    meeting: Meeting
    sides: list[tuple[str, int, int]]


def presence_of(body: Body) -> list[Presence]:
    """Attendance by side at the last meetings, the latest first; two queries."""
    meetings = list(body.meetings.filter(state=Meeting.State.HELD).select_related("body")[:ON_PAGE])
    asked: Counter[tuple[int, str]] = Counter()
    present: Counter[tuple[int, str]] = Counter()
    rows = Attendance.objects.filter(meeting__in=meetings).values_list("meeting_id", "helix", "answer")
    for meeting, side, answer in rows.order_by():
        asked[meeting, side] += 1
        present[meeting, side] += answer == Attendance.Answer.PRESENT
    return [
        Presence(
            one, [(side, present[one.pk, side], asked[one.pk, side]) for side in rules.SIDES if asked[one.pk, side]]
        )
        for one in meetings
    ]


def proposed_days(body: Body, many: int = 4) -> list[date]:
    """The next days that the cadence suggests, from the last meeting held or planned."""
    if body.cadence_weeks is None:
        return []
    last = body.meetings.exclude(state=Meeting.State.CANCELLED).values_list("starts_at", flat=True).first()
    after = timezone.localtime(last).date() if last else began(body)
    today = timezone.localdate()
    weeks = timedelta(weeks=body.cadence_weeks)
    return rules.proposals(max(after, today - weeks), body.cadence_weeks, many)


def titles(strategy: "Strategy", items: Iterable[int]) -> dict[int, dict[str, str]]:
    """What the living space calls some items."""
    if strategy.living is None:
        return {}
    found = nodes_of(strategy.living).filter(item__in=list(items))
    return {node.item_id: _with_code(node.code, node.title) for node in found}


def decision_titles(strategy: "Strategy") -> dict[int, dict[str, str]]:
    """What the decisions of a strategy are called."""
    found = [one for asked in reads_of_decision_titles(strategy) for one in read(asked)]
    return {node.item_id: _with_code(node.code, node.title) for node in found}


def reads_of_decision_titles(strategy: "Strategy") -> "tuple[QuerySet[Node], ...]":
    """The query of the same."""
    return (nodes_of(strategy.living, "decision"),) if strategy.living else ()


def _with_code(code: str, title: dict[str, str]) -> dict[str, str]:
    return {language: f"{code} {text}".strip() for language, text in title.items()}


def open_actions(strategy: "Strategy", body: Body | None = None) -> "QuerySet[Action]":
    """Actions that are not over: of a strategy, or those that a body answers for."""
    found = Action.objects.filter(strategy=strategy, state__in=[Action.State.PLANNED, Action.State.UNDER_WAY])
    if body is not None:
        found = found.filter(responsibilities__body=body, responsibilities__part__in=["R", "A"]).distinct()
    return found.select_related("item")


def actions_to_move(meeting: Meeting, codes: "Sequence[str]") -> tuple[list[tuple[Action, str]], list[str]]:
    """Open actions on the agenda of a meeting, and others by their codes, each with its title; and unknown codes."""
    strategy = meeting.body.strategy
    asked = {code.casefold(): code for code in codes}
    nodes = list(nodes_of(strategy.living, "action")) if asked and strategy.living else []
    by_code = {node.item_id: node.code.casefold() for node in nodes if node.code.casefold() in asked}
    on_agenda = set(meeting.agenda.filter(kind="action").values_list("item_id", flat=True))
    found = list(open_actions(strategy).filter(item__in=on_agenda | by_code.keys()))
    named = titles(strategy, [one.item_id for one in found])
    known = {by_code.get(one.item_id) for one in found}
    listed = [(one, in_language(named.get(one.item_id, {}))) for one in found]
    return listed, [said for code, said in asked.items() if code not in known]


def decisions_due(body: Body) -> QuerySet[Decision]:
    """What a body still has to decide."""
    return body.decisions.filter(state=Decision.State.DUE).select_related("item")


def changes_of(strategy: "Strategy", dates: Mapping[int, Dates]) -> dict[str, Change]:
    """New dates of items as those of codes."""
    codes = {node.item_id: node.code for node in nodes_of(strategy.living, "action")} if strategy.living else {}
    return {codes[item]: Change(*map(_partial, edges)) for item, edges in dates.items() if item in codes}


def _partial(day: date | None) -> PartialDate | None:
    return PartialDate(day.year, day.month, day.day) if day else None


def feed_of(token: str) -> Any | None:
    """The person whose calendar address a secret opens."""
    digest = sha256(token.encode()).hexdigest()
    found = CalendarFeed.objects.filter(digest=digest, person__is_active=True).select_related("person").first()
    return found.person if found else None


def calendar_of(person: Any) -> list[Meeting]:
    """The meetings that a person was asked to, of the last year and to come, cancelled ones too."""
    since = timezone.now() - timedelta(days=365)
    asked = Attendance.objects.filter(person=person).values("meeting")
    return list(Meeting.objects.filter(pk__in=asked, starts_at__gte=since).select_related("body__strategy"))


def decisions_of(meeting: Meeting) -> list[Decision]:
    """What a meeting decided, each with the title that the living space gives it, and the actions that it moved."""
    found = list(meeting.decisions.all())
    replanned = Replanning.objects.filter(decision__in=found).order_by("pk").select_related("action__item")
    moved = [(one.decision_id, one.action.item) for one in replanned] if found else []
    named = titles(meeting.body.strategy, [*(one.item_id for one in found), *(item.pk for _decision, item in moved)])
    for one in found:
        one.title = named.get(one.item_id, {})  # type: ignore[attr-defined]
        one.moved = [  # type: ignore[attr-defined]
            (item.key, named[item.pk]) for decision, item in moved if decision == one.pk and item.pk in named
        ]
    return found


def decisions_open(strategy: "Strategy") -> list[Decision]:
    """The decisions that a body of the strategy still has to take, the one due first at the top."""
    return read(reads_of_decisions_open(strategy))


def reads_of_decisions_open(strategy: "Strategy") -> QuerySet[Decision]:
    """The query of the same."""
    found = Decision.objects.filter(strategy=strategy, state=Decision.State.DUE).select_related("body")
    return found.order_by(F("due_on").asc(nulls_last=True), "pk")


def reads_of_decisions_taken(strategy: "Strategy", most: int | None = None) -> QuerySet[Decision]:
    """The decisions of a strategy that were taken, the latest first."""
    taken = Decision.objects.filter(strategy=strategy, state=Decision.State.TAKEN).select_related("body")
    return taken[:most]


def decisions_taken(strategy: "Strategy", most: int | None = None) -> list[tuple[Decision, str]]:
    """The decisions of a strategy that were taken, each with what it is called, the latest first."""
    found = read(reads_of_decisions_taken(strategy, most))
    named = decision_titles(strategy)
    return [(one, in_language(named.get(one.item_id, {}))) for one in found]
