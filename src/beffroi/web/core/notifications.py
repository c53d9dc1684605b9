"""Telling people: a notice on the site, and by e-mail as each person chooses.

A slice declares its kinds in `AppConfig.ready`, and calls `notify` inside the transaction of an action:

    declare("accounts.granted", _("A role was given to you"), "accounts/notices/granted.txt")
    notify(to=person, kind="accounts.granted", context={"grant": grant}, key=f"grant-{grant.pk}", link="/account/")

The template's first line is the title, the rest the body; it is rendered at once in every language, without escaping
(pages and mails escape it where they show it). The same key tells the same person once, however often it is called.
Mails leave after the commit: see `beffroi.web.core.mailing`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.functional import Promise

from beffroi.web.core.actions import action
from beffroi.web.core.audit import audited
from beffroi.web.core.models import Delivery, Notification, NotificationChoice
from beffroi.web.core.models.notifications import Way as Way
from beffroi.web.core.rules import is_site_path, next_digest


@dataclass(frozen=True)
class Kind:
    """A kind of notice: how it is called, its template, and how people get it who have not chosen."""

    label: Promise | str
    template: str
    default: Way


ON_SITE_ONLY = Way.SITE
"""The default of kinds whose mail goes another way."""
KINDS: dict[str, Kind] = {}
"""Name → kind, as the slices declare them."""


def declare(kind: str, label: Promise | str, template: str, default: Way = Way.MAIL) -> None:
    """Make a kind of notice known; called in `AppConfig.ready`."""
    KINDS[kind] = Kind(label, template, default)


Attachment = tuple[str, str, str]
"""Name, content and media type of a file beside a mail."""
ATTACHED: dict[str, Callable[[Notification], Iterable[Attachment]]] = {}
"""Kind of notice → what goes with its mail, made when the mail leaves."""


def attach(kind: str, files: Callable[[Notification], Iterable[Attachment]]) -> None:
    """Say which files go with the mails of a kind of notice; called in `AppConfig.ready`."""
    ATTACHED[kind] = files


def attachments(notice: Notification) -> Iterable[Attachment]:
    """The files that go with the mail of a notice."""
    return ATTACHED[notice.kind](notice) if notice.kind in ATTACHED else ()


def notify(
    *,
    to: Any,
    kind: str,
    context: Mapping[str, Any],
    key: str,
    link: str = "",
) -> list[Notification]:
    """Tell one person or several, inside the transaction of an action.

    Parameters
    ----------
    to : Person or iterable of Person
    kind : str
        as declared.
    context : mapping
        what the template needs; objects are rendered now and not kept.
    key : str
        names the event; the same person is told once for one key.
    link : str
        address on this site, beginning with "/", where to look.

    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("people are told inside the transaction of an action, so that they hear of what happened")
    if link and not is_site_path(link):
        raise ValueError(f"a notice links to an address of this site, not to {link!r}")
    people = {person.pk: person for person in (to if isinstance(to, Iterable) else [to]) if person.is_active}
    texts = _texts(KINDS[kind], context)
    keys = {pk: f"{kind}:{key}:{pk}" for pk in people}
    Notification.objects.bulk_create(
        [Notification(person_id=pk, kind=kind, texts=texts, link=link, idempotency_key=keys[pk]) for pk in people],
        ignore_conflicts=True,
    )
    told = list(Notification.objects.filter(idempotency_key__in=keys.values()))
    _send(kind, told)
    return told


def _texts(kind: Kind, context: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    template: Any = get_template(kind.template)
    texts = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            values = {"site_url": settings.SITE_URL, **context}
            title, _line, body = template.template.render(Context(values, autoescape=False)).strip().partition("\n")
        texts[language] = {"title": " ".join(title.split())[:200], "body": body.strip()}
    return texts


def _send(kind: str, told: list[Notification]) -> None:
    """Put the mails that people want on their way; they leave after the commit."""
    people = [notice.person_id for notice in told]
    chosen = dict(NotificationChoice.objects.filter(kind=kind, person__in=people).values_list("person_id", "way"))
    ways = {notice.pk: Way(chosen.get(notice.person_id, KINDS[kind].default)) for notice in told}
    Delivery.objects.bulk_create(
        [
            Delivery(
                notification=notice,
                way=ways[notice.pk],
                idempotency_key=f"mail-{notice.key}",
                next_at=departure(ways[notice.pk]),
            )
            for notice in told
            if ways[notice.pk] != Way.SITE
        ],
        ignore_conflicts=True,
    )


def departure(way: Way) -> Any:
    """When a mail leaves: now, or with the next daily one."""
    return timezone.now() if way == Way.MAIL else next_digest(timezone.localtime(), settings.DIGEST_HOUR)


@action
def choose(*, actor: Any, ways: Mapping[str, str]) -> None:
    """How a person wants notices of each kind; kinds that are not named stay as they are."""
    held = {choice.kind: choice for choice in NotificationChoice.objects.select_for_update().filter(person=actor)}
    for kind, way in ways.items():
        choice = held.get(kind) or NotificationChoice(person=actor, kind=kind)
        with audited(actor, "chose notices", choice):
            choice.way = way
            choice.save()


def choices_of(person: Any) -> dict[str, str]:
    """Kind → way for every declared kind."""
    chosen = dict(NotificationChoice.objects.filter(person=person).values_list("kind", "way"))
    return {name: chosen.get(name, kind.default) for name, kind in KINDS.items()}


def visible_to(person: Any) -> QuerySet[Notification]:
    """A person's own notices, the newest first."""
    return Notification.objects.filter(person=person) if person.is_authenticated else Notification.objects.none()


def unread_count(person: Any) -> int:
    """How many notices a person has not read."""
    return visible_to(person).filter(read_at=None).count()


def mark_read(*, person: Any, keys: Iterable[Any] | None = None) -> int:
    """Note that a person has read some notices, or all; a trace of use, which the audit does not keep."""
    unread = visible_to(person).filter(read_at=None)
    if keys is not None:
        unread = unread.filter(key__in=keys)
    return unread.update(read_at=timezone.now())
