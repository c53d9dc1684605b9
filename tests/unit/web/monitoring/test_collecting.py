"""Requests are asked by the calendar and answered by link or signed in; nobody answers what is not theirs."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from tests.unit.web import cast, cast_piloting
from tests.unit.web import cast_collecting as collect
from tests.unit.web import cast_monitoring as monitor

from beffroi.web.accounts.actions import merge_organisations
from beffroi.web.monitoring.actions import (
    ask,
    close_period,
    delegate,
    open_periods,
    remind,
    reopen_period,
    save_answers,
    send_link,
    start_correction,
)
from beffroi.web.monitoring.actions.entries import Doubtful
from beffroi.web.monitoring.links import opens, read_token, token_of
from beffroi.web.monitoring.models import DataRequest, Entry, ReportingPeriod
from beffroi.web.monitoring.queries.answers import answer_rows, edition_of_answers
from beffroi.web.monitoring.queries.requests import people_asked, reporters_of
from beffroi.web.monitoring.queries.visible import visible_entries, visible_requests
from beffroi.web.monitoring.request_chores import open_periods_due, remind_reporters

pytestmark = pytest.mark.django_db


def test_one_request_a_reporter_with_what_is_due_by_the_calendar() -> None:
    body = cast_piloting.body("ME")
    monthly, other = collect.asked(), collect.asked("Jobs")
    of_body = collect.asked("Meetings", reporter_organisation=None, reporter_body=body)
    collect.asked("Yearly", frequency="year")
    monitor.indicator(name="Nobody's")
    made = collect.period(today=monitor.ago(0).replace(month=5, day=3))
    assert (f"{made.starts:%m}", f"{made.ends:%m}") == ("04", "04")
    asked = {str(one.reporter): set(one.entries.values_list("indicator", flat=True)) for one in made.requests.all()}
    assert asked == {str(cast.organisation()): {monthly.pk, other.pk}, str(body): {of_body.pk}}


def test_the_worker_goes_on_where_collecting_began_and_doing_it_twice_changes_nothing() -> None:
    collect.asked()
    assert open_periods_due() == 0, "nobody is asked before an officer begins"
    collect.period(today=timezone.localdate() - timedelta(days=70))
    before = ReportingPeriod.objects.count()
    opened = open_periods_due()
    assert opened >= 2
    assert open_periods_due() == 0
    assert ReportingPeriod.objects.count() == before + opened
    assert DataRequest.objects.count() == before + opened == Entry.objects.count()


def test_who_is_missing_is_asked_later_and_nobody_twice() -> None:
    first = collect.asked()
    made = collect.period()
    collect.asked("Jobs")
    assert ask(actor=None, period=made) == 1
    assert ask(actor=None, period=made) == 0
    assert collect.request_of(first).entries.count() == 2
    assert made.requests.count() == 1


def test_reminders_come_once_for_each_stage_and_stop_when_everything_is_sent() -> None:
    firm = cast.firm()
    found = collect.request_of()
    assert remind_reporters() == 0
    for days, reminders in ((5, 1), (-1, 1), (-20, 1)):
        DataRequest.objects.filter(pk=found.pk).update(due_on=timezone.localdate() + timedelta(days=days))
        assert (remind_reporters(), remind_reporters()) == (reminders, 0)
    subjects = [mail.subject for mail in cast.mails() if mail.to == [firm.email]]
    assert any("was due" in subject for subject in subjects)
    DataRequest.objects.filter(pk=found.pk).update(reminded="", due_on=timezone.localdate())
    collect.report(found)
    assert remind_reporters() == 0
    found.refresh_from_db()
    with pytest.raises(ValidationError, match="already"):
        remind(actor=None, request_of=found, today=found.due_on - timedelta(days=20))


def test_the_link_in_the_mail_opens_the_request_and_a_new_one_replaces_it() -> None:
    firm = cast.firm()
    found = collect.request_of()
    token = token_of(found)
    [mail] = [mail for mail in cast.mails() if mail.to == [firm.email]]
    assert f"/report/{token}/" in mail.body
    assert opens(found, token)
    assert read_token(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    renewed = send_link(actor=cast.m_and_e_officer(), request_of=found)
    assert not opens(renewed, token)
    with pytest.raises(PermissionDenied):
        save_answers(actor=None, request_of=found, answers={}, token=token)
    DataRequest.objects.filter(pk=found.pk).update(link_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(PermissionDenied):
        save_answers(actor=None, request_of=found, answers={}, token=token_of(renewed))


def test_a_request_is_handed_to_a_colleague_or_an_address_and_to_nobody_else() -> None:
    firm, colleague = cast.firm(), cast.representative(name="Carine", mandate="delegate")
    found = collect.request_of()
    token = token_of(found)
    with pytest.raises(ValidationError, match="same organisation"):
        delegate(actor=firm, request_of=found, person=cast.person("Stranger"))
    with pytest.raises(ValidationError, match="one of both"):
        delegate(actor=firm, request_of=found)
    handed = delegate(actor=firm, request_of=found, person=colleague)
    assert (people_asked(handed), opens(handed, token)) == ([colleague], False)
    by_mail = delegate(actor=None, request_of=found, email="Helper@Home.example", token=token_of(handed))
    assert [mail.to for mail in cast.mails()][-1] == ["helper@home.example"]
    assert people_asked(by_mail) == []
    collect.report(by_mail)
    assert collect.entry_of(Entry.objects.get().indicator).is_by_link


def test_a_reporter_sees_only_their_own_requests_and_their_values() -> None:
    firm = cast.firm()
    stranger = cast.representative(cast.organisation("Another firm"), "Stéphane")
    found = collect.request_of()
    other = collect.asked("Jobs", reporter_organisation=cast.organisation("Another firm"))
    ask(actor=None, period=found.period)
    theirs = collect.request_of(other)
    assert list(visible_requests(firm)) == [found]
    assert list(visible_requests(stranger)) == [theirs]
    assert set(visible_requests(cast.m_and_e_officer())) == {found, theirs}
    assert list(visible_requests(cast.co_manager())) == []
    assert list(visible_entries(stranger)) == [collect.entry_of(other)]
    with pytest.raises(PermissionDenied):
        collect.report(found, stranger)
    report = collect.report(found, firm)
    assert report.sent_at is not None


def test_a_draft_is_kept_unchecked_and_what_is_sent_is_whole() -> None:
    firm, found = cast.firm(), collect.request_of(collect.asked(least=0, most=100), collect.asked("Jobs"))
    entries = list(found.entries.order_by("pk"))
    draft = collect.report(found, firm, is_sent=False, M1=collect.said(140))
    assert draft.sent_at is None
    with pytest.raises(Doubtful) as refused:
        collect.report(found, firm, M1=collect.said(140), M2=collect.said())
    told = [(one.entry, one.field) for one in refused.value.problems]
    assert told == [
        (entries[0].pk, "value"),
        (entries[1].pk, "value"),
    ]
    sent = collect.report(found, firm, M1=collect.said(40), M2=collect.said(nothing="The study is late"))
    assert sent.sent_at is not None
    assert set(Entry.objects.values_list("state", flat=True)) == {"submitted"}


def test_a_warning_is_explained_and_an_error_is_not() -> None:
    indicator = collect.asked(most=1000)
    for months, value in ((7, 1), (6, 2), (5, 3), (4, 4), (3, 5)):
        monitor.value(indicator, value, months)
    found = collect.request_of(indicator)
    with pytest.raises(Doubtful) as refused:
        collect.report(found, None, M1=collect.said(90))
    assert {one.field for one in refused.value.problems} == {"value", "explanation"}
    with pytest.raises(Doubtful):
        collect.report(found, None, M1=collect.said(5000, explanation="It is right"))
    collect.report(found, None, M1=collect.said(90, explanation="A new programme began"))
    assert collect.entry_of(indicator).explanation == "A new programme began"


def test_two_reporters_at_once_do_not_overwrite_each_other() -> None:
    firm, found = cast.firm(), collect.request_of()
    seen = edition_of_answers(answer_rows(found))
    collect.report(found, None, is_sent=False)
    entry = Entry.objects.get()
    with pytest.raises(ValidationError, match="Somebody else changed this"):
        save_answers(actor=firm, request_of=found, answers={entry.pk: collect.said(13)}, seen=seen)


def test_a_closed_period_takes_no_first_answer_but_what_was_returned_and_corrections() -> None:
    firm, indicator, other = cast.firm(), collect.asked(), collect.asked("Jobs")
    entry = collect.published(indicator)
    found = collect.request_of(indicator)
    close_period(actor=cast.m_and_e_officer(), period=found.period)
    pk = collect.entry_of(other).pk
    with pytest.raises(ValidationError, match="closed"):
        save_answers(actor=firm, request_of=found, answers={pk: collect.said(5)}, is_sent=True)
    made = start_correction(actor=firm, entry=entry)
    with pytest.raises(ValidationError, match="under way"):
        start_correction(actor=firm, entry=entry)
    save_answers(
        actor=firm, request_of=found, answers={made.pk: collect.said(13, reason="One was missing")}, is_sent=True
    )
    reopen_period(actor=cast.m_and_e_officer(), period=found.period)
    save_answers(actor=firm, request_of=found, answers={pk: collect.said(5)}, is_sent=True)


def test_scores_and_the_time_to_answer_of_each_reporter() -> None:
    found = collect.request_of()
    moment = timezone.now()
    DataRequest.objects.filter(pk=found.pk).update(due_on=timezone.localdate(), opened_at=moment - timedelta(minutes=4))
    collect.report(found)
    DataRequest.objects.filter(pk=found.pk).update(sent_at=moment)
    [one] = reporters_of(found.period.strategy, timezone.localdate())
    assert (one.scores.completeness, one.scores.timeliness, one.minutes) == (1.0, 1.0, 4.0)


def test_collecting_begins_only_where_somebody_reports() -> None:
    strategy = monitor.indicator().strategy
    with pytest.raises(ValidationError, match="name reporters"):
        open_periods(actor=cast.m_and_e_officer(), strategy=strategy, today=timezone.localdate())
    with pytest.raises(PermissionDenied):
        open_periods(actor=cast.co_manager(), strategy=strategy, today=timezone.localdate())


def test_organisations_that_are_one_keep_both_requests() -> None:
    kept = cast.organisation("Another firm")
    found = collect.request_of()
    other = collect.asked("Jobs", reporter_organisation=kept)
    ask(actor=None, period=found.period)
    merge_organisations(actor=cast.administrator(), kept=kept, duplicate=cast.organisation())
    assert {one.organisation for one in DataRequest.objects.all()} == {kept}
    assert collect.request_of(other).organisation == kept
