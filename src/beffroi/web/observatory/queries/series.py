"""Own series as far as a user may see them: the series, their vintages and values, and uploads."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.figures.names import plain
from beffroi.reporting.language import Language
from beffroi.reporting.profile.pictures.words import MONTHS, vintage_in_words
from beffroi.web.accounts.permissions import is_administrator, standing
from beffroi.web.accounts.queries import representations_of
from beffroi.web.core.permissions import somebody
from beffroi.web.observatory.models import Observation, OwnSeries, SeriesUpload, SeriesVintage, Visibility
from beffroi.web.observatory.queries.catalogue import SeriesEntry, unit_in_words
from beffroi.web.observatory.rules.series import Difference, Held, Key, differences, keyed
from beffroi.web.observatory.states import UploadState

LEVELS = ("country", "NUTS 1", "NUTS 2")


def visible_to(user: Any) -> QuerySet[OwnSeries]:
    """The series that a user sees: the open ones, those of their organisations, their own; an administrator all."""
    everything = OwnSeries.objects.select_related("owner", "organisation")
    if is_administrator(user):
        return everything
    seen = Q(visibility=Visibility.OPEN)
    if acting := standing(user).represented:
        seen |= Q(visibility=Visibility.ORGANISATION, organisation_id__in=acting)
    seen &= Q(withdrawn_at=None)
    return everything.filter(seen | Q(owner_id=user.pk) if somebody(user) else seen)


def open_to_all() -> QuerySet[OwnSeries]:
    """The series that everybody sees."""
    return visible_to(AnonymousUser())


def uploads_of(user: Any) -> QuerySet[SeriesUpload]:
    """A person's own uploads."""
    if not somebody(user):
        return SeriesUpload.objects.none()
    return SeriesUpload.objects.filter(person_id=user.pk).select_related("series", "vintage")


def waiting_uploads(user: Any) -> QuerySet[SeriesUpload]:
    """A person's uploads that can still be confirmed, without what was read."""
    waiting = uploads_of(user).filter(state=UploadState.READ, expires_at__gt=timezone.now())
    return waiting.defer("lines", "report")


def overdue_uploads() -> QuerySet[SeriesUpload]:
    """Uploads that nobody confirmed in time, of whomever; only the site itself asks."""
    return SeriesUpload.objects.filter(state=UploadState.READ, expires_at__lte=timezone.now()).defer("lines", "report")


def organisations_of(user: Any) -> list[tuple[int, str]]:
    """The organisations for which a person acts today: id and name."""
    acting = standing(user).represented
    if not acting:
        return []
    held = representations_of(user, person=user).filter(organisation_id__in=acting)
    return sorted({(one.organisation_id, str(one.organisation)) for one in held}, key=lambda pair: pair[1])


def vintages_of(series: OwnSeries) -> QuerySet[SeriesVintage]:
    """The vintages of a series that the reader sees, the newest first."""
    return SeriesVintage.objects.filter(series=series).select_related("made_by")


AT_ONCE = 5000
"""Rows fetched at a time."""


def values_of(vintage: SeriesVintage, sector: str | None = None) -> Iterator[tuple[str, int, str, float | None, str]]:
    """The values of a vintage, perhaps of one sector, in the order of region, year, sector."""
    held = Observation.objects.filter(vintage=vintage).order_by("region", "year", "sector")
    held = held if sector is None else held.filter(sector=sector)
    return held.values_list("region", "year", "sector", "value", "flag").iterator(AT_ONCE)


def years_and_sectors_of(vintage: SeriesVintage) -> QuerySet[Observation, tuple[int, str]]:
    """Each year and sector of which a vintage has a row."""
    return Observation.objects.filter(vintage=vintage).order_by().values_list("year", "sector").distinct()


def held_in(vintage: SeriesVintage) -> dict[Key, Held]:
    """The values of a vintage by region, year and sector."""
    return keyed(values_of(vintage))


@dataclass(frozen=True)
class Comparison:
    """Two vintages and what differs."""

    before: SeriesVintage
    after: SeriesVintage
    found: list[Difference]

    @property
    def counts(self) -> dict[str, int]:
        """How many values changed, were added, were removed."""
        return {kind: sum(each.kind == kind for each in self.found) for kind in ("changed", "added", "removed")}


def compared(before: SeriesVintage, after: SeriesVintage) -> Comparison:
    """What differs between two vintages."""
    return Comparison(before, after, differences(held_in(before), held_in(after)))


def catalogue_entries(user: Any, language: Language) -> list[SeriesEntry]:
    """The series that a user sees as lines of the catalogue, in one query."""
    newest = SeriesVintage.objects.filter(
        number=F("series__latest"), series__in=visible_to(user).filter(withdrawn_at=None).order_by()
    )
    return [_entry(vintage, language) for vintage in newest.select_related("series").order_by("series__slug")]


def _entry(vintage: SeriesVintage, language: Language) -> SeriesEntry:
    series = vintage.series
    level = next((level for level in reversed(LEVELS) if level in vintage.levels), "NUTS 2")
    texts = [series.slug, *series.label.values(), *series.definition.values(), series.source]
    return SeriesEntry(
        id=series.slug,
        label=language.typeset(series.label_in(language.lang)),
        definition=language.typeset(series.definition_in(language.lang)),
        unit=unit_in_words(language, series.unit),
        first=vintage.first_year,
        last=vintage.last_year,
        publisher=series.source,
        dataset=_("added by an analyst"),
        licence=series.licence,
        vintage=vintage_words(vintage, language),
        address=series.get_absolute_url(),
        searched=plain(" ".join(texts)),
        level=level,
        covered=vintage.covered,
        of=vintage.regions,
        levels=frozenset(vintage.levels),
        is_own=True,
    )


def vintage_words(vintage: SeriesVintage, language: Language) -> str:
    """The number of a vintage and its day."""
    return _numbered(vintage.number, timezone.localdate(vintage.made_at), language)


def _numbered(number: int, day: date, language: Language) -> str:
    told = {"number": number, "day": day.day, "month": language.month(day.month), "year": day.year}
    return _("vintage %(number)s, %(day)s %(month)s %(year)s") % told


KEPT_VINTAGE = re.compile(rf"vintage (\d+), (\d+) ({'|'.join(MONTHS)}) (\d{{4}})")


def kept_vintage_words(said: str, language: Language) -> str:
    """The vintage of a source as a pin keeps it, in English, in the language of the reader."""
    found = KEPT_VINTAGE.fullmatch(said)
    if found is None:
        return vintage_in_words(language, said)
    day = date(int(found[4]), MONTHS.index(found[3]) + 1, int(found[2]))
    return _numbered(int(found[1]), day, language)
