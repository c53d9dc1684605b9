"""From an alert to what came of its mitigation: found, proposed, put on an agenda, decided, carried out, looked at."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from tests.unit.web import cast
from tests.unit.web import cast_monitoring as monitor
from tests.unit.web import cast_piloting as pilot

from beffroi.web.chain.actions import change_node, remove_node
from beffroi.web.chain.actions.writing import StillNeeded
from beffroi.web.chain.models import Link
from beffroi.web.chain.queries import why
from beffroi.web.core.models import Notification
from beffroi.web.core.waiting import Asked, found_for
from beffroi.web.monitoring.actions.deciding import Carrying, decide_mitigation
from beffroi.web.monitoring.actions.findings import change_mitigation, note_effect, write_finding
from beffroi.web.monitoring.models import Mitigation
from beffroi.web.piloting.actions import approve_minutes, build_agenda, circulate_minutes, write_minutes
from beffroi.web.piloting.models import Action, Decision

pytestmark = pytest.mark.django_db


def waits(person: Any) -> list[str]:
    found = found_for(Asked(pilot.strategy(), person, timezone.localdate()))
    return [one.what for one in found.waits if one.kind == "Mitigation"]


def test_an_accepted_mitigation_is_an_action_of_the_same_transaction_and_answers_why() -> None:
    pilot.body()
    one, manager = monitor.mitigation(), cast.co_manager()
    meeting = pilot.held(pilot.body())
    done = decide_mitigation(
        actor=manager, mitigation=one, reasons={"en": "Worth it"}, meeting=meeting,
        carrying=Carrying(pilot.body(), monitor.ago(0), monitor.ago(-3)),
    )  # fmt: skip
    assert (done.state, done.decision.meeting) == ("accepted", meeting)  # type: ignore[union-attr]
    made = Action.objects.get()
    assert done.action == made and made.end == monitor.ago(-3)
    assert made.responsibilities.get().body == pilot.body()
    assert Decision.objects.get().item.nodes.get().title == {"en": "Accepted: Second two officers"}
    kinds = {(link.source.kind, link.kind, link.target.kind) for link in Link.objects.filter(kind__in=LINKS)}
    assert kinds == {
        ("indicator", "mitigated_by", "mitigation"), ("mitigation", "decided_by", "decision"),
        ("decision", "decided", "action"),
    }  # fmt: skip
    assert why([done.strategy.living], made.item) is not None  # type: ignore[list-item]


LINKS = ("mitigated_by", "decided_by", "decided")


def test_a_decision_that_fails_leaves_nothing() -> None:
    one = monitor.mitigation()
    body = pilot.body()
    far = pilot.meeting(body)
    for asked, said in (
        ({"meeting": far}, "held"),
        ({"reasons": {}}, "Say why"),
        ({"carrying": Carrying(body, monitor.ago(0), monitor.ago(2))}, "ends before it begins"),
        ({"meeting": pilot.held(pilot.body("ME"))}, "pilots this strategy"),
    ):
        given: dict[str, Any] = {"reasons": {"en": "x"}, "carrying": Carrying(body)} | asked
        with pytest.raises(ValidationError, match=said):
            decide_mitigation(actor=cast.co_manager(), mitigation=one, **given)
    one.refresh_from_db()
    assert (one.state, Decision.objects.count(), Action.objects.count()) == ("proposed", 0, 0)


def test_rejected_in_writing_with_reasons_the_officers_hear_of_it() -> None:
    officer = cast.m_and_e_officer()
    pilot.body()
    one = monitor.mitigation(actor=officer)
    done = decide_mitigation(actor=cast.co_manager(), mitigation=one, reasons={"en": "Too dear"})
    assert (done.state, done.action, done.decision.meeting) == ("rejected", None, None)  # type: ignore[union-attr]
    assert {told.kind for told in Notification.objects.filter(person=officer)} >= {"monitoring.decided"}
    with pytest.raises(ValidationError, match="meanwhile"):
        decide_mitigation(actor=cast.co_manager(), mitigation=one, reasons={"en": "Again"})


def test_it_comes_onto_the_agenda_of_the_body_that_leads_and_waits_on_monday() -> None:
    manager, officer = cast.co_manager(), cast.m_and_e_officer()
    one = monitor.mitigation()
    node = one.item.nodes.get()
    leading, other = pilot.meeting(pilot.body("SG")), pilot.meeting(pilot.body("WG"))
    for meeting in (leading, other):
        build_agenda(actor=manager, meeting=meeting)
    assert [(point.kind, point.item) for point in leading.agenda.all()] == [("mitigation", one.item)]
    assert not other.agenda.exists()
    page = cast.signed_in(manager).get(pilot.page_of(leading)).content.decode()
    assert f"/mitigations/{one.item.key}/" in page
    assert waits(manager) == [f"Decide on {node.code} Second two officers"] == waits(officer)
    assert waits(cast.reader()) == []
    assert Notification.objects.get(person=manager, kind="monitoring.proposed").link.endswith(f"{one.item.key}/")


def test_what_came_of_it_is_read_and_compared_after_the_stated_month() -> None:
    pilot.body()
    officer = cast.m_and_e_officer()
    one = monitor.accepted()
    with pytest.raises(ValidationError, match="not over"):
        note_effect(actor=officer, mitigation=one, note="x")
    later = monitor.mitigation(one.finding, title="Another")
    Mitigation.objects.filter(pk=later.pk).update(expected_on=monitor.ago(1), value_before=Decimal(10))
    later.refresh_from_db()
    monitor.accepted(later)
    assert waits(officer) == [f"Look at what came of {later.item.nodes.get().code} Another"]
    monitor.value(one.indicator, 24, 1)
    done = note_effect(actor=officer, mitigation=later, note="Half of it: the second officer came late")
    assert (done.effect, done.effect_value, done.effect_month) == ("partly", Decimal(24), monitor.ago(1))
    assert waits(officer) == []
    text = cast.signed_in(officer).get(f"/monitor/{done.strategy.slug}/mitigations/{done.item.key}/").content.decode()
    assert "A part of the expected effect is there: 24 in" in text


def test_what_was_decided_is_kept_by_chain_and_database() -> None:
    pilot.body()
    one = monitor.accepted()
    node = one.item.nodes.get()
    with pytest.raises(ValidationError, match="Piloting decided on this"):
        change_node(actor=None, node=node, revision=node.revision, title={"en": "Other"}, text={}, details={})
    for statement in (
        "UPDATE monitoring_mitigation SET cost_low = 1", "UPDATE monitoring_mitigation SET state = 'rejected'",
        "DELETE FROM monitoring_mitigation", "UPDATE monitoring_finding SET kind = 'data'",
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(ValidationError, match="Piloting decided on this finding"):
        write_finding(
            actor=cast.m_and_e_officer(), alert=one.finding.alert, finding=one.finding, kind="data", text={"en": "x"}
        )


def test_a_step_with_alerts_and_findings_and_an_indicator_with_values_are_not_removed() -> None:
    step = monitor.assumed()
    one = monitor.alert()
    write_finding(actor=None, alert=one, kind="theory", text={"en": "It rests on this"}, item=step.item)
    with pytest.raises(StillNeeded) as refused:
        remove_node(actor=None, node=step)
    assert "a finding of the M&E unit, which names it as a source" in {str(rest) for rest in refused.value.resting}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"expected_on": monitor.ago(0)}, "expected_on"),
        ({"cost_low": Decimal(5), "cost_high": Decimal(4)}, "cost_high"),
    ],
)
def test_a_proposal_that_cannot_be_is_refused_at_its_field(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        monitor.mitigation(**fields)
    assert set(refused.value.error_dict) == {field}


def test_a_proposal_is_changed_as_it_was_seen() -> None:
    one = monitor.mitigation()
    node = one.item.nodes.get()
    said = monitor.proposal(one.indicator, "Second one officer", cost_low=Decimal(1))
    change_mitigation(actor=cast.m_and_e_officer(), mitigation=one, proposal=said, revision=node.revision)
    with pytest.raises(ValidationError):
        change_mitigation(actor=cast.m_and_e_officer(), mitigation=one, proposal=said, revision=node.revision)
    assert Mitigation.objects.get().cost_low == 1


def test_approved_minutes_hold_the_point_of_a_mitigation() -> None:
    manager, one = cast.co_manager(), monitor.mitigation()
    pilot.term(pilot.body())
    meeting = pilot.meeting(pilot.body(), starts_at=timezone.now() - timedelta(hours=3))
    build_agenda(actor=manager, meeting=meeting)
    meeting = pilot.held_of(meeting)
    write_minutes(actor=manager, meeting=meeting, minutes={"en": "We met"}, points={})
    decide_mitigation(actor=manager, mitigation=one, reasons={"en": "No"}, meeting=meeting)
    circulate_minutes(actor=manager, meeting=meeting)
    approve_minutes(actor=manager, meeting=meeting)
    assert meeting.decisions.get().item.nodes.get().title["en"] == "Rejected: Second two officers"


def test_forms_from_finding_to_effect(django_assert_max_num_queries: Any) -> None:
    pilot.body()
    alert = monitor.alert()
    officer, manager = cast.signed_in(cast.m_and_e_officer()), cast.signed_in(cast.co_manager())
    base = f"/monitor/{alert.strategy.slug}"
    sent = officer.post(f"{base}/alerts/{alert.key}/findings/new/", {"kind": "delivery", "text_en": "Posts are empty"})
    assert sent.status_code == 302
    [finding] = alert.findings.all()
    given = {
        "title_en": "Second two officers", "indicator": alert.indicator_id, "expected_value": "30",
        "expected_on": f"{monitor.ago(-3):%Y-%m}", "cost_low": "40000", "cost_high": "60000",
    }  # fmt: skip
    wrong = officer.post(f"{base}/findings/{finding.key}/mitigations/new/", given | {"cost_high": "1"})
    assert wrong.status_code == 400 and "below the low one" in wrong.content.decode()
    assert officer.post(f"{base}/findings/{finding.key}/mitigations/new/", given).status_code == 302
    one = Mitigation.objects.get()
    page = f"{base}/mitigations/{one.item.key}/"
    with django_assert_max_num_queries(20):
        text = officer.get(page).content.decode()
    assert "M1 Nobody asks: 30 firms by" in text and "€40,000 – €60,000" in text and ">Decide<" not in text
    assert ">Decide<" in manager.get(page).content.decode()
    assert officer.post(f"{page}decide/", {"accepted": "reject", "reasons_en": "x"}).status_code == 403
    wrong = manager.post(f"{page}decide/", {"accepted": "accept", "reasons_en": "Worth it"})
    assert wrong.status_code == 400 and "Say which body answers" in wrong.content.decode()
    sent = manager.post(f"{page}decide/", {"accepted": "accept", "reasons_en": "Yes", "body": pilot.body().pk})
    assert sent.status_code == 302
    one.refresh_from_db()
    assert one.state == "accepted" and one.action is not None
    text = officer.get(f"{base}/mitigations/").content.decode()
    assert "No mitigation waits for a decision." in text and "Second two officers" in text
    assert "Posts are empty" in officer.get(f"{base}/alerts/{alert.key}/").content.decode()
