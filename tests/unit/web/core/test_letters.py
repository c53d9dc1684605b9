"""Letters: sealed while they wait, sent once, tried again with pauses, emptied when they have left."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from beffroi.web.core import sending
from beffroi.web.core.letters import forget, post, prune, withdraw
from beffroi.web.core.mailing import deliver_due
from beffroi.web.core.models import Letter

pytestmark = pytest.mark.django_db

LINK = "https://site.example/open/a-secret"
State = Letter.State


def write(to: str = "Ann@example.org", about: str = "letter") -> Letter:
    made = EmailMultiAlternatives("Für you", f"Open {LINK}", to=[to])
    made.attach_alternative(f"<p>{LINK}</p>", "text/html")
    return post(made, about=about)


def later(monkeypatch: pytest.MonkeyPatch, **by: float) -> None:
    now = timezone.now() + timedelta(**by)
    monkeypatch.setattr(timezone, "now", lambda: now)


def refuses(error: BaseException) -> Callable[..., Any]:
    def fail(*_given: Any, **_named: Any) -> Any:
        raise error

    return fail


def test_a_letter_is_sealed_while_it_waits_tried_again_and_sent_once(monkeypatch: pytest.MonkeyPatch) -> None:
    letter = write()
    stored = str(Letter.objects.values())
    assert "a-secret" not in stored and "example.org" not in stored.lower()
    with monkeypatch.context() as away:
        away.setattr(EmailBackend, "send_messages", refuses(ConnectionRefusedError()))
        assert deliver_due() == deliver_due() == 0
    later(monkeypatch, minutes=2)
    assert (deliver_due(), deliver_due()) == (1, 0)
    sent: Any = mail.outbox[0]
    assert (sent.subject, sent.to, sent.body) == ("Für you", ["Ann@example.org"], f"Open {LINK}")
    assert sent.alternatives[0][0] == f"<p>{LINK}</p>"
    assert sent.extra_headers["Message-ID"] == f"<{letter.idempotency_key}@localhost>"
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.content, letter.address_digest) == (State.ACCEPTED, 2, "", "")


def test_a_letter_that_may_have_been_accepted_is_not_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    write()
    with monkeypatch.context() as killed:
        killed.setattr(sending, "end", refuses(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            deliver_due()
    later(monkeypatch, minutes=6)
    assert deliver_due() == 0
    letter = Letter.objects.get()
    assert (letter.state, letter.content, len(mail.outbox)) == (State.UNCERTAIN, "", 1)


def test_a_letter_that_was_never_handed_over_is_sent_after_all(monkeypatch: pytest.MonkeyPatch) -> None:
    write()
    Letter.objects.update(state=State.SENDING, lease_until=timezone.now(), attempts=1)
    later(monkeypatch, minutes=1)
    assert deliver_due() == 1


def test_a_letter_that_failed_for_good_is_emptied(monkeypatch: pytest.MonkeyPatch) -> None:
    write()
    monkeypatch.setattr(EmailBackend, "send_messages", refuses(TimeoutError()))
    for _ in range(7):
        later(monkeypatch, hours=7)
        deliver_due()
    assert Letter.objects.values_list("state", "attempts", "content").get() == (State.FAILED, 6, "")


def test_what_is_no_longer_so_or_to_nobody_any_more_is_not_sent() -> None:
    write(about="invitation-1")
    write(about="invitation-11")
    write(to="bob@example.org")
    assert (withdraw("invitation-1"), forget(["ANN@example.org"])) == (1, 1)
    deliver_due()
    assert [one.to for one in mail.outbox] == [["bob@example.org"]]
    assert withdraw("letter") == 0, "it has left"
    assert (prune(timezone.now() - timedelta(days=1)), prune(timezone.now() + timedelta(days=1))) == (0, 1)
