"""The catalogue of series: what each is, where it comes from, how much it covers, and the search in it."""

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.figures.names import plain
from beffroi.reporting.language import Language
from beffroi.reporting.profile.pictures.words import unit_of, vintage_in_words
from beffroi.web.observatory.exports.dataset import Dataset, Described
from beffroi.web.observatory.exports.dcat import Entry
from beffroi.web.observatory.queries.figures_store import figures, fingerprint
from beffroi.web.observatory.queries.observations import Wanted, covered_at, levels_of, observed, territories_at

LANGUAGES: tuple[Literal["en", "fr"], ...] = ("en", "fr")


@dataclass(frozen=True)
class SeriesEntry:
    """One line of the catalogue, official or added by an analyst.

    `searched` is all that a search looks into, without accents; `covered` of `of` regions of `level` have a value in
    `last`, the latest year; `missing_reason` says why a series that people will look for is not held.
    """

    id: str
    label: str
    definition: str
    unit: str
    first: int | None
    last: int | None
    publisher: str
    dataset: str
    licence: str
    vintage: str
    address: str
    searched: str
    level: str = "NUTS 2"
    covered: int = 0
    of: int = 0
    levels: frozenset[str] = frozenset()
    is_own: bool = False
    missing_reason: str = ""


Provider = Callable[[Any, Language], Iterable[SeriesEntry]]
PROVIDERS: list[Provider] = []
"""Who else has series: each is asked for those that a user may see."""


def join_catalogue(provider: Provider) -> None:
    """Let more series stand in the catalogue; called once by whoever has them."""
    if provider not in PROVIDERS:
        PROVIDERS.append(provider)


def entries(user: Any, language: Language) -> list[SeriesEntry]:
    """Every series that a user may see, the official ones first."""
    return [*official(language), *(entry for provider in PROVIDERS for entry in provider(user, language))]


def official(language: Language) -> tuple[SeriesEntry, ...]:
    """The official series, in the order of the catalogue."""
    return _official(fingerprint(), language.lang)


@lru_cache(maxsize=8)
def _official(_fingerprint: str, lang: Literal["en", "fr"]) -> tuple[SeriesEntry, ...]:
    language = Language(lang)
    return tuple(_entry(name, language) for name in figures().series)


def _entry(name: str, language: Language) -> SeriesEntry:
    about, held = described(name, language), figures()
    years, series, level = held.years(name), held.series[name], "NUTS 2"
    texts = [name, series.label.en, series.label.fr, series.definition.en, series.definition.fr]
    return SeriesEntry(
        id=name,
        label=about.label,
        definition=about.definition,
        unit=about.unit_text,
        first=years[0] if years else None,
        last=years[-1] if years else None,
        publisher=about.publisher,
        dataset=about.dataset,
        licence=about.licence,
        vintage=about.vintage,
        address=reverse("observatory:series", args=[name]),
        searched=plain(" ".join(texts)),
        level=level,
        covered=covered_at(name, level),
        of=len(territories_at(level)),
        levels=levels_of(name),
        missing_reason=language.typeset(held.why_absent(name, language.lang) or ""),
    )


def found(all_entries: Iterable[SeriesEntry], asked: str) -> list[SeriesEntry]:
    """The entries that hold every word asked for, those with it in id or label first; accents and case aside."""
    words = plain(asked).split()
    if not words:
        return list(all_entries)
    hits = [entry for entry in all_entries if all(word in entry.searched for word in words)]
    return sorted(hits, key=lambda entry: _distance(entry, words))


def near(name: str) -> list[str]:
    """Official series whose names are near a text that names none."""
    known = list(figures().series)
    return (
        difflib.get_close_matches(name.lower(), known, n=3, cutoff=0.5) or [each for each in known if name in each][:3]
    )


def _distance(entry: SeriesEntry, words: list[str]) -> int:
    label = plain(f"{entry.id} {entry.label}")
    if label.startswith(words[0]) or plain(entry.label).startswith(words[0]):
        return 0
    return 1 if all(word in label for word in words) else 2


def described(name: str, language: Language) -> Described:
    """An official series with where it comes from, in a language."""
    held = figures()
    series, source = held.catalogue.get(name), held.source(name)
    return Described(
        id=name,
        label=language.typeset(held.label(name, language.lang)),
        definition=language.typeset(held.definition(name, language.lang)),
        unit=series.unit,
        unit_text=unit_in_words(language, series.unit),
        decimals=series.decimals,
        polarity=series.polarity,
        publisher=language.typeset(source.publisher),
        dataset=language.typeset(source.dataset),
        licence=language.typeset(source.licence),
        vintage=vintage_in_words(language, source.vintage),
        nuts=source.nuts,
        address=f"{settings.SITE_URL}{reverse('observatory:series', args=[name])}",
        checksums=dict(source.checksums),
    )


def dataset(wanted: Wanted, language: Language) -> Dataset:
    """An official series and the values asked for, ready to be exported."""
    return Dataset(described(wanted.series, language), observed(wanted, language))


def dcat_entries() -> list[Entry]:
    """The open series for a catalogue of open data, each in both languages; those that are not held are left out."""
    each = {lang: Language(lang) for lang in LANGUAGES}
    return [
        Entry(
            {lang: described(name, language) for lang, language in each.items()},
            figures().years(name),
            described(name, each["en"]).address,
        )
        for name in figures().series
        if figures().years(name)
    ]


def unit_in_words(language: Language, unit: str) -> str:
    """The unit of a series in words."""
    if unit == "percent_per_year":
        return _("percent a year")
    return language.typeset(unit_of(language, unit))
