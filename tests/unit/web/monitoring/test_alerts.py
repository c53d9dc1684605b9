"""Alerts with the database: opened and closed by facts, never twice, given to somebody, put off, explained."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from tests.unit.web import cast
from tests.unit.web import cast_collecting as collect
from tests.unit.web import cast_monitoring as monitor
from tests.unit.web import cast_piloting as pilot
from tests.unit.web.monitoring.test_track import short_chain

from beffroi.web.core import worker
from beffroi.web.core.models import AuditEntry, Job, Notification
from beffroi.web.core.worker import Worker
from beffroi.web.monitoring import alert_jobs
from beffroi.web.monitoring.actions import correct, enter
from beffroi.web.monitoring.actions.alerts import (
    give_alert,
    note_assumption,
    snooze_alert,
    wake_alert,
)
from beffroi.web.monitoring.alert_refresh import refresh_alerts
from beffroi.web.monitoring.alert_words import facts_words
from beffroi.web.monitoring.models import Alert, AssumptionLook
from beffroi.web.monitoring.queries import track_of, visible_alerts
from beffroi.web.monitoring.queries.alert_looks import said_of
from beffroi.web.monitoring.queries.alerts import views_of
from beffroi.web.monitoring.queries.causes import explained
from beffroi.web.piloting.actions import set_state
from beffroi.web.piloting.models import Action

pytestmark = pytest.mark.django_db
LATER = timedelta(days=20)


def open_now(rule: str = "") -> list[tuple[str, str]]:
    found = Alert.objects.filter(closed_at=None, **({"rule": rule} if rule else {}))
    return sorted((view.alert.rule, view.name) for view in views_of(found))


def test_a_second_look_changes_nothing_and_leaves_no_trace() -> None:
    held = short_chain()
    assert refresh_alerts(held.strategy) == 3
    assert open_now() == [
        ("no_data", "M4 Nobody asks"), ("off_track", "M1 Staff"), ("off_track", "M3 Clarity"),
    ]  # fmt: skip
    traces = AuditEntry.objects.count()
    assert refresh_alerts(held.strategy) == 0
    assert (Alert.objects.count(), AuditEntry.objects.count()) == (3, traces)


def test_facts_close_an_alert_and_open_another_one_later_with_its_history_kept() -> None:
    held = short_chain()
    refresh_alerts(held.strategy)
    one = Alert.objects.get(indicator=held.indicators[0])
    wrong = one.indicator.measurements.get(period=monitor.ago(1))  # type: ignore[union-attr]
    right = correct(actor=None, measurement=wrong, value=23, reason="Counted wrong")
    assert refresh_alerts(held.strategy) == 1
    one.refresh_from_db()
    assert one.closed_at is not None and one.closed_facts["status"] == "on_track"
    assert one.opened_facts["actual"] == 4
    correct(actor=None, measurement=right, value=3, reason="Counted wrong again")
    refresh_alerts(held.strategy)
    assert Alert.objects.filter(indicator=held.indicators[0], rule="off_track").count() == 2
    verbs = list(AuditEntry.objects.filter(of="monitoring.alert", key=str(one.pk)).values_list("verb", flat=True))
    assert verbs == ["opened", "closed by facts"]


def test_the_severity_follows_the_facts_and_what_is_not_known_closes_nothing() -> None:
    one = monitor.indicator(frequency="month")
    first = monitor.value(one, 10, 1)
    refresh_alerts(one.strategy)
    found = Alert.objects.get()
    assert (found.rule, found.severity) == ("off_track", "high")
    correct(actor=None, measurement=first, value=16, reason="More were found")
    refresh_alerts(one.strategy)
    found.refresh_from_db()
    assert (found.severity, found.facts["actual"], found.opened_facts["actual"]) == ("medium", 16, 10)
    refresh_alerts(one.strategy, today=timezone.localdate() + timedelta(days=500))
    assert {(each.rule, each.closed_at) for each in Alert.objects.all()} == {("off_track", None), ("no_data", None)}


def test_the_database_keeps_one_open_alert_a_subject_and_closed_ones_for_good() -> None:
    one = monitor.alert()
    copy = Alert.objects.get()
    copy.pk, copy.key = None, cast.organisation("Any").key
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)
    monitor.value(one.indicator, 23, 1)  # type: ignore[arg-type]
    refresh_alerts(one.strategy)
    for statement in ("UPDATE monitoring_alert SET closed_at = NULL", "DELETE FROM monitoring_alert"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_doubtful_value_alerts_until_it_is_corrected() -> None:
    one = monitor.indicator(rule="sum", breakdown=["women", "men"])
    for months in range(8, 2, -1):
        monitor.value(one, 24 - months, months)
    jumped = monitor.value(one, 300, 2)
    refresh_alerts(one.strategy)
    assert open_now() == [("quality", "M1 Firms helped")]
    assert Alert.objects.get().severity == "low"
    right = correct(actor=None, measurement=jumped, value=22, reason="A slip of the pen")
    assert refresh_alerts(one.strategy) == 1 and open_now() == []
    for part, number in (("women", 10), ("men", 9)):
        monitor.value(one, number, 2, part)
    refresh_alerts(one.strategy)
    assert Alert.objects.get(closed_at=None).severity == "high"
    assert right.part == ""


def test_a_doubt_that_was_explained_and_validated_so_closes_its_alert() -> None:
    one = monitor.indicator()
    for months in range(8, 1, -1):
        monitor.value(one, 300 if months == 2 else 24 - months, months)
    refresh_alerts(one.strategy)
    assert open_now() == [("quality", "M1 Firms helped")]
    why = "A fair helped three hundred firms at once"
    answer = collect.said(301, reason="Counted again", explanation=why)
    entry = enter(actor=cast.administrator(), indicator=one, month=monitor.ago(2), answer=answer)
    assert refresh_alerts(one.strategy) == 0, "what nobody validated explains nothing"
    collect.decide(entry)
    assert refresh_alerts(one.strategy) == 1 and open_now() == []
    facts = Alert.objects.get().closed_facts
    assert facts["explained"] == why and f"It was explained: “{why}”" in facts_words("quality", facts)


def test_actions_and_bodies_alert_and_close_when_the_fact_is_mended() -> None:
    body = pilot.body(cadence_weeks=4)
    late = pilot.action("Recruit", start=monitor.ago(6), end=monitor.ago(4))
    node = late.item.nodes.get()
    monitor.step("output", after=node)
    beside = pilot.action("Not on the chain", end=monitor.ago(4))
    refresh_alerts(body.strategy)
    assert open_now() == [("cadence", "Body SG"), ("late_action", f"{node.code} Recruit")]
    pilot.held(body)
    set_state(
        actor=None, roadmap_action=late, state="done", proof={"title": {"en": "Contract"}, "note": {"en": "Signed"}}
    )
    assert Action.objects.get(pk=beside.pk).state == "planned"
    refresh_alerts(body.strategy)
    assert open_now() == []
    assert Alert.objects.get(rule="late_action").closed_facts["state"] == "done"


def test_an_assumption_that_was_looked_at_alerts_until_it_holds() -> None:
    step = monitor.assumed("Posts are filled", "Money comes")
    officer = cast.m_and_e_officer()
    strategy = pilot.strategy()
    for state in ("unknown", "broken"):
        note_assumption(actor=officer, strategy=strategy, step=step, said=said_of(step)[1], state=state, note="Minutes")
    refresh_alerts(strategy)
    assert open_now() == [("assumption", f"{step.code} A step that assumes")]
    [found] = explained(views_of(Alert.objects.all())[0], track_of(strategy, timezone.localdate()))
    assert (found.kind, found.is_itself) == ("theory", True)
    note_assumption(actor=officer, strategy=strategy, step=step, said=said_of(step)[1], state="holds", note="Paid")
    refresh_alerts(strategy)
    assert open_now() == [] and AssumptionLook.objects.count() == 3
    with pytest.raises(ValidationError, match="no longer"):
        note_assumption(actor=officer, strategy=strategy, step=step, said={"en": "Other"}, state="holds", note="x")
    with pytest.raises(PermissionDenied):
        note_assumption(
            actor=cast.co_manager(), strategy=strategy, step=step, said=said_of(step)[0], state="holds", note="x"
        )


def test_an_alert_is_put_off_for_a_reason_and_comes_back_on_its_day() -> None:
    one, officer, today = monitor.alert(), cast.m_and_e_officer(), timezone.localdate()
    for until, reason, field in ((today, "x", "until"), (today + timedelta(days=999), "x", "until"),
                                 (today + LATER, " ", "reason")):  # fmt: skip
        with pytest.raises(ValidationError) as refused:
            snooze_alert(actor=officer, alert=one, until=until, reason=reason)
        assert set(refused.value.error_dict) == {field}
    with pytest.raises(PermissionDenied):
        snooze_alert(actor=cast.co_manager(), alert=one, until=today + LATER, reason="x")
    snooze_alert(actor=officer, alert=one, until=today + LATER, reason="The survey comes in June")
    assert refresh_alerts(one.strategy) == 0
    assert refresh_alerts(one.strategy, today=today + LATER) == 1
    one.refresh_from_db()
    assert (one.snoozed_until, one.snoozed_because, one.closed_at) == (None, "", None)
    assert [told.kind for told in Notification.objects.filter(person=officer)] == ["monitoring.woken"]
    with pytest.raises(ValidationError, match="not put off"):
        wake_alert(actor=officer, alert=one)


def test_who_looks_after_an_alert_hears_of_it_and_may_put_it_off() -> None:
    one, officer, manager = monitor.alert(), cast.m_and_e_officer(), cast.co_manager()
    with pytest.raises(ValidationError):
        give_alert(actor=officer, alert=one, owner=cast.person("Nobody here"))
    give_alert(actor=officer, alert=one, owner=manager)
    assert Notification.objects.get(person=manager).kind == "monitoring.owner"
    snooze_alert(actor=manager, alert=one, until=timezone.localdate() + LATER, reason="The survey comes in June")
    with pytest.raises(PermissionDenied):
        give_alert(actor=manager, alert=one, owner=None)


def test_the_officers_hear_once_of_all_that_one_look_opened() -> None:
    officer = cast.m_and_e_officer()
    held = short_chain()
    refresh_alerts(held.strategy)
    [told] = Notification.objects.filter(person=officer)
    assert told.texts["en"]["title"] == "3 new alerts: Test strategy"
    assert "Urgent – Behind its path: M1 Staff" in told.texts["en"]["body"]


def test_who_writes_has_the_alerts_looked_at_after_the_commit_once(django_capture_on_commit_callbacks: Any) -> None:
    one = monitor.indicator()
    Job.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        first = monitor.value(one, 3, 1)
        monitor.value(one, 2, 2)
    assert [(job.kind, job.arguments) for job in Job.objects.all()] == [
        (alert_jobs.KIND, {"strategy": one.strategy_id})
    ]
    assert Worker().work_once()
    assert open_now() == [("off_track", "M1 Firms helped")]
    with django_capture_on_commit_callbacks(execute=True):
        correct(actor=None, measurement=first, value=23, reason="Counted wrong")
    assert Worker().work_once()
    assert open_now("off_track") == []
    assert "look at what alerts" in worker.CHORES and alert_jobs.refresh_all() == 0


def test_an_alert_is_explained_upstream_with_the_way_and_what_is_wrong_on_it() -> None:
    held = short_chain()
    late = pilot.action("Recruit", end=monitor.ago(4))
    node = late.item.nodes.get()
    from_there = monitor.step("output", after=node)
    assert from_there.code
    refresh_alerts(held.strategy)
    track = track_of(held.strategy, timezone.localdate())
    views = {view.name: view for view in views_of(Alert.objects.all())}
    [source] = explained(views["M3 Clarity"], track)
    assert (source.kind, [stage.step.code for stage in source.way]) == ("delivery", ["IN1", "OP1", "OC1"])
    assert (source.explained, source.of) == (2, 3)
    assert "Staff is at 4, expected was 23" in source.because[0]
    [own] = explained(views[f"{node.code} Recruit"], track)
    assert (own.kind, own.is_itself) == ("delivery", True)
    assert all(explained(view, track) for view in views.values()), "every alert has a source"


def test_pages_in_few_queries(django_assert_max_num_queries: Any) -> None:
    held = short_chain()
    refresh_alerts(held.strategy)
    client = cast.signed_in(cast.reader())
    base = f"/monitor/{held.strategy.slug}/alerts/"
    with django_assert_max_num_queries(15):
        text = client.get(base).content.decode()
    assert "3 alerts are open, 2 of them urgent." in text and "M1 Staff is behind its path" in text
    one = Alert.objects.get(indicator=held.indicators[2])
    client.get(f"{base}{one.key}/")
    with django_assert_max_num_queries(25):
        text = client.get(f"{base}{one.key}/").content.decode()
    assert "IN1 An input" in text and "It explains 2 of the 3 steps that alert." in text
    assert "Say who looks after it" not in text
    for show in ("put_off", "closed"):
        assert client.get(f"{base}?show={show}").status_code == 200
    assert client.get(f"{base}?show=else").status_code == 404
    assert list(visible_alerts(cast.person("Outsider"))) == []


def test_forms_of_the_officer(django_assert_max_num_queries: Any) -> None:
    one, manager = monitor.alert(), cast.co_manager()
    client = cast.signed_in(cast.m_and_e_officer())
    page = f"/monitor/{one.strategy.slug}/alerts/{one.key}/"
    assert client.post(f"{page}owner/", {"owner": manager.pk}).status_code == 302
    wrong = client.post(f"{page}put-off/", {"until": "2001-01-01", "reason": "x"})
    assert wrong.status_code == 400 and "Give a day to come" in wrong.content.decode()
    day = timezone.localdate() + LATER
    assert client.post(f"{page}put-off/", {"until": f"{day:%Y-%m-%d}", "reason": "Survey"}).status_code == 302
    assert "Put off until" in client.get(page).content.decode()
    assert client.post(f"{page}stand-again/").status_code == 302
    one.refresh_from_db()
    assert (one.owner, one.snoozed_until) == (manager, None)
