"""Histories and notices of the observatory: who hears that the official runs are ready, who sees what happened."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.unit.web import cast

from beffroi.web.accounts import actions as accounts
from beffroi.web.core.models import AuditEntry, Job, Notification
from beffroi.web.core.work import Work
from beffroi.web.observatory import jobs
from beffroi.web.observatory.models import OwnSeries, SeriesUpload

pytestmark = pytest.mark.django_db


def run_twice(monkeypatch: pytest.MonkeyPatch, person: Any) -> Job:
    """The job of the official runs without a year to compute, started again as after a killed worker."""
    monkeypatch.setattr(jobs, "missing_years", list)
    job = Job.objects.create(kind="observatory.index_runs", person=person)
    for _ in range(2):
        jobs.index_runs(Work(job))
    return job


def test_who_asked_for_the_official_runs_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    officer = cast.m_and_e_officer()
    cast.administrator()
    job = run_twice(monkeypatch, officer)
    notice = Notification.objects.get()
    assert notice.person == officer and notice.link == reverse("observatory:index")
    assert cast.signed_in(officer).get(notice.link).status_code == 200
    assert AuditEntry.objects.filter(of="core.job", key=job.pk, verb="made index runs").count() == 2


def test_runs_that_the_site_makes_itself_are_told_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    run_twice(monkeypatch, None)
    assert not Notification.objects.exists()


def series_of(owner: Any, **fields: Any) -> OwnSeries:
    return OwnSeries.objects.create(
        slug="mine", label={"en": "Mine"}, definition={}, unit="x", source="s", licence="l", owner=owner, **fields
    )


def test_the_history_of_a_series_is_for_who_sees_the_series() -> None:
    owner = cast.evaluator()
    address = reverse("core:history", args=["observatory.ownseries", series_of(owner).pk])
    assert cast.signed_in(owner).get(address).status_code == 200
    assert cast.signed_in(cast.administrator()).get(address).status_code == 200
    assert cast.signed_in(cast.co_manager()).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_uploads_that_wait_are_erased_with_their_person_and_those_of_others_stay() -> None:
    paul, other = cast.person(), cast.evaluator()
    for who in (paul, other):
        SeriesUpload.objects.create(
            person=who, file_name="a.csv", file_sha256="x", report={}, expires_at="2030-01-01T00:00:00Z"
        )
    accounts.erase(actor=paul, person=paul)
    assert [one.person for one in SeriesUpload.objects.all()] == [other]
    assert AuditEntry.objects.filter(of="observatory.seriesupload", verb="removed").count() == 1
