"""Mails of notices on their way: claimed under a lease, handed to the mail server once, tried again with pauses.

A delivery is `pending`, then `sending` under a lease, then `accepted` or `failed`. Just before the mail server is
asked, `handed_at` is written and committed. A delivery whose lease ran out without it is put back; one that was handed
over and whose answer was never heard is `uncertain` and not sent again, for it may have been accepted: its notice, if
still unread, goes into the next daily mail. Every mail's Message-ID is made from the idempotency key. Letters, which
are no notices, leave by the same round, before them (see `letters`).
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Min, Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from beffroi.web.core import letters
from beffroi.web.core.models import Delivery, Letter
from beffroi.web.core.models.notifications import Way
from beffroi.web.core.notifications import attachments, departure
from beffroi.web.core.sending import end, hand_over, headers, interrupted, put_back, skipping_locked, take

log = structlog.get_logger(__name__)

State = Delivery.State
PATIENCE = timedelta(minutes=15)
"""A worker looks every few seconds; a mail that is due for longer shows that none runs."""


def deliver_due() -> int:
    """Send what is due, and say how many mails the server accepted; several may call it at once."""
    accepted = letters.deliver()
    settle_interrupted()
    while batch := _claim():
        accepted += _deliver(batch)
    return accepted


def settle_interrupted() -> None:
    """Deliveries that a killed process left: put back if never handed over, else uncertain."""
    left = interrupted(Delivery)
    if not left.exists():
        return
    with transaction.atomic():
        uncertain = list(skipping_locked(put_back(left)).select_related("notification"))
        end(uncertain, State.UNCERTAIN, "answer not heard")
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


def _claim() -> list[Delivery]:
    """The next mail: one delivery, or all that wait for the same person's daily mail."""
    due = Delivery.objects.filter(state=State.PENDING, next_at__lte=timezone.now())
    if not due.exists():
        return []
    with transaction.atomic():
        first = skipping_locked(due.select_related("notification")).order_by("next_at", "pk").first()
        if first is None:
            return []
        same = Q(pk=first.pk)
        if first.way == Way.DIGEST:
            same |= Q(way=Way.DIGEST, notification__person_id=first.notification.person_id)
        batch = list(
            skipping_locked(due.filter(same).select_related("notification__person")).order_by("notification_id")
        )
        take(batch)
    return batch


def _deliver(batch: Sequence[Delivery]) -> int:
    """Hand one mail over and note what came of it; 1 if it was accepted."""
    if not batch[0].notification.person.is_active:
        end(batch, State.FAILED, "no longer a member")
        return 0
    return hand_over(batch, partial(message, batch))


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
            headers=headers(batch[0]),
        )
        mail.attach_alternative(render_to_string("core/mail/notices.html", context), "text/html")
        for file in (file for notice in notices for file in attachments(notice)):
            mail.attach(*file)
    return mail


def waiting_since() -> Any:
    """Since when a mail has been due that no worker took; None if none waits unduly."""
    late = {"state": State.PENDING, "next_at__lt": timezone.now() - PATIENCE}
    found = (model.objects.filter(**late).aggregate(since=Min("next_at"))["since"] for model in (Delivery, Letter))
    return min((since for since in found if since is not None), default=None)
