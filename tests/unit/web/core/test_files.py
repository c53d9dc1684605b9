"""Files are kept privately, given only to who sees what they belong to, and checked when they leave."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.unit.web.core.cast import person, themself

from beffroi.analytics.errors import InputError
from beffroi.web.core import files
from beffroi.web.core.files import content_of, find, remove, store, sweep
from beffroi.web.core.forms import UploadField
from beffroi.web.core.models import AuditEntry, StoredFile
from beffroi.web.core.registry import Registry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A registry by which each person sees the files of their own person."""
    owners = Registry()
    owners.register("accounts.person", themself)
    monkeypatch.setattr(files, "_owners", owners)
    yield


def upload(content: bytes = b"region,value\nBE3,1\n", name: str = "values.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def stored(ann: Any) -> StoredFile:
    return store(actor=ann, upload=upload(), of=ann, allowed={"csv"})


def test_a_file_is_kept_whole_under_a_name_that_says_nothing() -> None:
    ann = person()
    kept = stored(ann)
    assert content_of(kept) == b"region,value\nBE3,1\n"
    assert "values" not in str(kept.content.name)
    assert not default_storage.exists("values.csv")
    assert (kept.size, kept.media_type, kept.of) == (19, "text/csv", "accounts.person")
    row = AuditEntry.objects.get(verb="stored")
    assert row.after["sha256"] == kept.sha256 and "values" not in str(row.after)


def test_a_refused_file_leaves_nothing() -> None:
    ann = person()
    with pytest.raises(InputError):
        store(actor=ann, upload=upload(b"\x00"), of=ann, allowed={"csv"})
    assert not StoredFile.objects.exists() and not AuditEntry.objects.exists()


def test_a_file_larger_than_the_setting_is_refused(settings: Any) -> None:
    settings.MAX_UPLOAD_MB = 1
    with pytest.raises(InputError, match="larger than 1 MB"):
        store(actor=person(), upload=upload(b"x" * 1_100_000), of=person(), allowed={"csv"})


def test_a_file_goes_to_who_sees_its_owner_and_to_nobody_else(client: Client) -> None:
    ann, bob = person(), person()
    kept = stored(ann)
    address = reverse("core:file", args=[kept.key])
    assert client.get(address).status_code == 404
    client.force_login(bob)
    assert client.get(address).status_code == 404
    client.force_login(ann)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="values.csv"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_a_file_of_an_unregistered_model_goes_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    ann = person()
    kept = stored(ann)
    assert find(ann, kept.key) == kept
    monkeypatch.setattr(files, "_owners", Registry())
    assert find(ann, kept.key) is None


def test_a_file_that_changed_on_disk_is_not_given_out(client: Client) -> None:
    ann = person()
    kept = stored(ann)
    Path(kept.content.path).write_bytes(b"region,value\nBE3,9\n")
    client.force_login(ann)
    answer = client.get(reverse("core:file", args=[kept.key]))
    assert answer.status_code == 500
    assert b"BE3,9" not in answer.content and b"damaged" in answer.content
    Path(kept.content.path).unlink()
    assert client.get(reverse("core:file", args=[kept.key])).status_code == 500


def test_a_removed_file_is_gone_once_the_removal_is_certain(django_capture_on_commit_callbacks: Any) -> None:
    ann = person()
    kept = stored(ann)
    place = Path(kept.content.path)
    with django_capture_on_commit_callbacks(execute=True):
        remove(actor=ann, stored=kept)
        assert place.exists()
    assert not place.exists() and find(ann, kept.key) is None


def test_bytes_that_no_row_names_are_swept_after_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = stored(person())
    orphan = stored(person())
    StoredFile.objects.filter(pk=orphan.pk).delete()
    sweep()
    assert Path(orphan.content.path).exists()
    now = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert sweep() >= 1
    assert not Path(orphan.content.path).exists() and Path(kept.content.path).exists()


def test_the_field_of_a_form_says_what_is_wrong_with_a_file() -> None:
    class Form(forms.Form):
        file = UploadField(allowed={"csv", "xlsx"})

    assert Form(files={"file": upload()}).is_valid()
    for bad, said in [
        (upload(b""), "the file is empty"),
        (upload(b"\x89PNG\r\n\x1a\n"), "not text"),
        (upload(name="a.exe"), "not taken here"),
    ]:
        form = Form(files={"file": bad})
        assert said in form.errors["file"][0]
    assert 'accept=".csv,.xlsx' in str(Form()["file"])
