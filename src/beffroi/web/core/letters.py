"""Letters: mails about accounts, to addresses that may belong to nobody here yet; they leave with the worker.

    post(EmailMultiAlternatives(subject, text, to=[address]), about=f"invitation-{invitation.key}")

A letter is stored with what it tells of, in the same transaction, and goes the way of all mails (see `sending`). Links
in letters are secret: what a letter says is sealed while it waits and emptied once it has left. One whose answer was
never heard is not sent again; who waits for it asks for another.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

import structlog
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from beffroi.web.core.audit import digest
from beffroi.web.core.ciphers import cipher
from beffroi.web.core.models import Letter
from beffroi.web.core.sending import end, hand_over, headers, interrupted, put_back, skipping_locked, take

log = structlog.get_logger(__name__)

State = Letter.State
PURPOSE = "letters"


def post(mail: EmailMultiAlternatives, about: str = "letter") -> Letter:
    """Put a mail to one address on its way; it leaves after the commit."""
    (address,) = mail.to
    pages = [str(content) for content, kind in mail.alternatives if kind == "text/html"]
    says: dict[str, Any] = {"to": address, "subject": str(mail.subject), "text": str(mail.body)}
    says |= {"page": pages[0] if pages else "", "files": [_packed(*one) for one in mail.attachments]}
    return Letter.objects.create(
        content=cipher(PURPOSE).encrypt(json.dumps(says).encode()).decode(),
        address_digest=_digest(address),
        idempotency_key=f"{about}-{uuid4().hex}",
        next_at=timezone.now(),
    )


def withdraw(about: str) -> int:
    """Do not send what still waits about something: it is no longer so."""
    waiting = Letter.objects.filter(state=State.PENDING, idempotency_key__startswith=f"{about}-")
    return waiting.delete()[0]


def forget(addresses: Iterable[str]) -> int:
    """Delete what is under way to some addresses."""
    return Letter.objects.filter(address_digest__in=[_digest(one) for one in addresses]).delete()[0]


def prune(before: datetime) -> int:
    """Forget letters that are older than a moment."""
    return Letter.objects.filter(created_at__lt=before).delete()[0]


def deliver() -> int:
    """Send the letters that are due, and say how many the mail server accepted."""
    _settle()
    accepted = 0
    while (letter := _claim()) is not None:
        accepted += hand_over([letter], partial(_mail, letter))
    return accepted


def _settle() -> None:
    """Letters that a killed process left: put back if never handed over, else uncertain."""
    left = interrupted(Letter)
    if not left.exists():
        return
    with transaction.atomic():
        uncertain = list(skipping_locked(put_back(left)))
        end(uncertain, State.UNCERTAIN, "answer not heard")
    if uncertain:
        log.warning("mail_uncertain", mails=len(uncertain))


def _claim() -> Letter | None:
    due = Letter.objects.filter(state=State.PENDING, next_at__lte=timezone.now()).order_by("next_at", "pk")
    if not due.exists():
        return None
    with transaction.atomic():
        found = skipping_locked(due).first()
        if found is not None:
            take([found])
    return found


def _mail(letter: Letter) -> EmailMultiAlternatives:
    says = json.loads(cipher(PURPOSE).decrypt(letter.content.encode()))
    mail = EmailMultiAlternatives(says["subject"], says["text"], to=[says["to"]], headers=headers(letter))
    if says["page"]:
        mail.attach_alternative(says["page"], "text/html")
    for name, content, kind in says["files"]:
        mail.attach(name, b64decode(content), kind)
    return mail


def _packed(name: str, content: bytes, kind: str) -> tuple[str, str, str]:
    return name, b64encode(content).decode(), kind


def _digest(address: str) -> str:
    return digest(address.strip().lower())
