"""Mails of notices on their way: claimed under a lease, handed to the mail server once, tried again with pauses.

A delivery is `pending`, then `sending` under a lease, then `accepted` or `failed`. Just before the mail server is
asked, `handed_at` is written and committed. A delivery whose lease ran out without it is put back; one that was handed
over and whose answer was never heard is `uncertain` and not sent again, for it may have been accepted: its notice, if
still unread, goes into the next daily mail. Every mail's Message-ID is made from the idempotency key.
"""

import traceback
from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from beffroi.web.core.models import Delivery
from beffroi.web.core.models.notifications import Way
from beffroi.web.core.notifications import attachments, departure
from beffroi.web.core.rules import next_mail_attempt

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=5)
State = Delivery.State


def deliver_due() -> int:
    """Send what is due, and say how many mails the server accepted; several may call it at once."""
    settle_interrupted()
    accepted = 0
    while batch := _claim():
        accepted += _deliver(batch)
    return accepted


def settle_interrupted() -> None:
    """Deliveries that a killed process left: put back if never handed over, else uncertain."""
    left = Delivery.objects.filter(state=State.SENDING, lease_until__lt=timezone.now())
    if not left.exists():
        return
    left.filter(handed_at=None).update(state=State.PENDING, lease_until=None)
    with transaction.atomic():
        uncertain = list(_skipping_locked(left.exclude(handed_at=None)).select_related("notification"))
        Delivery.objects.filter(pk__in=[one.pk for one in uncertain]).update(
            state=State.UNCERTAIN, lease_until=None, ended_at=timezone.now(), reason="answer not heard"
        )
        reminders = [_reminder(one) for one in uncertain if one.notification.read_at is None and one.way == Way.MAIL]
        Delivery.objects.bulk_create(reminders, ignore_conflicts=True)
    if uncertain:
        log.warning("mail_uncertain", mails=len(uncertain))


def _reminder(uncertain: Delivery) -> Delivery:
    return Delivery(
        notification=uncertain.notification,
        way=Way.DIGEST,
        idempotency_key=f"{uncertain.idempotency_key}-reminder",
        next_at=departure(Way.DIGEST),
    )


def _skipping_locked(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    can = connection.features
    of = ("self",) if can.has_select_for_update_of else ()
    return rows.select_for_update(skip_locked=can.has_select_for_update_skip_locked, of=of)


def _claim() -> list[Delivery]:
    """The next mail: one delivery, or all that wait for the same person's daily mail."""
    due = Delivery.objects.filter(state=State.PENDING, next_at__lte=timezone.now())
    if not due.exists():
        return []
    with transaction.atomic():
        first = _skipping_locked(due.select_related("notification")).order_by("next_at", "pk").first()
        if first is None:
            return []
        same = Q(pk=first.pk)
        if first.way == Way.DIGEST:
            same |= Q(way=Way.DIGEST, notification__person_id=first.notification.person_id)
        batch = list(
            _skipping_locked(due.filter(same).select_related("notification__person")).order_by("notification_id")
        )
        for delivery in batch:
            delivery.attempts += 1
        Delivery.objects.bulk_update(batch, ["attempts"])
        Delivery.objects.filter(pk__in=[one.pk for one in batch]).update(
            state=State.SENDING, lease_until=timezone.now() + LEASE, handed_at=None
        )
    return batch


def _deliver(batch: Sequence[Delivery]) -> int:
    """Hand one mail over and note what came of it; 1 if it was accepted."""
    person = batch[0].notification.person
    if not person.is_active:
        _end(batch, State.FAILED, "no longer a member")
        return 0
    try:
        mail = message(batch)
        mine = Delivery.objects.filter(pk__in=[one.pk for one in batch], state=State.SENDING)
        if mine.update(handed_at=timezone.now()) != len(batch):
            return 0
        mail.send()
    except SMTPRecipientsRefused:
        _end(batch, State.FAILED, "address refused")
        return 0
    except Exception as error:  # noqa: BLE001 - whatever a mail server or a template does, the next mail must go
        _again(batch, error)
        return 0
    _end(batch, State.ACCEPTED, "")
    return 1


def _end(batch: Sequence[Delivery], state: Delivery.State, reason: str) -> None:
    Delivery.objects.filter(pk__in=[one.pk for one in batch]).update(
        state=state, reason=reason, lease_until=None, ended_at=timezone.now()
    )


def _again(batch: Sequence[Delivery], error: Exception) -> None:
    """After a refusal that may pass: later, with longer and longer pauses."""
    frames = traceback.extract_tb(error.__traceback__)
    reason = type(error).__name__
    log.warning("mail_not_sent", error=reason, at=f"{frames[-1].name}:{frames[-1].lineno}", attempts=batch[0].attempts)
    later = next_mail_attempt(max(one.attempts for one in batch), timezone.now())
    if later is None:
        _end(batch, State.FAILED, reason)
        return
    Delivery.objects.filter(pk__in=[one.pk for one in batch]).update(
        state=State.PENDING, lease_until=None, handed_at=None, next_at=later, reason=reason
    )


def message(batch: Sequence[Delivery]) -> EmailMultiAlternatives:
    """The mail of one delivery, or the daily mail of several, in the language of its reader."""
    person: Any = batch[0].notification.person
    language = getattr(person, "language", settings.LANGUAGE_CODE)
    is_digest = batch[0].way == Way.DIGEST
    with translation.override(language):
        notices = [one.notification for one in batch]
        context = {"notices": notices, "site_url": settings.SITE_URL, "is_digest": is_digest, "language": language}
        subject = _("Beffroi: your day in %(many)s notices") % {"many": len(notices)} if is_digest else notices[0].title
        mail = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string("core/mail/notices.txt", context),
            to=[getattr(person, type(person).get_email_field_name())],
            headers={"Message-ID": message_id(batch[0]), "Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(render_to_string("core/mail/notices.html", context), "text/html")
        for file in (file for notice in notices for file in attachments(notice)):
            mail.attach(*file)
    return mail


def message_id(first: Delivery) -> str:
    """The same for the same mail, however often it is tried."""
    return f"<{first.idempotency_key}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>"
