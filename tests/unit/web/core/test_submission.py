"""A form that is sent twice is carried out once."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone
from tests.unit.web.core.cast import leave_rows, person

from beffroi.web.core.access import access_of, signed_in
from beffroi.web.core.models import AuditEntry, Submission
from beffroi.web.core.submission import FIELD, forget_old, new_key, once

pytestmark = pytest.mark.django_db


@signed_in
@once
def add(request: HttpRequest) -> HttpResponse:
    """Leave a row, unless the form is refused."""
    someone: Any = person()
    leave_rows(actor=someone, of=someone)
    if request.POST.get("name") == "fault":
        raise RuntimeError
    if request.POST.get("name") == "bad":
        return HttpResponse("refused", status=422)
    return HttpResponseRedirect(f"/made/{AuditEntry.objects.count()}/")


def send(user: Any = None, path: str = "/add/", **posted: str) -> HttpResponse:
    request = RequestFactory().post(path, posted)
    request.user = user or AnonymousUser()
    request.session = SessionStore()
    return add(request)


def test_the_second_sending_is_led_where_the_first_was_led() -> None:
    ann, key = person(), new_key()
    first, second = send(ann, one_time_key=key), send(ann, one_time_key=key)
    assert first.headers["Location"] == second.headers["Location"] == "/made/1/"
    assert AuditEntry.objects.count() == 1


def test_another_person_another_form_and_another_key_are_not_the_same() -> None:
    ann, bob, key = person(), person(), new_key()
    send(ann, one_time_key=key)
    send(bob, one_time_key=key)
    send(ann, one_time_key=new_key())
    send(ann, path="/other/", one_time_key=key)
    assert AuditEntry.objects.count() == 4


def test_a_refused_form_keeps_its_key() -> None:
    ann, key = person(), new_key()
    assert send(ann, one_time_key=key, name="bad").status_code == 422
    assert send(ann, one_time_key=key).status_code == 302


def test_a_fault_undoes_everything_and_frees_the_key() -> None:
    ann, key = person(), new_key()
    with pytest.raises(RuntimeError):
        send(ann, one_time_key=key, name="fault")
    assert not AuditEntry.objects.exists() and not Submission.objects.exists()
    assert send(ann, one_time_key=key).status_code == 302


@pytest.mark.parametrize("key", ["", "short", "x" * 5000, "' OR 1=1"])
def test_a_form_without_a_proper_key_is_carried_out_as_it_is(key: str) -> None:
    ann = person()
    send(ann, one_time_key=key)
    send(ann, one_time_key=key)
    assert AuditEntry.objects.count() == 2 and not Submission.objects.exists()


def test_the_access_that_the_view_declares_still_holds() -> None:
    access = access_of(add)
    assert access is not None and access.kind == "signed_in"


def test_the_tag_gives_a_new_key_and_keeps_the_one_of_a_refused_form() -> None:
    template = engines["django"].from_string("{% one_time_key %}")
    fresh = {template.render({}, RequestFactory().get("/")) for _ in range(2)}
    assert len(fresh) == 2 and all(f'name="{FIELD}"' in one for one in fresh)
    key = new_key()
    assert key in template.render({}, RequestFactory().post("/", {FIELD: key}))
    assert "<script" not in template.render({}, RequestFactory().post("/", {FIELD: '"><script>'}))


def test_old_keys_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    send(person(), one_time_key=new_key())
    assert forget_old() == 0
    Submission.objects.update(at=timezone.now() - timedelta(days=3))
    assert forget_old() == 1
