"""Meetings: planned, invited, answered, held, minuted; decisions that create and move actions."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar
from tests.unit.web import cast
from tests.unit.web import cast_piloting as pilot

from beffroi.web.chain.models import Link, Node
from beffroi.web.core.mailing import deliver_due
from beffroi.web.core.models import Notification
from beffroi.web.piloting import actions
from beffroi.web.piloting.chores import warn_before_cadences_break
from beffroi.web.piloting.models import Action, Meeting
from beffroi.web.piloting.queries.bodies import bodies_of
from beffroi.web.piloting.queries.meetings import changes_of, meetings_of, presence_of, quorum_of, years_of
from beffroi.web.piloting.queries.roadmap import moves_of, plan_of_strategy

pytestmark = pytest.mark.django_db


def read(content: str | bytes) -> Calendar:
    found = Calendar.from_ical(content)
    assert isinstance(found, Calendar)
    return found


def kinds() -> list[str]:
    return sorted(Notification.objects.values_list("kind", flat=True))


def test_members_are_invited_by_notice_and_mail_with_a_date_for_their_calendar() -> None:
    sitter = pilot.term().person
    meeting = actions.invite(actor=None, meeting=pilot.meeting())
    assert [one.person for one in meeting.attendance.all()] == [sitter]
    deliver_due()
    name, content, media = mail.outbox[0].attachments[0]
    assert name == "meeting.ics"
    assert media == "text/calendar; method=REQUEST"
    event = read(content).events[0]
    assert event["uid"].startswith(f"{meeting.key}@")
    assert (event["sequence"], event["attendee"]) == (0, f"mailto:{sitter.email}")
    assert event["attendee"].params["rsvp"] == "TRUE"
    assert (event.start, event.end) == (
        meeting.starts_at.replace(microsecond=0),
        meeting.ends_at.replace(microsecond=0),
    )


def test_a_moved_meeting_rises_in_sequence_and_a_cancelled_one_says_why() -> None:
    pilot.term()
    meeting = actions.invite(actor=None, meeting=pilot.meeting())
    later = {name: getattr(meeting, name) + timedelta(days=1) for name in ("starts_at", "ends_at")}
    meeting = actions.change_meeting(actor=None, meeting=meeting, details=later)
    assert meeting.sequence == 1
    meeting = actions.cancel_meeting(actor=None, meeting=meeting, reason="The Minister is away")
    assert meeting.sequence == 2
    assert kinds() == ["piloting.cancelled", "piloting.invited", "piloting.invited"]
    deliver_due()
    sent = read(mail.outbox[-1].attachments[0][1])
    assert sent["method"] == "CANCEL"
    assert (sent.events[0]["sequence"], sent.events[0]["status"]) == (2, "CANCELLED")
    listed = meetings_of(cast.co_manager(), pilot.strategy())
    assert (listed.coming, listed.cancelled) == ([], [meeting])
    page = cast.signed_in(cast.reader()).get("/pilot/test-strategy/meetings/").content.decode()
    assert "The Minister is away" in page


def test_a_calendar_file_says_what_was_entered_whatever_its_marks_and_length() -> None:
    place = "Salle é, rue; " + "x" * 100
    meeting = pilot.meeting(place=place)
    answer = cast.signed_in(cast.reader()).get(f"/pilot/test-strategy/meetings/{meeting.key}/meeting.ics")
    assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75
    event = read(answer.content).events[0]
    assert (event["location"], event["status"]) == (place, "CONFIRMED")
    assert "description" not in event
    assert event["url"].endswith(pilot.page_of(meeting))


def test_a_member_answers_and_others_do_not() -> None:
    sitter = pilot.term().person
    meeting = actions.invite(actor=None, meeting=pilot.meeting())
    actions.answer_meeting(actor=sitter, meeting=meeting, answer="excused")
    assert meeting.attendance.get().answer == "excused"
    with pytest.raises(PermissionDenied):
        actions.answer_meeting(actor=cast.co_manager(), meeting=meeting, answer="coming")


def test_a_meeting_is_entered_as_held_with_its_quorum_and_is_coming_no_more() -> None:
    people = [pilot.term(person=cast.person(name), organisation=cast.organisation(name)).person for name in "abc"]
    meeting = pilot.held(present=people[:2])
    reached = quorum_of(meeting, meeting.attendance.all())
    assert (reached.present, reached.asked, reached.needed, reached.is_met) == (2, 3, 2, True)
    listed = meetings_of(cast.co_manager(), pilot.strategy())
    assert (listed.coming, listed.held) == ([], [meeting])
    assert presence_of(meeting.body)[0].sides == [("industry", 2, 3)]


def test_a_meeting_without_quorum_keeps_no_cadence_and_decides_nothing() -> None:
    body = pilot.body(cadence_weeks=4, started_on=timezone.localdate() - timedelta(days=60))
    client, page = cast.signed_in(cast.co_manager()), "/pilot/test-strategy/bodies/SG/"
    for present in (None, [], [pilot.term(body).person]):
        found = pilot.held(body, present=[] if present is None else present)
        is_met = bool(present)
        last = timezone.localdate(found.starts_at) if is_met else None
        assert bodies_of(cast.co_manager(), body.strategy)[0].cadence.last == last
        assert sum(year.held for year in years_of(body)) == is_met
        sent = client.post(f"{pilot.page_of(found)}decide/", {"title_en": "Go on", "reasons_en": "So"})
        assert ("had no quorum" in sent.content.decode()) != is_met
        assert ("without a quorum" in client.get(pilot.page_of(found)).content.decode()) != is_met
    assert "A meeting without a quorum does not count." in client.get(page).content.decode()
    asked = client.get(f"{pilot.page_of(pilot.meeting(body))}hold/").context["form"].fields["present"].choices
    assert {pk for pk, _name in asked} == pilot.everybody(body)
    with pytest.raises(ValidationError, match="1 to 100"):
        pilot.body("WG", quorum=0)


def test_a_day_that_no_calendar_holds_and_an_answer_that_says_nothing_are_refused() -> None:
    sitter = pilot.term().person
    client, address = cast.signed_in(cast.co_manager()), "/pilot/test-strategy/bodies/SG/meetings/"
    for day in ("9999-12-31T23:59", "0001-01-01T00:00"):
        sent = client.post(address, {"starts_at": day, "minutes": "60"})
        assert sent.context["form"].errors.keys() == {"starts_at"}
        assert client.get(f"{address}?day={day[:10]}").status_code == 200
    meeting = actions.invite(actor=None, meeting=pilot.meeting())
    said = cast.signed_in(sitter).post(f"{pilot.page_of(meeting)}answer/", {}, follow=True)
    assert "Say whether you come" in said.content.decode()
    assert meeting.attendance.get().answer == "asked"


def test_a_meeting_that_has_not_begun_was_not_held() -> None:
    with pytest.raises(ValidationError, match="not begun"):
        actions.hold_meeting(actor=None, meeting=pilot.meeting(), present=[])


def test_the_agenda_holds_the_open_actions_of_the_body_once() -> None:
    mine, _other = pilot.action("Mine", pilot.body("SG")), pilot.action("Other", pilot.body("WG"))
    meeting = pilot.meeting()
    assert actions.build_agenda(actor=None, meeting=meeting) == 1
    assert actions.build_agenda(actor=None, meeting=meeting) == 0
    assert meeting.agenda.get().item_id == mine.item_id


def test_minutes_are_circulated_approved_and_then_never_change() -> None:
    pilot.term()
    meeting = pilot.held()
    actions.write_minutes(actor=None, meeting=meeting, minutes={"en": "All spoke."}, points={})
    with pytest.raises(ValidationError, match="Circulate"):
        actions.approve_minutes(actor=None, meeting=meeting)
    actions.circulate_minutes(actor=None, meeting=meeting)
    assert "piloting.circulated" in kinds()
    actions.approve_minutes(actor=None, meeting=meeting)
    with pytest.raises(ValidationError, match="approved"):
        actions.write_minutes(actor=None, meeting=meeting, minutes={"en": "Other"}, points={})
    with pytest.raises(DatabaseError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(minutes={"en": "Other"})
    with pytest.raises(ValidationError, match="at another meeting"):
        actions.decide(actor=None, meeting=meeting, title={"en": "Late"}, reasons={"en": "So"})
    actions.add_addendum(actor=None, meeting=meeting, text={"en": "Paul was there too."})
    assert "Paul was there too." in cast.signed_in(cast.reader()).get(pilot.page_of(meeting)).content.decode()


def test_a_decision_creates_an_action_and_links_it() -> None:
    body = pilot.body()
    made = actions.decide(
        actor=cast.co_manager(), meeting=pilot.held(), title={"en": "Go on"}, reasons={"en": "It works"},
        new_action={"title": {"en": "Write a plan"}, "start": date(2030, 1, 1), "end": date(2030, 2, 1), "body": body},
    )  # fmt: skip
    action = Action.objects.get()
    assert action.responsibilities.get().body == body
    assert Link.objects.get(kind="decided").target == action.item
    assert Link.objects.get(kind="decided").source == made.item


def two_actions() -> tuple[Action, Action]:
    first = pilot.action("First", start=date(2030, 1, 1), end=date(2030, 1, 31))
    second = pilot.action("Second", start=date(2030, 2, 1), end=date(2030, 2, 28), after=first)
    return first, second


def test_a_decision_replans_an_action_and_what_follows_it() -> None:
    first, second = two_actions()
    dates = {first.item_id: (date(2030, 1, 1), date(2030, 2, 10))}
    moves = moves_of(plan_of_strategy(first.strategy), changes_of(first.strategy, dates))
    assert [(move.action, str(move.start)) for move in moves] == [("A1", "2030-01-01"), ("A2", "2030-02-11")]
    made = actions.decide(actor=None, meeting=pilot.held(), title={"en": "Later"}, reasons={"en": "Ill"}, dates=dates)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.end == date(2030, 2, 10)
    assert second.start == date(2030, 2, 11)
    assert (second.baseline_start, Link.objects.filter(kind="decided").count()) == (date(2030, 2, 1), 2)
    told = second.replannings.get()
    assert (told.decision, told.reason, told.asked, second.start_as_stated) == (made, "Ill", False, "2030-02-11")


def test_a_decision_replans_several_actions_in_one_step_and_what_stays_is_said_as_before() -> None:
    first, second = two_actions()
    Action.objects.filter(pk=second.pk).update(start_as_stated="2030-02")
    meeting = pilot.meeting(starts_at=timezone.now() - timedelta(hours=3))
    actions.build_agenda(actor=None, meeting=meeting)
    actions.hold_meeting(actor=None, meeting=meeting, present=pilot.everybody(meeting.body))
    sent = {"title_en": "Later", "reasons_en": "Ill"}
    sent |= {f"start_{first.item_id}": "2029-12-01", f"end_{first.item_id}": "2030-01-15"}
    sent |= {f"start_{second.item_id}": "2030-02-01", f"end_{second.item_id}": "2030-04-30"}
    cast.signed_in(cast.co_manager()).post(f"{pilot.page_of(meeting)}decide/", sent)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.start, first.end) == (date(2029, 12, 1), date(2030, 1, 15))
    assert (second.start_as_stated, second.end) == ("2030-02", date(2030, 4, 30))
    assert set(meeting.decisions.get().item.leads_to.values_list("target", flat=True)) == {
        first.item_id, second.item_id,
    }  # fmt: skip


def test_what_a_decision_moves_is_shown_before_it_is_saved() -> None:
    first, _second = two_actions()
    meeting = pilot.meeting(starts_at=timezone.now() - timedelta(hours=3))
    actions.build_agenda(actor=None, meeting=meeting)
    actions.hold_meeting(actor=None, meeting=meeting, present=pilot.everybody(meeting.body))
    sent = {"title_en": "Later", "reasons_en": "Ill", f"start_{first.item_id}": "2030-01-01"}
    sent |= {f"end_{first.item_id}": "2030-02-10", "show": "1"}
    second = Action.objects.exclude(pk=first.pk).get()
    sent |= {f"start_{second.item_id}": "2030-02-01", f"end_{second.item_id}": "2030-02-28"}
    client, address = cast.signed_in(cast.co_manager()), f"{pilot.page_of(meeting)}decide/"
    page = client.post(address, sent).content.decode()
    assert "1 Feb 2030 → 11 Feb 2030" in page
    assert not meeting.decisions.exists()
    del sent["show"]
    client.post(address, sent)
    second.refresh_from_db()
    assert second.start == date(2030, 2, 11)


def test_a_decision_moves_actions_that_are_not_on_the_agenda_by_their_codes() -> None:
    first, second = two_actions()
    code = Node.objects.get(item=first.item).code
    meeting = pilot.held()
    client, address = cast.signed_in(cast.co_manager()), f"{pilot.page_of(meeting)}decide/"
    sent = {"title_en": "Later", "reasons_en": "Ill", "more": f"{code.lower()}; ZZ9"}
    assert "No open action has the code ZZ9" in str(client.post(address, sent).context["form"].errors["more"])
    sent["more"] = code.lower()
    unseen = client.post(address, sent).context["form"]
    assert (unseen.errors.keys(), unseen[f"end_{first.item_id}"].value()) == ({"more"}, str(first.end))
    shown = client.post(address, sent | {"show": "1"})
    assert (shown.status_code, shown.context["form"].errors, meeting.decisions.count()) == (200, {}, 0)
    dates = {f"start_{first.item_id}": str(first.start), f"end_{first.item_id}": "2030-02-10"}
    client.post(address, sent | dates)
    for one in (first, second):
        one.refresh_from_db()
    assert (first.end, second.start, meeting.decisions.count()) == (date(2030, 2, 10), date(2030, 2, 11), 1)
    told = client.get(pilot.page_of(meeting)).content.decode()
    assert "New dates for:" in told
    assert f'/roadmap/{second.item.key}/">' in told


WRITES: dict[str, Any] = {
    "invite": lambda actor, meeting: actions.invite(actor=actor, meeting=meeting),
    "cancel": lambda actor, meeting: actions.cancel_meeting(actor=actor, meeting=meeting, reason="x"),
    "hold": lambda actor, meeting: actions.hold_meeting(actor=actor, meeting=meeting, present=[]),
    "agenda": lambda actor, meeting: actions.build_agenda(actor=actor, meeting=meeting),
    "write": lambda actor, meeting: actions.write_minutes(actor=actor, meeting=meeting, minutes={}, points={}),
    "circulate": lambda actor, meeting: actions.circulate_minutes(actor=actor, meeting=meeting),
    "approve": lambda actor, meeting: actions.approve_minutes(actor=actor, meeting=meeting),
    "decide": lambda actor, meeting: actions.decide(actor=actor, meeting=meeting, title={}, reasons={}),
}


@pytest.mark.parametrize("state", ["planned", "invited", "held", "cancelled"])
def test_only_those_who_lead_write_about_meetings_whatever_their_state(state: str) -> None:
    meeting = pilot.meeting()
    Meeting.objects.filter(pk=meeting.pk).update(state=state)
    for role in ("m_and_e_officer", "evaluator", "adviser", "reader", "cluster_manager", "person"):
        actor = getattr(cast, role)()
        for name, write in WRITES.items():
            with pytest.raises(PermissionDenied):
                pytest.fail(f"{role} may {name}: {write(actor, meeting)}")


@pytest.mark.parametrize("write", ["invite", "cancel", "hold", "agenda"])
@pytest.mark.parametrize("state", ["held", "cancelled"])
def test_what_is_over_is_not_changed_any_more(write: str, state: str) -> None:
    meeting = pilot.meeting()
    Meeting.objects.filter(pk=meeting.pk).update(state=state)
    with pytest.raises(ValidationError, match="over or called off"):
        WRITES[write](cast.co_manager(), meeting)


def test_members_and_administrators_are_warned_once_before_a_cadence_breaks() -> None:
    today = timezone.localdate()
    body = pilot.body(cadence_weeks=4, started_on=today - timedelta(days=20))
    sitter, administrator = pilot.term(body).person, cast.administrator()
    assert warn_before_cadences_break() == 1
    assert warn_before_cadences_break() == 0
    assert set(Notification.objects.values_list("person", flat=True)) == {sitter.pk, administrator.pk}
    texts = Notification.objects.first().texts  # type: ignore[union-attr]
    assert texts["en"]["title"].startswith("Body SG has to meet by")
    assert texts["fr"]["title"].startswith("Body SG doit se réunir")


def test_nobody_is_warned_where_a_meeting_is_planned_in_time() -> None:
    body = pilot.body(cadence_weeks=4, started_on=timezone.localdate() - timedelta(days=20))
    pilot.meeting(body)
    assert warn_before_cadences_break() == 0


def test_a_calendar_is_read_by_its_secret_until_that_is_renewed() -> None:
    sitter = pilot.term().person
    meeting = actions.invite(actor=None, meeting=pilot.meeting())
    token = actions.renew_feed(actor=sitter)
    events = read(Client().get(f"/pilot/calendar/{token}.ics").content).events
    assert [event["uid"].partition("@")[0] for event in events] == [str(meeting.key)]
    actions.renew_feed(actor=sitter)
    assert Client().get(f"/pilot/calendar/{token}.ics").status_code == 404


def test_the_list_and_a_meeting_ask_no_more_of_the_database_however_many_there_are() -> None:
    for number in range(20):
        pilot.term(person=cast.person(f"Person {number}"), organisation=cast.organisation(f"Firm {number}"))
    meeting = actions.invite(actor=None, meeting=pilot.meeting())
    for _number in range(20):
        pilot.meeting()
    client = cast.signed_in(cast.co_manager())
    for address in ("/pilot/test-strategy/meetings/", pilot.page_of(meeting)):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= 15, [query["sql"][:120] for query in asked]
