"""The history of an object, read from the audit: who, when, what, before and after, in words.

A slice says in `AppConfig.ready` who sees the history of its objects: `history.register("accounts.organisation",
visible)`, where `visible(user)` is a queryset, `visible_to` or narrower. What nobody registered has no page. Verbs that
are not among `VERBS` are made known by `history.say("merged", _("merged"))`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, ForeignKey, Model, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from beffroi.web.core.history_words import FIELDS
from beffroi.web.core.models import AuditEntry
from beffroi.web.core.registry import Registry

_objects = Registry()
register = _objects.register
find = _objects.find

VERBS: dict[str, Promise | str] = {
    "created": gettext_lazy("created"),
    "changed": pgettext_lazy("history", "changed"),
    "renamed": gettext_lazy("renamed"),
    "removed": pgettext_lazy("history", "removed"),
    "stored": gettext_lazy("stored a file"),
    "invited": gettext_lazy("invited"),
    "granted": gettext_lazy("granted"),
    "revoked": gettext_lazy("revoked"),
    "withdrew": gettext_lazy("withdrew"),
    "merged": gettext_lazy("merged"),
    "erased": gettext_lazy("erased"),
    "chose notices": gettext_lazy("chose how to be told"),
}
PARTS: list[Callable[[str], Promise | str | None]] = []
"""Each says how a part of the details of its objects is called, if it knows it."""
PEOPLE = frozenset({"proposed_by"})
"""What an entry says of people, by their keys; they are named as those who acted are."""
LONGEST = 200


def say(verb: str, words: Promise | str) -> None:
    """How a verb of the audit reads on a page; called in `AppConfig.ready`."""
    VERBS[verb] = words


@dataclass(frozen=True)
class Change:
    """One field, before and after, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One row of a history as a reader sees it."""

    who: str
    at: datetime
    what: str
    changes: tuple[Change, ...]


def entries_of(of: Model) -> QuerySet[AuditEntry]:
    """The audit rows of an object, the newest first; ask first whether the reader may see them."""
    return AuditEntry.objects.filter(of=of._meta.label_lower, key=str(of.pk)).order_by("-pk")


def last_that_said(model: type[Model], keys: Iterable[Any], **said: Any) -> str:
    """The key of the one among some rows that said this before it was changed last; empty where none did."""
    before = {f"before__{name}": value for name, value in said.items()}
    among = AuditEntry.objects.filter(of=model._meta.label_lower, key__in=[str(key) for key in keys], **before)
    return among.order_by("-pk").values_list("key", flat=True).first() or ""


def in_words(user: Any, model: type[Model], entries: Sequence[AuditEntry]) -> list[Line]:
    """Rows as lines, with one query for the names and one for each kind of object that they point to."""
    told = {str(entry.after[name]) for entry in entries for name in PEOPLE & set(entry.after)}
    wanted = _wanted(model, entries)
    people = _keys_of_people(model, wanted)
    names = NAMES[-1](user, {entry.actor_key for entry in entries} | told | set(people.values()))
    known = {key: _who(names, key) for key in told}
    pointed = {
        name: {one: _who(names, people.get(one)) for one in ids}
        if _is_person(model, name)
        else _named(user, model, name, ids)
        for name, ids in wanted.items()
    } | dict.fromkeys(PEOPLE, known)
    return [
        Line(
            who=_who(names, entry.actor_key),
            at=entry.at,
            what=str(VERBS.get(entry.verb, entry.verb)),
            changes=tuple(_changes(model, entry, pointed)),
        )
        for entry in entries
    ]


def _own_name(user: Any, keys: set[str]) -> dict[str, str]:
    people: Any = get_user_model()
    found = people.objects.filter(key__in=keys - {""})
    return {str(person.key): str(person) if person.pk == user.pk else _("Somebody") for person in found}


NAMES: list[Callable[[Any, set[str]], dict[str, str]]] = [_own_name]
"""Gives key → name of people, as the reader may see them; the last one counts."""


def name_parts_by(words: Callable[[str], Promise | str | None]) -> None:
    """Say how parts of details are called; called in `AppConfig.ready`."""
    PARTS.append(words)


def name_people_by(names: Callable[[Any, set[str]], dict[str, str]]) -> None:
    """Say what a reader sees of people's names; called in `AppConfig.ready`."""
    NAMES.append(names)


