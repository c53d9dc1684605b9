"""Pinning evidence, and taking a pin back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.web.core.access import permit
from beffroi.web.core.actions import action, lock
from beffroi.web.core.audit import audited, record
from beffroi.web.observatory.models import Pin
from beffroi.web.observatory.pinnable import NotPinnable, Pinned, kind_of, permalink
from beffroi.web.observatory.queries.figures_store import fingerprint
from beffroi.web.observatory.queries.pins import plain_sources, seen
from beffroi.web.observatory.rules.pins import MOST_CELLS, digest_of, identity_of, new_key, plain_table

TRIES = 5


@action
def pin_evidence(
    *, actor: Any, target: str, kind: str = "", note: str = "", language: str = "en", note_translated: str = ""
) -> Pin:
    """Keep what a view shows now under a short permanent address; submitted twice, it is the same pin.

    The numbers are computed here and never taken from the browser. `NotPinnable` says why a view cannot be pinned.
    """
    permit(actor, "observatory.pin_evidence")
    link = permalink(target)
    kind = kind_of(link, kind)
    found = seen(link)
    english = found["en"]
    _check_size(english)
    digest = digest_of(english.table)
    identity = identity_of(str(actor.key), kind, str(link), digest, note, note_translated)
    pin, is_new = _kept(
        identity,
        kind=kind,
        permalink=str(link),
        titles={lang: each.title for lang, each in found.items()},
        payload={lang: _plain(each) for lang, each in found.items()},
        sources=plain_sources(english),
        fingerprint=fingerprint(),
        digest=digest,
        note=note,
        language=language,
        note_translated=note_translated,
        pinned_by=actor,
    )
    # The payload is large, so the audit holds its digest.
    said = {"key": pin.key, "kind": kind, "permalink": pin.permalink, "digest": digest}
    record(actor, "pinned" if is_new else "pinned again", pin, {} if is_new else said, said if is_new else {})
    return pin


@action
def withdraw_pin(*, actor: Any, pin: Pin, because: str) -> Pin:
    """Take a pin back: its address remains and says so, its content and note are no longer shown."""
    pin = lock(pin)
    permit(actor, "observatory.withdraw_pin", pin)
    if not because.strip():
        raise ValidationError({"because": _("Say in a few words why; the address will show it.")})
    if pin.is_withdrawn:
        record(actor, "withdrew again", pin)
        return pin
    with audited(actor, "withdrew", pin):
        pin.withdrawn_at, pin.withdrawn_by, pin.withdrawn_because = timezone.now(), actor, because.strip()
        pin.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    return pin


def _kept(identity: str, **fields: Any) -> tuple[Pin, bool]:
    """The pin of a submission, made if it is the first of its kind; a key that is taken is drawn again."""
    for _try in range(TRIES):
        held = Pin.objects.filter(identity=identity, withdrawn_at=None).first()
        if held is not None:
            return held, False
        try:
            with transaction.atomic():
                return Pin.objects.create(key=new_key(), identity=identity, **fields), True
        except IntegrityError:
            continue
    raise IntegrityError("no free key for a pin")


def _plain(found: Pinned) -> dict[str, Any]:
    return {
        "title": found.title,
        "sentence": found.sentence,
        "table": plain_table(found.table),
        "html": found.html,
        "notes": list(found.notes),
        "flags": found.flags,
        "page": found.page,
    }


def _check_size(found: Pinned) -> None:
    cells = len(found.table.rows) * len(found.table.columns)
    if cells > MOST_CELLS:
        message = _(
            "This view has %(cells)s cells, and a pin holds at most %(most)s; "
            "choose a year, a country or up to ten regions."
        )
        raise NotPinnable(message % {"cells": cells, "most": MOST_CELLS})
