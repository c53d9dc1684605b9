"""The profile of a region as asked for: composed once, stored, and read by pages, downloads and the API."""

import json
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from threading import Lock
from typing import Literal

import structlog
from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _
from pydantic import ValidationError

from beffroi.analytics.errors import InputError
from beffroi.figures.territories import Territory
from beffroi.reporting.profile.compose import compose_profile
from beffroi.reporting.profile.indicators import SECTIONS
from beffroi.reporting.profile.model import Profile
from beffroi.reporting.profile.pictures import pictures
from beffroi.reporting.profile.pictures.gap import gap_picture
from beffroi.reporting.profile.pictures.model import DataTable, Picture
from beffroi.reporting.profile.pictures.overview import overview
from beffroi.web.observatory.models import ComposedProfile
from beffroi.web.observatory.queries.figures_store import figures, fingerprint
from beffroi.web.observatory.queries.territories import current_territories, nearest, neighbours, pilots
from beffroi.web.observatory.rules.profile import (
    COUNTRY,
    PILOTS,
    Asked,
    Refusal,
    canonical,
    is_union,
    name_of_union,
    place_named,
    read_peers,
    read_year,
    with_name,
)

Lang = Literal["en", "fr"]
LANGS: tuple[Lang, ...] = ("en", "fr")
_composing = Lock()
_looked_at: set[tuple[str, str, Lang]] = set()
PRUNED_EVERY = 50
"""Stored profiles are counted, and the oldest removed, once in so many."""
log = structlog.get_logger(__name__)


def region_named(code: str) -> Territory:
    """The territory of an address under today's code, or a refusal that names the nearest ones."""
    try:
        return canonical(place_named(code))
    except Refusal as refusal:
        raise Refusal(refusal.status, refusal.sentence, () if is_union(code) else tuple(nearest(code))) from None


def asked_for(region: Territory, query: Mapping[str, str]) -> Asked:
    """What the query of an address asks of a region: `year`, `peers` or `others`, `name` for a territory of several.

    Raises
    ------
    Refusal
        400 for a year or peers that cannot be shown, with the field of the form at which that is said.

    """
    name = name_of_union(query.get("name", "")) if "+" in region.code else ""
    written = query.get("others", "").strip() or query.get("peers", "")
    try:
        text, peers = read_peers(written, region, neighbours(region))
    except Refusal as refusal:
        field = "peers" if written.strip().casefold() in (PILOTS, COUNTRY) else "others"
        raise Refusal(refusal.status, refusal.sentence, refusal.near, field) from None
    try:
        year = read_year(query.get("year", ""), years_held())
    except Refusal as refusal:
        raise Refusal(refusal.status, refusal.sentence, field="year") from None
    return Asked(with_name(region, name), peers, text, year, name)


def years_held() -> tuple[int, int]:
    """The first and the last year of any indicator of a profile."""
    held = [year for names in SECTIONS.values() for series in names for year in figures().years(series)]
    return min(held), max(held)


def key_of(asked: Asked, lang: Lang) -> str:
    """The digest of all that a composed profile depends on."""
    region = asked.territory
    parts = [fingerprint(), region.code, region.name(lang), asked.peers_text, asked.year, lang]
    return sha256(json.dumps(parts).encode()).hexdigest()


def composed(asked: Asked, lang: Lang) -> Profile:
    """The profile, from the store if it was composed before.

    Raises
    ------
    Refusal
        404 if no figure held has a value for the region.

    """
    key = key_of(asked, lang)
    stored = ComposedProfile.objects.filter(pk=key).values_list("payload", flat=True).first()
    if stored is not None:
        try:
            return Profile.model_validate_json(stored)
        except ValidationError:
            log.warning("stored_profile_outdated", code=asked.territory.code)
    profile = _compose(asked, lang)
    _store(key, asked, lang, profile)
    return profile


def usual_profile(code: str, lang: Lang) -> Profile | None:
    """The profile of a region against the usual peers; None where no figure held has a value for it."""
    with suppress(Refusal):
        return composed(asked_for(region_named(code), {}), lang)
    return None


def all_pictures(asked: Asked, profile: Profile) -> list[Picture]:
    """Every figure of a profile, with the slopes of the gap; `id` names each in addresses."""
    return [*pictures(profile), gap_picture(figures(), profile, asked.territory)]


def table_named(asked: Asked, profile: Profile, name: str) -> DataTable:
    """The table behind one figure of a profile, or `overview` for the table of all regions.

    Raises
    ------
    Refusal
        404 where no figure has that name.

    """
    if name == "overview":
        return overview(profile)[0]
    found = {picture.id: picture.table for picture in all_pictures(asked, profile)}
    if name not in found:
        sentence = _("No figure of a profile is called “%(name)s”; there are: %(names)s.")
        raise Refusal(404, sentence % {"name": name[:40], "names": ", ".join([*found, "overview"])})
    return found[name]


def prepare_pilots() -> int:
    """Compose the profiles of the ten pilot regions in both languages; those that are stored stay as they are."""
    for region in pilots("en"):
        for lang in ("en", "fr"):
            composed(asked_for(region, {}), "fr" if lang == "fr" else "en")
    prune()
    return ComposedProfile.objects.count()


def compose_missing(most: int) -> int:
    """Compose at most so many of the profiles that nobody has asked for yet, against the usual peers.

    Returns
    -------
    int
        how many were looked at; 0 once every country and region has its profile.

    """
    with _composing:
        wanted = [(region, lang) for region in current_territories() for lang in LANGS]
        waiting = [pair for pair in wanted if (fingerprint(), pair[0].code, pair[1]) not in _looked_at][:most]
        for region, lang in waiting:
            with suppress(Refusal):
                composed(asked_for(region, {}), lang)
            _looked_at.add((fingerprint(), region.code, lang))
    return len(waiting)


def prune() -> None:
    """Remove the profiles composed first, beyond the number that the settings keep."""
    kept = ComposedProfile.objects.order_by("-composed_at").values_list("composed_at", flat=True)
    limit = kept[settings.COMPOSED_PROFILES_KEPT - 1 : settings.COMPOSED_PROFILES_KEPT].first()
    if limit is not None:
        ComposedProfile.objects.filter(composed_at__lt=limit).delete()


def _compose(asked: Asked, lang: Lang) -> Profile:
    try:
        return compose_profile(figures(), asked.territory, asked.peers, asked.year, lang)
    except InputError:
        region = asked.territory
        values = {"region": f"{region.name(lang)} ({region.code})", "year": asked.year or years_held()[1]}
        sentence = _(
            "None of the figures held has a value for %(region)s up to %(year)s; choose another region or year."
        )
        raise Refusal(404, sentence % values, _larger(region)) from None


def _larger(region: Territory) -> tuple[Territory, ...]:
    """The country of a region, which more series hold."""
    if region.country and region.country != region.code:
        return (region_named(region.country),)
    return ()


def _store(key: str, asked: Asked, lang: Lang, profile: Profile) -> None:
    """Keep what was computed; no write of a person, so no audit, and a page is answered even where it fails."""
    try:
        with transaction.atomic():
            row = ComposedProfile(
                key=key, code=asked.territory.code, lang=lang, payload=profile.model_dump_json(), composed_at=now()
            )
            # One statement, so that two who compose the same at once do not meet.
            ComposedProfile.objects.bulk_create(
                [row], update_conflicts=True, unique_fields=["key"], update_fields=["payload", "composed_at"]
            )
            if int(key[:8], 16) % PRUNED_EVERY == 0:
                prune()
    except DatabaseError:
        log.warning("profile_not_stored", code=asked.territory.code)
