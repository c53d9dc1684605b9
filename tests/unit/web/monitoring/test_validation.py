"""Only what somebody else has validated is published, and what is published or locked never changes."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.unit.web import cast
from tests.unit.web import cast_collecting as collect
from tests.unit.web import cast_monitoring as monitor

from beffroi.web.monitoring.actions import (
    ask,
    close_period,
    correct,
    enter,
    lock_period,
    measure,
    publish_entries,
    return_entries,
    save_answers,
    start_correction,
    validate_entries,
)
from beffroi.web.monitoring.links import opens, token_of
from beffroi.web.monitoring.models import DataRequest, Entry, Measurement, ReportingPeriod
from beffroi.web.monitoring.queries import readings_of
from beffroi.web.monitoring.queries.queue import queue_of

pytestmark = pytest.mark.django_db


def points(strategy: Any) -> list[float]:
    return [point.value for one in readings_of(strategy, timezone.localdate()) for point in one.points]


def test_a_value_counts_once_it_is_published_and_not_before() -> None:
    indicator, officer = collect.asked(), cast.m_and_e_officer()
    collect.report(collect.request_of(indicator))
    entry, of = collect.entry_of(indicator), indicator.strategy
    assert points(of) == []
    with pytest.raises(ValidationError, match="changed meanwhile"):
        publish_entries(actor=officer, strategy=of, chosen=collect.chosen(entry))
    validate_entries(actor=officer, strategy=of, chosen=collect.chosen(entry))
    assert points(of) == []
    publish_entries(actor=officer, strategy=of, chosen=collect.chosen(entry))
    assert points(of) == [12.0]
    assert Measurement.objects.get().entry == entry


def test_who_reports_does_not_validate_whatever_roles_they_hold() -> None:
    officer, indicator = cast.m_and_e_officer(), collect.asked()
    cast.representative(cast.organisation(), officer.name)
    found, of = collect.request_of(indicator), indicator.strategy
    collect.report(found, officer)
    entry = collect.entry_of(indicator)
    for act in (validate_entries, return_entries):
        more: dict[str, Any] = {"reason": "x"} if act is return_entries else {}
        with pytest.raises(PermissionDenied):
            act(actor=officer, strategy=of, chosen=collect.chosen(entry), **more)
    assert queue_of(officer, of).own == {entry.pk}
    return_entries(actor=cast.administrator(), strategy=of, chosen=collect.chosen(entry), reason="Look again")
    collect.report(found, None, M1=collect.said(13))
    with pytest.raises(PermissionDenied):
        validate_entries(actor=officer, strategy=of, chosen=collect.chosen(entry))
    validate_entries(actor=cast.m_and_e_officer("Other officer"), strategy=of, chosen=collect.chosen(entry))


def test_what_an_officer_enters_is_validated_by_another_one() -> None:
    officer, indicator = cast.m_and_e_officer(), monitor.indicator()
    entry = enter(actor=officer, indicator=indicator, month=monitor.ago(1), answer=collect.said(12))
    assert points(indicator.strategy) == []
    with pytest.raises(PermissionDenied):
        validate_entries(actor=officer, strategy=indicator.strategy, chosen=collect.chosen(entry))
    with pytest.raises(ValidationError, match="under way"):
        enter(actor=officer, indicator=indicator, month=monitor.ago(1), answer=collect.said(13))
    collect.decide(entry, officer=cast.administrator())
    assert points(indicator.strategy) == [12.0]
    with pytest.raises(PermissionDenied):
        enter(actor=cast.co_manager(), indicator=indicator, month=monitor.ago(2), answer=collect.said(1))


def test_no_person_writes_a_measurement_past_the_validation() -> None:
    held = monitor.value(monitor.indicator(), 12)
    for actor in (cast.m_and_e_officer(), cast.administrator()):
        with pytest.raises(PermissionDenied):
            measure(actor=actor, indicator=held.indicator, period=monitor.ago(2), value=Decimal(1))
        with pytest.raises(PermissionDenied):
            correct(actor=actor, measurement=held, value=Decimal(1), reason="x")


def test_a_correction_is_another_value_for_a_reason_and_the_first_stays() -> None:
    firm, indicator = cast.firm(), collect.asked()
    entry = collect.published(indicator, 12, firm)
    found = collect.request_of(indicator)
    made = start_correction(actor=firm, entry=entry)
    given: dict[str, Any] = {"actor": firm, "request_of": found, "is_sent": True}
    for answer, words in (
        (collect.said(12, reason="x"), "what is published"),
        (collect.said(13), "Say why"),
        (collect.said(nothing="x", reason="x"), "give it too"),
    ):
        with pytest.raises(ValidationError) as refused:
            save_answers(answers={made.pk: answer}, **given)
        assert any(words in one.words for one in refused.value.problems)  # type: ignore[attr-defined]
    save_answers(answers={made.pk: collect.said(13, reason="One was missing")}, **given)
    collect.decide(made)
    assert points(indicator.strategy) == [13.0]
    first, second = Measurement.objects.order_by("pk")
    assert (second.supersedes, second.reason, first.value) == (first, "One was missing", 12)


def test_returned_for_a_reason_with_a_new_link_and_sent_again() -> None:
    indicator, officer = collect.asked(), cast.m_and_e_officer()
    firm = cast.firm()
    found = collect.request_of(indicator)
    token = token_of(found)
    collect.report(found)
    entry = collect.entry_of(indicator)
    with pytest.raises(ValidationError, match="Say why"):
        return_entries(actor=officer, strategy=indicator.strategy, chosen=collect.chosen(entry), reason=" ")
    return_entries(actor=officer, strategy=indicator.strategy, chosen=collect.chosen(entry), reason="Which firms?")
    fresh = DataRequest.objects.get()
    assert not opens(fresh, token)
    last = [mail for mail in cast.mails() if mail.to == [firm.email]][-1]
    assert "Which firms?" in last.body
    assert token_of(fresh) in last.body
    collect.report(found, None, M1=collect.said(11))
    entry.refresh_from_db()
    assert (entry.state, entry.values) == ("submitted", {"": "11"})


def test_bulk_is_all_or_nothing_and_only_as_it_was_seen() -> None:
    one, other = collect.asked(), collect.asked("Jobs")
    officer = cast.m_and_e_officer()
    collect.report(collect.request_of(one))
    entries = [collect.entry_of(one), collect.entry_of(other)]
    seen = collect.chosen(*entries)
    stale = seen | {str(entries[1].key): 99}
    for chosen in (stale, {}):
        with pytest.raises(ValidationError):
            validate_entries(actor=officer, strategy=one.strategy, chosen=chosen)
    assert set(Entry.objects.values_list("state", flat=True)) == {"submitted"}
    validate_entries(actor=officer, strategy=one.strategy, chosen=seen)
    assert set(Entry.objects.values_list("state", flat=True)) == {"validated"}


def test_what_turned_wrong_since_it_was_sent_cannot_be_validated() -> None:
    indicator = collect.asked()
    collect.report(collect.request_of(indicator))
    type(indicator).objects.filter(pk=indicator.pk).update(most=5)
    with pytest.raises(ValidationError, match="cannot be right"):
        validate_entries(
            actor=cast.m_and_e_officer(),
            strategy=indicator.strategy,
            chosen=collect.chosen(collect.entry_of(indicator)),
        )


def test_the_database_keeps_what_is_published() -> None:
    entry = collect.published()
    for change in ({"values": {"": "99"}}, {"state": "draft"}, {"reason": "x"}, {"note": "x"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).delete()


def test_the_database_publishes_nothing_that_nobody_else_validated() -> None:
    reporter, indicator = cast.person("Reporter"), collect.asked()
    rows = collect.request_of(indicator).entries
    skips: tuple[Any, ...] = (
        {"state": "published"},
        {"state": "validated", "reported_by": reporter, "decided_by": reporter},
        {"state": "validated", "written_by": reporter, "decided_by": reporter},
    )
    for change in skips:
        with pytest.raises(DatabaseError, match="somebody else"), transaction.atomic():
            rows.update(**change)
    assert collect.entry_of(indicator).state == "draft"


def test_the_database_takes_nothing_that_begins_as_published() -> None:
    entry, other = collect.published(), monitor.indicator(name="Other")
    held = Measurement.objects.get(entry=entry)
    like: dict[str, Any] = {"indicator": held.indicator, "part": "", "value": 99, "reason": "x", "supersedes": held}
    writes: tuple[Any, ...] = (
        lambda: Entry.objects.create(indicator=other, month=monitor.ago(1), values={"": "1"}, state="published"),
        lambda: Entry.objects.create(indicator=other, month=monitor.ago(1), values={"": "1"}, state="validated"),
        lambda: Measurement.objects.create(period=held.period, entry=entry, **like),
        lambda: Measurement.objects.create(period=held.period, **like),
        lambda: Measurement.objects.create(period=monitor.ago(1), indicator=other, value=1, entry=entry),
    )
    for write in writes:
        with pytest.raises(DatabaseError, match="validated"), transaction.atomic():
            write()
    with pytest.raises(ValidationError, match="was reported and validated"):
        correct(actor=None, measurement=held, value=Decimal(99), reason="x")


def test_nothing_in_a_locked_period_changes_in_the_database_either() -> None:
    indicator, other = collect.asked(), collect.asked("Jobs")
    officer = cast.m_and_e_officer()
    collect.report(collect.request_of(indicator), None, M1=collect.said(12))
    entry, draft = collect.entry_of(indicator), collect.entry_of(other)
    period = collect.request_of(indicator).period
    with pytest.raises(ValidationError, match="Close the period first"):
        lock_period(actor=officer, period=period)
    close_period(actor=officer, period=period)
    with pytest.raises(ValidationError, match="wait to be decided"):
        lock_period(actor=officer, period=period)
    collect.decide(entry)
    lock_period(actor=officer, period=period)
    with pytest.raises(ValidationError, match="locked"):
        start_correction(actor=None, entry=entry, token=token_of(collect.request_of(indicator)))
    with pytest.raises(ValidationError, match="locked"):
        enter(actor=officer, indicator=indicator, month=period.ends, answer=collect.said(13, reason="x"))
    writes: tuple[Any, ...] = (
        lambda: Entry.objects.filter(pk=draft.pk).update(note="x"),
        lambda: Entry.objects.filter(pk=draft.pk).delete(),
        lambda: Entry.objects.create(indicator=monitor.indicator(name="Third"), month=period.ends),
        lambda: monitor.value(monitor.indicator(name="Fourth"), 1, 1),
        lambda: ReportingPeriod.objects.filter(pk=period.pk).update(state="open"),
        lambda: ReportingPeriod.objects.filter(pk=period.pk).delete(),
        lambda: DataRequest.objects.create(
            period=period, organisation=cast.organisation("New"), due_on=period.due_on, link_until=period.due_on
        ),
    )
    for write in writes:
        with pytest.raises((DatabaseError, ValidationError)), transaction.atomic():
            write()


def test_the_queue_asks_as_often_for_one_value_as_for_many() -> None:
    officer, indicators = cast.m_and_e_officer(), [collect.asked()]
    collect.period()

    def asks() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert cast.signed_in(officer).get(f"/monitor/{indicators[0].strategy.slug}/queue/").status_code == 200
        return len(asked)

    collect.report(collect.request_of(indicators[0]))
    few = asks()
    indicators += [collect.asked(f"More {number}") for number in range(5)]
    ask(actor=None, period=collect.request_of(indicators[0]).period)
    collect.report(collect.request_of(indicators[0]))
    assert len(queue_of(officer, indicators[0].strategy).submitted) == 6
    assert asks() == few
