"""The one audit: every action leaves a row in its own transaction."""

import hmac
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Max, Model, Sum

from beffroi.web.core.models import AuditEntry
from beffroi.web.core.sealing import seal_soon


@dataclass
class Rows:
    """How many audit rows the running action has left, and of what."""

    count: int = 0
    of: list[Model] = field(default_factory=list)


Listener = Callable[[Sequence[Model]], None]
LISTENERS: list[Listener] = []


def listen(listener: Listener) -> Listener:
    """Have a function told what an action wrote to, at its end and inside its transaction, so that it asks `on_commit`
    for what follows; called in `AppConfig.ready`.
    """
    LISTENERS.append(listener)
    return listener


_rows: ContextVar[Rows | None] = ContextVar("audit_rows", default=None)


@contextmanager
def counted() -> Iterator[Rows]:
    """Count the audit rows left inside; an inner action's rows count for the outer one too."""
    outer = _rows.get()
    rows = Rows()
    token = _rows.set(rows)
    try:
        yield rows
    finally:
        _rows.reset(token)
        if outer is not None:
            outer.count += rows.count
            outer.of += rows.of
    if outer is None and rows.of:
        for listener in LISTENERS:
            listener(rows.of)


def record(
    actor: Any, verb: str, of: Model, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None
) -> AuditEntry:
    """Leave one row, inside the transaction of the action.

    Parameters
    ----------
    actor : Person or None
        None for the system itself.
    verb : str
        what was done, in the past tense: "invited", "granted".
    of : Model
        what it was done to; it has a primary key.
    before, after : dict, optional
        the fields that changed.

    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit row is left inside the transaction of its action")
    rows = _rows.get()
    if rows is not None:
        rows.count += 1
        rows.of.append(of)
    if rows is None or rows.count == 1:
        transaction.on_commit(seal_soon, robust=True)
    return AuditEntry.objects.create(
        actor_key=str(actor.key) if actor is not None else "",
        verb=verb,
        of=of._meta.label_lower,
        key=str(of.pk),
        before=before or {},
        after=after or {},
        request_id=str(structlog.contextvars.get_contextvars().get("request_id", "")),
    )


@contextmanager
def audited(actor: Any, verb: str, of: Model) -> Iterator[None]:
    """Leave one row with the fields of an object that change inside; for a new object, all of them."""
    before = {} if of._state.adding else fields_of(of)
    yield
    after = fields_of(of)
    changed = [name for name in after if before.get(name) != after[name]]
    record(
        actor,
        verb,
        of,
        {name: before[name] for name in changed if name in before},
        {name: after[name] for name in changed},
    )


WRITTEN_AT_ONCE = 1000
"""Rows that may have their number before one with a higher number is committed."""


def state_of_record() -> tuple[int, int]:
    """Changes with every action that is carried out on the site.

    The last number alone would not do: an action may take its number first and be committed last; so the newest ones
    are added up.
    """
    newest = AuditEntry.objects.order_by("-pk").values("pk")[:WRITTEN_AT_ONCE]
    found = newest.aggregate(last=Max("pk"), sum=Sum("pk"))
    return found["last"] or 0, found["sum"] or 0


def fields_of(of: Model) -> dict[str, Any]:
    """The fields of an object as they may stand in the audit: personal ones (`PERSONAL` of the model) as digests."""
    personal: frozenset[str] = getattr(type(of), "PERSONAL", frozenset())
    return {
        field.attname: digest(field.value_from_object(of))
        if field.name in personal
        else _plain(field.value_from_object(of))
        for field in of._meta.concrete_fields
    }


def digest(value: Any) -> str:
    """A keyed digest: shows that a value changed, without the value."""
    return "hmac:" + hmac.new(settings.SECRET_KEY.encode(), str(value).encode(), sha256).hexdigest()[:24]


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | dict | list | None) else str(value)
