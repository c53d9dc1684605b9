"""Pins: what a view shows now, what a pin shows, and whether the two still agree."""

from dataclasses import asdict, dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from beffroi.analytics.errors import InputError
from beffroi.reporting.language import Language
from beffroi.reporting.profile.pictures.model import DataTable
from beffroi.web.observatory.models import Pin
from beffroi.web.observatory.pinnable import RESOLVERS, NotPinnable, Permalink, Pinned, kind_of, permalink
from beffroi.web.observatory.queries.series import kept_vintage_words
from beffroi.web.observatory.rules.pins import Change, changes, digest_of, table_of

LANGUAGES: tuple[Literal["en", "fr"], ...] = ("en", "fr")


def visible_to(_user: Any) -> QuerySet[Pin]:
    """Pins are public, withdrawn ones too: their address goes on saying that they were."""
    return Pin.objects.all()


def listed(user: Any) -> QuerySet[Pin]:
    """The pins of the list, newest first, without their heavy payload."""
    return visible_to(user).filter(withdrawn_at=None).select_related("pinned_by").defer("payload")


def by_key(user: Any, key: str) -> QuerySet[Pin]:
    """The pin of an address; capitals do not matter."""
    return visible_to(user).filter(key=key.lower()).select_related("pinned_by", "withdrawn_by")


def pin_address(target: str) -> str:
    """The address of the form that pins a view."""
    return f"{reverse('observatory:pin_new')}?{urlencode({'target': target})}"


def seen(link: Permalink) -> dict[Literal["en", "fr"], Pinned]:
    """What a view shows now, in both languages; `NotPinnable` says why it shows nothing."""
    return {lang: seen_in(link, lang) for lang in LANGUAGES}


def seen_in(link: Permalink, lang: Literal["en", "fr"]) -> Pinned:
    """What a view shows now, in one language."""
    resolver = RESOLVERS[kind_of(link)]
    with override(lang):
        try:
            return resolver(link, lang)
        except InputError as error:
            raise NotPinnable(str(error)) from error


def plain_sources(found: Pinned) -> list[dict[str, Any]]:
    """The sources of a view as plain values."""
    return [asdict(source) | {"checksums": dict(source.checksums)} for source in found.sources]


def sources_in(pin: Pin, language: Language) -> list[dict[str, Any]]:
    """The sources of a pin in the words of the reader."""
    return [
        source
        | {
            "publisher": language.typeset(source["publisher"]),
            "dataset": language.typeset(_(source["dataset"])),
            "vintage": kept_vintage_words(source["vintage"], language),
        }
        for source in pin.sources
    ]


@dataclass(frozen=True)
class Reading:
    """A pin as it is read today: its table, and whether the numbers were revised since.

    `state` is `unchanged`, `revised` (then `changes` lists what differs), or `unavailable` (then `reason` says why the
    numbers cannot be computed any more). `is_sound` is False where the stored numbers do not fit their digest.
    """

    table: DataTable
    shown: dict[str, Any]
    state: Literal["unchanged", "revised", "unavailable"]
    changes: tuple[Change, ...]
    reason: str
    is_sound: bool
    now: str = ""
    """The digest of today's numbers, empty where there are none."""


def reading(pin: Pin, lang: Literal["en", "fr"]) -> Reading:
    """Hold a pin against what its view shows now."""
    shown = pin.shown(lang)
    table = table_of(shown["table"])
    sound = digest_of(table) == pin.digest
    try:
        now = seen_in(permalink(pin.permalink), lang).table
    except NotPinnable as error:
        return Reading(table, shown, "unavailable", (), str(error), sound)
    digest = digest_of(now)
    if digest == pin.digest:
        return Reading(table, shown, "unchanged", (), "", sound, digest)
    found = tuple(changes(table, now))
    return Reading(table, shown, "revised" if found else "unchanged", found, "", sound, digest)