def _who(names: dict[str, str], key: str | None) -> str:
    """A person as the reader may know them; without a key nobody acted, and None is somebody whose row is gone."""
    if key is None:
        return _("Somebody")
    return names.get(key) or (_("Former member %(key)s") % {"key": key[:8]} if key else _("Beffroi itself"))


def _wanted(model: type[Model], entries: Iterable[AuditEntry]) -> dict[str, set[str]]:
    """Field → ids of the objects that a history points to."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        for name, value in [*entry.before.items(), *entry.after.items()]:
            if isinstance(_field(model, name), ForeignKey) and value not in (None, ""):
                found.setdefault(name, set()).add(str(value))
    return found


def _is_person(model: type[Model], name: str) -> bool:
    field: Any = _field(model, name)
    return field.related_model is get_user_model()


def _keys_of_people(model: type[Model], wanted: dict[str, set[str]]) -> dict[str, str]:
    """Id → key of every person that a history points to."""
    ids = {one for name, keys in wanted.items() if _is_person(model, name) for one in keys if one.isdecimal()}
    people: Any = get_user_model()
    rows = people.objects.filter(pk__in=ids).values_list("pk", "key") if ids else ()
    return {str(pk): str(key) for pk, key in rows}


def _named(user: Any, model: type[Model], name: str, keys: set[str]) -> dict[str, str]:
    """Id → name of the objects of a field, as far as the reader sees them."""
    related: Any = _field(model, name)
    rows = _objects.queryset(user, related.related_model._meta.label_lower)
    try:
        return {str(row.pk): str(row) for row in rows.filter(pk__in=keys)} if rows is not None else {}
    except (ValueError, ValidationError):
        return {}


def _field(model: type[Model], name: str) -> Field[Any, Any] | None:
    try:
        found = model._meta.get_field(name.removesuffix("_id"))
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None


def word_of(field: Field[Any, Any]) -> Promise | str:
    """How a field is called: as its model says, else as all call it."""
    own: Promise | str = field.verbose_name
    return own if isinstance(own, Promise) else FIELDS.get(field.name, own)


def _changes(model: type[Model], entry: AuditEntry, pointed: dict[str, dict[str, str]]) -> Iterable[Change]:
    for name in entry.after or entry.before:
        field = _field(model, name)
        plain = field.name if field is not None else name
        label = str(word_of(field) if field is not None else FIELDS.get(plain, name.replace("_", " ")))
        before, after = (
            _value(field, values[name], pointed.get(name, {})) if name in values else ""
            for values in (entry.before, entry.after)
        )
        yield Change(label[:1].upper() + label[1:], before, after)


def _value(field: Field[Any, Any] | None, value: Any, pointed: dict[str, str]) -> str:
    if value is None or value == "":
        return _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return " · ".join(_parts(value)) or _("none")
    if isinstance(value, list):
        return "; ".join(_value(None, one, {}) for one in value) or _("none")
    text = str(value)
    if text.startswith("hmac:"):
        return _("personal, not kept here")
    if text in pointed:
        return pointed[text]
    if isinstance(field, ForeignKey):
        return _("no. %(key)s") % {"key": text}
    return _plain(field, text)


def _parts(value: Mapping[str, Any], inside: str = "") -> Iterator[str]:
    """What an object of JSON holds, part by part: the languages of a text, the details of an element."""
    for name, part in value.items():
        word = _word(name)
        named = _("%(what)s (%(language)s)") % {"what": inside, "language": word} if inside else word
        if isinstance(part, dict) and part:
            yield from _parts(part, named)
        else:
            yield _("%(what)s: %(said)s") % {"what": named, "said": _value(None, part, {})}


def _word(name: str) -> str:
    """A language, or a part as the slices call it."""
    languages = dict(settings.LANGUAGES)
    known = languages.get(name) or next((word for words in PARTS if (word := words(name))), None) or FIELDS.get(name)
    return str(known or name.replace("_", " "))


def _plain(field: Field[Any, Any] | None, text: str) -> str:
    chosen = dict(field.flatchoices).get(text) if field is not None else None
    if chosen is not None:
        return str(chosen)
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is not None and moment.tzinfo is not None:
        return date_format(localtime(moment), "j F Y, H:i")
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
