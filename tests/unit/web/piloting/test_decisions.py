"""Decisions that are due: entered, listed, brought onto the agenda, taken once, dropped; and what else is brought."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from tests.unit.web import cast, cast_strategy
from tests.unit.web import cast_piloting as pilot

from beffroi.web.chain.actions import add_link
from beffroi.web.chain.actions.writing import Outdated
from beffroi.web.piloting import actions
from beffroi.web.piloting.agenda import points_for
from beffroi.web.piloting.models import Action, Body, Decision, Risk
from beffroi.web.piloting.queries.bodies import piloting_body
from beffroi.web.piloting.queries.decisions import decisions_waiting
from beffroi.web.strategy.actions import request_change

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def due(title: str = "Open the call", body: Body | None = None, actor: Any = None) -> Decision:
    day = TODAY() + timedelta(days=30)
    return actions.save_due_decision(actor=actor, body=body or pilot.body(), title={"en": title}, text={}, due_on=day)


def test_a_decision_that_is_due_comes_onto_the_agenda_and_is_taken_as_the_same_one() -> None:
    client = cast.signed_in(cast.co_manager())
    body, base = pilot.body(), f"/pilot/{pilot.strategy().slug}"
    sent = {"title_en": "Open the call", "text_en": "For grants.", "due_on": str(TODAY() + timedelta(days=9))}
    late = client.post(f"{base}/bodies/SG/decisions/new/", sent | {"due_on": "2020-01-01"})
    assert "That day has passed" in str(late.context["form"].errors["due_on"])
    client.post(f"{base}/bodies/SG/decisions/new/", sent)
    waiting = Decision.objects.get()
    for page in (f"{base}/bodies/SG/", f"{base}/meetings/"):
        assert "Open the call" in client.get(page).content.decode()
    meeting = pilot.meeting(body, starts_at=timezone.now() - timedelta(hours=3))
    actions.build_agenda(actor=None, meeting=meeting)
    actions.hold_meeting(actor=None, meeting=meeting, present=pilot.everybody(body))
    ask = f"{pilot.page_of(meeting)}decide/?due={waiting.item.key}"
    assert ask in client.get(pilot.page_of(meeting)).content.decode()
    assert client.get(ask).context["form"]["due"].value() == waiting.pk
    client.post(ask, {"due": waiting.pk, "reasons_en": "Money is there"})
    taken = Decision.objects.get()
    day = timezone.localdate(meeting.starts_at)
    assert (taken.pk, taken.state, taken.meeting, taken.taken_on) == (waiting.pk, "taken", meeting, day)
    assert decisions_waiting(pilot.strategy(), TODAY()) == []
    again = client.post(f"{pilot.page_of(meeting)}decide/", {"reasons_en": "x"})
    assert again.context["form"].errors.keys() == {"title_en"}


def test_what_is_due_is_found_by_its_title_too_and_only_by_its_own_body() -> None:
    mine, other = due(), due(body=pilot.body("WG"))
    taken = actions.decide(
        actor=None, meeting=pilot.held(), title={"en": " open the CALL. "}, reasons={"en": "Money is there"}
    )
    assert (taken.pk, Decision.objects.count()) == (mine.pk, 2)
    with pytest.raises(ValidationError, match="Another body"):
        actions.decide(actor=None, meeting=pilot.held(), title={}, reasons={"en": "x"}, due=other)
    with pytest.raises(ValidationError, match="taken or dropped"):
        actions.decide(actor=None, meeting=pilot.held(), title={}, reasons={"en": "x"}, due=mine)


def test_a_decision_that_is_due_is_changed_as_it_was_seen_or_dropped_with_a_reason() -> None:
    found, leader = due(), cast.co_manager()
    with pytest.raises(ValidationError, match="this title already"):
        due()
    later = {"title": {"en": "Open two calls"}, "text": {}, "due_on": TODAY() + timedelta(days=60)}
    actions.save_due_decision(actor=leader, body=found.body, decision=found, revision=1, **later)
    with pytest.raises(Outdated):
        actions.save_due_decision(actor=leader, body=found.body, decision=found, revision=1, **later)
    client = cast.signed_in(leader)
    address = f"/pilot/{found.strategy.slug}/decisions/{found.item.key}/drop/"
    client.post(address, {"reasons_en": "The call was opened by another body"})
    found.refresh_from_db()
    assert found.state == "dropped"
    assert points_for(found.body) == []


@pytest.mark.parametrize("role", ["m_and_e_officer", "adviser", "reader"])
def test_only_those_who_lead_say_what_is_due(role: str) -> None:
    found, actor = due(), getattr(cast, role)()
    with pytest.raises(PermissionDenied):
        due("Another", actor=actor)
    with pytest.raises(PermissionDenied):
        actions.drop_decision(actor=actor, decision=found, reasons={"en": "x"})


def brought(body: Body) -> set[tuple[str, str]]:
    return {(point.kind, point.title["en"].split(" ", 1)[-1]) for point in points_for(body)}


def test_risks_issues_and_requests_come_before_the_body_that_they_concern() -> None:
    leading, working = pilot.body(kind="steering_group"), pilot.body("WG")
    assert piloting_body(pilot.strategy()) == leading
    for title, owner, fields in (
        ("High", working, {"likelihood": 5, "impact": 4}),
        ("Mended", working, {"likelihood": 5, "impact": 4, "likelihood_after": 1, "impact_after": 4}),
        ("Due", working, {"likelihood": 1, "impact": 1, "review_on": TODAY() + timedelta(days=7)}),
        ("Unwatched", None, {"likelihood": 5, "impact": 5}),
    ):
        found = pilot.risk(title)
        Risk.objects.filter(pk=found.pk).update(owner=owner, **fields)
    issue = pilot.issue()
    assert brought(working) == {("risk", "High"), ("risk", "Due")}
    assert brought(leading) == {("risk", "Unwatched"), ("issue", "Money ran out")}
    watched = Risk.objects.get(owner=working, review_on=None, likelihood_after=None)
    assert watched.strategy.living is not None
    add_link(actor=None, space=watched.strategy.living, kind="became", source=watched.item, target=issue.item)
    assert ("issue", "Money ran out") in brought(working)
    assert ("issue", "Money ran out") not in brought(leading)


def test_a_request_for_a_change_stands_on_the_agenda_with_the_way_to_it(django_assert_max_num_queries: Any) -> None:
    held = cast_strategy.published()
    node, leading = held.nodes["challenge"], pilot.body(of=held.strategy, kind="steering_group")
    asked = request_change(
        actor=cast.reader(), strategy=held.strategy, node=node, text="x", proposed={"title": {"en": "y"}}, revision=1
    )
    meeting = pilot.meeting(leading)
    actions.build_agenda(actor=None, meeting=meeting)
    assert [(one.kind, one.item_id) for one in meeting.agenda.all()] == [("request", node.item_id)]
    client = cast.signed_in(cast.co_manager())
    with django_assert_max_num_queries(15):
        page = client.get(pilot.page_of(meeting)).content.decode()
    assert f"/strategy/{held.strategy.slug}/requests/{asked.pk}/" in page
    assert Action.objects.count() == 0
