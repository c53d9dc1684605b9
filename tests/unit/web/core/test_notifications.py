"""Notices: told once, in both languages, by mail as each chooses, and never mailed twice once accepted."""

from collections.abc import Iterator
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.template import engines
from django.utils import timezone, translation
from tests.unit.web.core.cast import person

from beffroi.web.core import mailing, notifications, sending
from beffroi.web.core.mailing import deliver_due, settle_interrupted
from beffroi.web.core.models import AuditEntry, Delivery, Notification
from beffroi.web.core.models.notifications import Way
from beffroi.web.core.notifications import choices_of, choose, mark_read, notify, unread_count

pytestmark = pytest.mark.django_db

KIND = "core.test"
State = Delivery.State


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A kind of notice with a template of its own."""
    monkeypatch.setattr(notifications, "KINDS", {})
    monkeypatch.setattr(notifications, "get_template", lambda _name: _Template())
    notifications.declare(KIND, "A test", "core_tests/notice.txt")
    yield


class _Template:
    """`get_template` of one text, so that the tests need no file."""

    def __init__(self) -> None:
        self.template = engines["django"].engine.from_string(  # type: ignore[attr-defined]
            "{% load i18n %}{% get_current_language as l %}{{ l }}: <{{ name }}> &\nSee {{ name }}.\n"
        )


def tell(to: Any, key: str = "one", **more: Any) -> list[Notification]:
    with transaction.atomic():
        return notify(to=to, kind=KIND, context={"name": "Ann"}, key=key, link="/observe/", **more)


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def later(monkeypatch: pytest.MonkeyPatch, **by: float) -> None:
    now = timezone.now() + timedelta(**by)
    monkeypatch.setattr(timezone, "now", lambda: now)


def test_a_notice_stands_in_both_languages_and_is_not_escaped_in_its_text() -> None:
    notice = tell(person())[0]
    assert notice.title == "en: <Ann> &"
    with translation.override("fr"):
        assert notice.title == "fr: <Ann> &"
        assert notice.body == "See Ann."


def test_the_same_key_tells_the_same_person_once() -> None:
    ann, bob = person(), person()
    tell([ann])
    tell([ann, bob])
    assert Notification.objects.count() == Delivery.objects.count() == 2


def test_notices_are_told_inside_a_transaction_of_an_action(settings: Any) -> None:
    with pytest.raises(ValueError, match="address of this site"), transaction.atomic():
        notify(to=person(), kind=KIND, context={"name": ""}, key="x", link="//elsewhere.example/")


def test_telling_many_people_takes_as_many_queries_as_telling_one(django_assert_num_queries: Any) -> None:
    people = [person() for _ in range(12)]
    with transaction.atomic(), django_assert_num_queries(4):
        notify(to=people, kind=KIND, context={"name": "Ann"}, key="many")


def test_the_mail_says_the_same_in_text_and_html_in_the_language_of_its_reader() -> None:
    tell(person(language="fr"))
    assert deliver_due() == 1
    sent: Any = mail.outbox[0]
    assert sent.subject == "fr: <Ann> &"
    assert "http://localhost:8000/observe/" in sent.body and "See Ann." in sent.body
    html = sent.alternatives[0][0]
    assert "fr: &lt;Ann&gt; &amp;" in html and 'lang="fr"' in html
    assert sent.extra_headers["Message-ID"] == f"<mail-{Notification.objects.get().key}@localhost>"
    assert states() == [State.ACCEPTED]


def test_what_was_accepted_is_never_sent_again() -> None:
    tell(person())
    deliver_due()
    assert deliver_due() == 0
    assert len(mail.outbox) == 1


def test_a_refusal_that_may_pass_is_tried_again_with_the_same_message_id(monkeypatch: pytest.MonkeyPatch) -> None:
    tell(person())
    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", _raise(ConnectionRefusedError("someone@example.org")))
        assert deliver_due() == 0
        assert states() == [State.PENDING]
        assert deliver_due() == 0, "the pause is kept"
    later(monkeypatch, minutes=2)
    assert deliver_due() == 1
    assert Delivery.objects.get().attempts == 2


def test_after_the_last_pause_a_mail_has_failed_and_the_notice_still_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    ann = person()
    tell(ann)
    monkeypatch.setattr(EmailBackend, "send_messages", _raise(TimeoutError()))
    for _ in range(7):
        later(monkeypatch, hours=7)
        deliver_due()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.reason) == (State.FAILED, 6, "TimeoutError")
    assert unread_count(ann) == 1


def test_an_address_that_the_server_refuses_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tell(person())
    monkeypatch.setattr(EmailBackend, "send_messages", _raise(SMTPRecipientsRefused({})))
    deliver_due()
    assert states() == [State.FAILED]


def test_a_crash_after_the_server_accepted_never_sends_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    tell(person())
    with monkeypatch.context() as killed:
        killed.setattr(sending, "end", _raise(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            deliver_due()
    assert len(mail.outbox) == 1
    assert states() == [State.SENDING]
    later(monkeypatch, minutes=6)
    deliver_due()
    assert states() == [State.UNCERTAIN, State.PENDING], "its notice goes into the next daily mail"
    assert len(mail.outbox) == 1
    later(monkeypatch, days=1)
    assert deliver_due() == 1
    assert "See Ann." in str(mail.outbox[1].body)


def test_an_uncertain_mail_whose_notice_was_read_needs_no_reminder(monkeypatch: pytest.MonkeyPatch) -> None:
    ann = person()
    tell(ann)
    Delivery.objects.update(state=State.SENDING, handed_at=timezone.now(), lease_until=timezone.now())
    mark_read(person=ann)
    later(monkeypatch, minutes=1)
    settle_interrupted()
    assert states() == [State.UNCERTAIN]


def test_a_crash_before_the_server_was_asked_sends_the_mail_after_all(monkeypatch: pytest.MonkeyPatch) -> None:
    tell(person())
    with monkeypatch.context() as killed:
        killed.setattr(mailing, "message", _raise(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            deliver_due()
    assert deliver_due() == 0, "the lease of the other still holds"
    later(monkeypatch, minutes=6)
    assert deliver_due() == 1
    assert states() == [State.ACCEPTED]


def test_who_left_gets_no_mail() -> None:
    ann = person()
    tell(ann)
    ann.is_active = False
    ann.save()
    deliver_due()
    assert (states(), len(mail.outbox)) == ([State.FAILED], 0)
    assert tell(ann, key="two") == []


def test_each_gets_notices_as_they_choose(monkeypatch: pytest.MonkeyPatch) -> None:
    quiet, daily, quick = person(), person(), person()
    choose(actor=quiet, ways={KIND: Way.SITE})
    choose(actor=daily, ways={KIND: Way.DIGEST})
    for key in ("one", "two"):
        tell([quiet, daily, quick], key=key)
    assert deliver_due() == 2
    assert {one.to[0] for one in mail.outbox} == {quick.email}
    later(monkeypatch, days=1)
    assert deliver_due() == 1
    assert mail.outbox[2].to == [daily.email]
    assert "2" in mail.outbox[2].subject
    assert unread_count(quiet) == 2


def test_a_choice_is_audited_and_kept() -> None:
    ann = person()
    assert choices_of(ann) == {KIND: "mail"}
    choose(actor=ann, ways={KIND: "digest"})
    choose(actor=ann, ways={KIND: "site"})
    assert choices_of(ann) == {KIND: "site"}
    assert AuditEntry.objects.filter(verb="chose notices").count() == 2


def test_nothing_personal_stands_in_the_log_of_a_refusal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ann = person(email="ann.secret@example.org")
    tell(ann)
    monkeypatch.setattr(EmailBackend, "send_messages", _raise(RuntimeError("refused ann.secret@example.org")))
    deliver_due()
    printed = capsys.readouterr()
    assert "ann.secret" not in printed.out + printed.err


def _raise(error: BaseException) -> Any:
    def raising(*_args: Any, **_kwargs: Any) -> None:
        raise error

    return raising
