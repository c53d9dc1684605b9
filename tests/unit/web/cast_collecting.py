"""A period with requests to reporters for tests, made by the real actions."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.unit.web import cast, cast_piloting
from tests.unit.web import cast_monitoring as monitor

from beffroi.web.core.files import of
from beffroi.web.monitoring.actions import (
    open_periods,
    publish_entries,
    save_answers,
    save_value_rule,
    validate_entries,
)
from beffroi.web.monitoring.actions.entries import Answer
from beffroi.web.monitoring.links import token_of
from beffroi.web.monitoring.models import DataRequest, Entry, Indicator, ReportingPeriod


def asked(name: str = "Firms helped", **fields: Any) -> Indicator:
    """An indicator that the organisation of the cast reports each month, unless said otherwise."""
    details = {"reporter_organisation": cast.organisation(), "frequency": "month"} | fields
    return monitor.indicator(name=name, **details)


def period(today: date | None = None) -> ReportingPeriod:
    """The first period, of the last month that is over; who reports is asked."""
    [made] = open_periods(actor=None, strategy=cast_piloting.strategy(), today=today or timezone.localdate())
    return made


def request_of(*indicators: Indicator) -> DataRequest:
    """The request to the reporter of some indicators, new ones if none are given."""
    first = (indicators or (asked(),))[0]
    found = Entry.objects.filter(indicator=first).first()
    if found is None:
        period()
        found = Entry.objects.get(indicator=first)
    assert found.request is not None
    return found.request


def entry_of(indicator: Indicator) -> Entry:
    """What is reported last of an indicator."""
    return Entry.objects.filter(indicator=indicator).latest("pk")


def said(value: float | None = None, **more: Any) -> Answer:
    """An answer with one value."""
    return Answer(values={} if value is None else {"": Decimal(str(value))}, **more)


def report(found: DataRequest, actor: Any = None, is_sent: bool = True, **answers: Answer) -> DataRequest:
    """Report a value, 12 unless answers are given by code of the indicator; by the link if nobody is given."""
    entries = {one.pk: one for one in found.entries.filter(state__in=["draft", "returned"])}
    by_code = {f"M{number}": pk for number, pk in enumerate(sorted(entries), 1)}
    given = {by_code[code]: answer for code, answer in answers.items()} or dict.fromkeys(entries, said(12))
    token = "" if actor else token_of(DataRequest.objects.get(pk=found.pk))
    return save_answers(actor=actor, request_of=found, answers=given, is_sent=is_sent, token=token)


def chosen(*entries: Entry) -> dict[str, int]:
    """Values as they are ticked in the queue."""
    fresh = Entry.objects.filter(pk__in=[one.pk for one in entries])
    return {str(one.key): one.revision for one in fresh}


def published(indicator: Indicator | None = None, value: float = 12, by: Any = None) -> Entry:
    """A value that was asked for, reported, validated by an officer and published."""
    indicator = indicator or asked()
    report(request_of(indicator), by, M1=said(value))
    decide(entry_of(indicator))
    return entry_of(indicator)


def decide(*entries: Entry, officer: Any = None) -> None:
    """Validate and publish what was sent."""
    officer = officer or cast.m_and_e_officer()
    strategy = entries[0].indicator.strategy
    validate_entries(actor=officer, strategy=strategy, chosen=chosen(*entries))
    publish_entries(actor=officer, strategy=strategy, chosen=chosen(*entries))


def evidence(name: str = "list.csv") -> SimpleUploadedFile:
    """A file that is taken as evidence."""
    return SimpleUploadedFile(name, b"firm,helped\nAtelier,yes\n", content_type="text/csv")


def all_of_it() -> SimpleNamespace:
    """One of each thing that an address of collecting speaks of: a published value, a draft, files, a rule."""
    indicator, other = asked(), asked("Jobs")
    found = request_of(indicator)
    report(found, None, M1=said(12, files=[evidence()]))
    report(found, None, is_sent=False, M1=said(3, files=[evidence("draft.csv")]))
    decide(entry_of(indicator))
    published_entry, draft = entry_of(indicator), entry_of(other)
    return SimpleNamespace(
        strategy=indicator.strategy, request=DataRequest.objects.get(pk=found.pk), period=found.period,
        published=published_entry, draft=draft, file=of(published_entry).get(), draft_file=of(draft).get(),
        rule=save_value_rule(actor=None, strategy=indicator.strategy, formula="M1 >= M2"),
    )  # fmt: skip
