"""What the core keeps about a person can be given out, erased and forgotten."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from tests.unit.web.core.cast import person

from beffroi.web.core.files import store
from beffroi.web.core.models import Delivery, Job, Notification, NotificationChoice, StoredFile
from beffroi.web.core.personal import erase, exported, prune

pytestmark = pytest.mark.django_db


def rows_of(ann: Any) -> None:
    """One row of each kind."""
    notice = Notification.objects.create(
        person=ann,
        kind="a.b",
        texts={"en": {"title": "For Ann", "body": ""}},
        idempotency_key=str(ann.pk),
        read_at=timezone.now(),
    )
    Delivery.objects.create(notification=notice, way="mail", idempotency_key=str(ann.pk), next_at=timezone.now())
    NotificationChoice.objects.create(person=ann, kind="a.b", way="site")
    Job.objects.create(kind="a.b", person=ann, state="done", finished_at=timezone.now())
    store(actor=ann, upload=SimpleUploadedFile("a.csv", b"a\n"), of=ann, allowed={"csv"})


def test_everything_about_a_person_is_exported_and_nothing_about_another() -> None:
    ann, bob = person(), person()
    rows_of(ann)
    given = exported(ann)
    assert {name: len(rows) for name, rows in given.items()} == {
        "notices": 1,
        "notice_choices": 1,
        "background_work": 1,
        "uploads": 1,
    }
    assert "For Ann" in json.dumps(given, cls=DjangoJSONEncoder)
    assert not any(exported(bob).values())


def test_after_erasure_nothing_leads_to_the_person_and_files_stay() -> None:
    ann, bob = person(), person()
    rows_of(ann)
    rows_of(bob)
    assert erase(ann) >= 5
    assert not any(exported(ann).values())
    assert all(exported(bob).values())
    assert StoredFile.objects.count() == 2


def test_what_is_old_is_forgotten_and_what_was_never_read_stays() -> None:
    ann = person()
    rows_of(ann)
    Notification.objects.create(person=ann, kind="a.b", texts={}, idempotency_key="unread")
    assert prune(timezone.now() - timedelta(days=1)) == 0
    assert prune(timezone.now() + timedelta(days=1)) >= 2
    assert [one.idempotency_key for one in Notification.objects.all()] == ["unread"]
    assert not Job.objects.exists()
