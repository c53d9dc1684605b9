"""How a mail leaves, of whatever kind: taken under a lease, handed to the mail server once, tried again with pauses."""

import traceback
from collections.abc import Callable, Sequence
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any, TypeVar
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from beffroi.web.core.models.sending import Sending
from beffroi.web.core.rules import next_mail_attempt

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=5)
State = Sending.State
S = TypeVar("S", bound=Sending)


def skipping_locked(rows: QuerySet[S]) -> QuerySet[S]:
    """Rows under a lock, without those that another worker holds."""
    can = connection.features
    of = ("self",) if can.has_select_for_update_of else ()
    return rows.select_for_update(skip_locked=can.has_select_for_update_skip_locked, of=of)


def take(batch: Sequence[Sending]) -> None:
    """Put what makes one mail under a lease, inside a transaction that holds the rows."""
    for one in batch:
        one.attempts += 1
    rows(batch).bulk_update(batch, ["attempts"])
    rows(batch).update(state=State.SENDING, lease_until=timezone.now() + LEASE, handed_at=None)


def put_back(left: QuerySet[S]) -> QuerySet[S]:
    """Put back what was never handed over; gives those whose answer was not heard."""
    left.filter(handed_at=None).update(state=State.PENDING, lease_until=None)
    return left.exclude(handed_at=None)


def interrupted(model: type[S]) -> QuerySet[S]:
    """What a killed process left: being sent, and the lease is over."""
    return model._default_manager.filter(state=State.SENDING, lease_until__lt=timezone.now())


def hand_over(batch: Sequence[Sending], mail: Callable[[], EmailMessage]) -> int:
    """Make a mail, hand it over and note what came of it; 1 if it was accepted."""
    try:
        made = mail()
        if rows(batch).filter(state=State.SENDING).update(handed_at=timezone.now()) != len(batch):
            return 0
        made.send()
    except SMTPRecipientsRefused:
        end(batch, State.FAILED, "address refused")
        return 0
    except Exception as error:  # noqa: BLE001 - whatever a mail server or a template does, the next mail must go
        _again(batch, error)
        return 0
    end(batch, State.ACCEPTED, "")
    return 1


def end(batch: Sequence[Sending], state: Sending.State, reason: str) -> None:
    """Nothing more will be tried; what only a mail under way needs is emptied."""
    if batch:
        ended = {"state": state, "reason": reason, "lease_until": None, "ended_at": timezone.now()}
        rows(batch).update(**ended, **batch[0].EMPTIED)


def _again(batch: Sequence[Sending], error: Exception) -> None:
    """After a refusal that may pass: later, with longer and longer pauses."""
    frames = traceback.extract_tb(error.__traceback__)
    reason = type(error).__name__
    log.warning("mail_not_sent", error=reason, at=f"{frames[-1].name}:{frames[-1].lineno}", attempts=batch[0].attempts)
    later = next_mail_attempt(max(one.attempts for one in batch), timezone.now())
    if later is None:
        end(batch, State.FAILED, reason)
        return
    rows(batch).update(state=State.PENDING, lease_until=None, handed_at=None, next_at=later, reason=reason)


def rows(batch: Sequence[Sending]) -> QuerySet[Any]:
    """The rows of a batch in the database; all are of one model."""
    return type(batch[0])._default_manager.filter(pk__in=[one.pk for one in batch])


def headers(first: Sending) -> dict[str, str]:
    """What stands above every mail; the Message-ID is the same for the same mail, however often it is tried."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return {"Message-ID": f"<{first.idempotency_key}@{host}>", "Auto-Submitted": "auto-generated"}
