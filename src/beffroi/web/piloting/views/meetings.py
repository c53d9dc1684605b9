"""Meetings: planned, invited, answered, cancelled; for the calendars of those who sit there."""

from datetime import date, datetime, time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beffroi.web.core.access import fetch, public, requires, signed_in
from beffroi.web.core.asking import carried_out, tried
from beffroi.web.core.submission import once
from beffroi.web.piloting import actions
from beffroi.web.piloting.calendars import calendar
from beffroi.web.piloting.forms.meetings import CancelForm, MeetingForm, PointForm
from beffroi.web.piloting.models import Meeting
from beffroi.web.piloting.queries import visible_bodies, visible_meetings
from beffroi.web.piloting.queries.agenda import points_of
from beffroi.web.piloting.queries.decisions import decisions_waiting
from beffroi.web.piloting.queries.meetings import (
    attendance_of,
    calendar_of,
    decisions_of,
    feed_of,
    meetings_of,
    proposed_days,
    quorum_of,
    still_decides,
)
from beffroi.web.piloting.views.asking import form_page, may, the_body, the_strategy
from beffroi.web.piloting.wording import meeting_words, meetings_words

LEADS = "piloting.change_meetings"


def the_meeting(request: HttpRequest, slug: str, key: str, permission: str) -> Meeting:
    """The meeting of an address."""
    return fetch(request.user, permission, visible_meetings(request.user), body__strategy__slug=slug, key=key)


def to_meeting(meeting: Meeting) -> HttpResponse:
    """Back to the page of a meeting."""
    return redirect("piloting:meeting", slug=meeting.body.strategy.slug, key=meeting.key)


@requires("piloting.view_piloting")
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """When does who meet?"""
    strategy = the_strategy(request, slug)
    found = meetings_of(request.user, strategy)
    context = {
        "strategy": strategy,
        "meetings": found,
        "answer": meetings_words(found),
        "bodies": visible_bodies(request.user).filter(strategy=strategy),
        "due": decisions_waiting(strategy, timezone.localdate()),
        "may_change": may(request, "change_meetings", strategy),
        "may_decide": may(request, "decide", strategy),
    }
    return render(request, "piloting/meetings.html", context)


@requires("piloting.view_piloting")
def page(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What is this meeting about, and what came of it?"""
    meeting = the_meeting(request, slug, key, "piloting.view_piloting")
    asked = attendance_of(meeting)
    quorum = quorum_of(meeting, asked)
    context: dict[str, Any] = {
        "strategy": meeting.body.strategy,
        "body": meeting.body,
        "meeting": meeting,
        "asked": asked,
        "own": next((one for one in asked if one.person_id == request.user.pk), None),
        "quorum": quorum,
        "points": points_of(request.user, meeting),
        "decisions": decisions_of(meeting),
        "addenda": list(meeting.addenda.all()),
        "is_open": meeting.state in {"planned", "invited"},
        "may_change": may(request, "change_meetings", meeting),
        "may_decide": still_decides(meeting, quorum) and may(request, "decide", meeting),
        "may_answer": may(request, "answer_meeting", meeting),
    }
    context["answer"] = meeting_words(meeting, quorum)
    return render(request, "piloting/meeting.html", context)


@requires(LEADS)
@once
def plan(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Plan a meeting; `?day=` takes over a day that the cadence suggests."""
    body = the_body(request, slug, code, LEADS)
    form = MeetingForm(request.POST or None, initial=_on_day(request.GET.get("day", "")))

    def act() -> None:
        actions.plan_meeting(actor=request.user, body=body, details=form.details())

    if carried_out(request, form, act, _("The meeting is planned.")):
        return redirect("piloting:meetings", slug=slug)
    days = proposed_days(body)
    return form_page(request, form, title=_("When does this body meet?"), body=body, days=days, lead=str(body))


def _on_day(day: str) -> dict[str, Any]:
    try:
        chosen = datetime.combine(date.fromisoformat(day), time(10))
        return {"starts_at": timezone.make_aware(chosen)}
    except ValueError:
        return {}


@requires(LEADS)
@once
def edit(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Move a meeting, or change its place."""
    meeting = the_meeting(request, slug, key, LEADS)
    form = MeetingForm(request.POST or None, meeting=meeting)

    def act() -> None:
        seen = form.cleaned_data["seen"]
        actions.change_meeting(actor=request.user, meeting=meeting, details=form.details(), seen=seen)

    def fresh() -> MeetingForm:
        meeting.refresh_from_db()
        return MeetingForm(meeting=meeting)

    if carried_out(request, form, act, _("The meeting is changed; who was invited is told."), fresh):
        return to_meeting(meeting)
    return form_page(request, form, title=_("When does this body meet?"), body=meeting.body)


@requires(LEADS)
@require_POST
@once
def invite(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Ask the members."""
    meeting = the_meeting(request, slug, key, LEADS)
    tried(request, lambda: actions.invite(actor=request.user, meeting=meeting), _("The members are invited."))
    return to_meeting(meeting)


@requires(LEADS)
@once
def cancel(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Call a meeting off."""
    meeting = the_meeting(request, slug, key, LEADS)
    form = CancelForm(request.POST or None)

    def act() -> None:
        actions.cancel_meeting(actor=request.user, meeting=meeting, reason=form.cleaned_data["reason"])

    if carried_out(request, form, act, _("The meeting is called off; who was invited is told.")):
        return to_meeting(meeting)
    return form_page(request, form, title=_("Why is this meeting called off?"), body=meeting.body)


@requires("piloting.answer_meeting")
@require_POST
@once
def answer(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Say whether one comes."""
    meeting = the_meeting(request, slug, key, "piloting.answer_meeting")
    said = request.POST.get("answer", "")
    tried(
        request, lambda: actions.answer_meeting(actor=request.user, meeting=meeting, answer=said),
        _("Your answer is entered."),
    )  # fmt: skip
    return to_meeting(meeting)


@requires(LEADS)
@require_POST
@once
def agenda(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Build the agenda from what is open."""
    meeting = the_meeting(request, slug, key, LEADS)
    tried(request, lambda: actions.build_agenda(actor=request.user, meeting=meeting), _("The agenda is built."))
    return to_meeting(meeting)


@requires(LEADS)
@once
def point(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Add a point of one's own."""
    meeting = the_meeting(request, slug, key, LEADS)
    form = PointForm(request.POST or None)

    def act() -> None:
        actions.add_point(actor=request.user, meeting=meeting, title=form.texts("title"))

    if carried_out(request, form, act, _("The point is on the agenda.")):
        return to_meeting(meeting)
    return form_page(request, form, title=_("What is to be spoken about?"), body=meeting.body)


@requires("piloting.view_piloting")
def ics(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The meeting for one's calendar."""
    meeting = the_meeting(request, slug, key, "piloting.view_piloting")
    return _calendar([meeting])


@signed_in
@once
def feed_address(request: HttpRequest) -> HttpResponse:
    """An address under which one's calendar reads one's meetings; shown once."""
    token = actions.renew_feed(actor=request.user) if request.method == "POST" else ""
    return render(request, "piloting/feed.html", {"token": token})


@public
def feed(_request: HttpRequest, token: str) -> HttpResponse:
    """The meetings of the person whose secret this is."""
    person = feed_of(token)
    if person is None:
        raise Http404
    return _calendar(calendar_of(person))


def _calendar(meetings: list[Meeting]) -> HttpResponse:
    return HttpResponse(calendar(meetings), content_type="text/calendar; charset=utf-8")
