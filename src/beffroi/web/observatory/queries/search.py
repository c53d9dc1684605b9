"""The search of the site: regions, figures, sectors and pages, best first, in both languages at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from beffroi.analytics.clusters.schemes import load_scheme
from beffroi.figures.names import plain
from beffroi.reporting.language import Language
from beffroi.web.observatory.queries.figures_store import figures
from beffroi.web.observatory.queries.region_list import Listed, listed
from beffroi.web.observatory.queries.sector_terms import TERMS
from beffroi.web.observatory.queries.territories import nearest, search_territories

LONGEST, MOST = 100, 12


@dataclass(frozen=True)
class Hit:
    """One thing found: its name, a code, what it is, and where it stands."""

    name: str
    code: str
    what: str
    url: str


@dataclass(frozen=True)
class Group:
    """Hits of one kind."""

    title: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Words:
    """What something is called, and what else is said of it, without accents."""

    key: str
    names: tuple[str, ...]
    about: str


def search(words: str, lang: str) -> list[Group]:
    """Everything that the words find, in groups; groups without a hit are left out."""
    text = plain(words[:LONGEST])
    if not text:
        return []
    groups = (
        Group(_("Regions"), _regions(words, lang)),
        Group(_("Figures"), _figures(text, lang)),
        Group(_("Sectors"), _sectors(text, lang)),
        Group(_("Pages"), _pages(text)),
    )
    return [group for group in groups if group.hits]


def suggestions(words: str, lang: str) -> list[Hit]:
    """The nearest regions to words that find nothing."""
    return _as_hits(listed(nearest(words[:LONGEST]), lang))


def _regions(words: str, lang: str) -> tuple[Hit, ...]:
    return tuple(_as_hits(listed(search_territories(words, MOST), lang)))


def _as_hits(regions: Iterable[Listed]) -> list[Hit]:
    return [
        Hit(
            region.name,
            region.code,
            ", ".join(part for part in (region.level, region.country) if part),
            reverse("observatory:profile", args=[region.code]),
        )
        for region in regions
        if region.is_held
    ]


def _figures(text: str, lang: str) -> tuple[Hit, ...]:
    held, language = figures(), Language("fr" if lang == "fr" else "en")
    return tuple(
        Hit(language.typeset(held.label(key, lang)), key, language.typeset(held.definition(key, lang)), url)
        for key in _best(_figure_words(), text)
        if (url := _address("observatory:series", key))
    )


def industries(words: str, lang: str) -> tuple[Hit, ...]:
    """The industries that words find; none for no words."""
    text = plain(words[:LONGEST])
    return _sectors(text, lang) if text else ()


def _sectors(text: str, lang: str) -> tuple[Hit, ...]:
    scheme, language = load_scheme("nace-divisions"), Language("fr" if lang == "fr" else "en")
    return tuple(
        Hit(language.typeset(scheme.name(key, lang)), key, _("Industry, NACE Rev. 2 division"), url)
        for key in _best(_sector_words(), text)
        if (url := _address("observatory:sector", key))
    )


def _pages(text: str) -> tuple[Hit, ...]:
    known = (
        ("observatory:home", _("Where does each region stand?"), _("Choose a region, or make a territory of several.")),
        ("observatory:territory_new", _("Make a territory of several regions"), ""),
        ("observatory:index", _("Index of industrial change"), _("Scores, ranking, comparison, other weights.")),
        ("observatory:sectors", _("Sectors across regions"), _("Industries, cluster stars, rankings and maps.")),
        ("observatory:figures", _("Catalogue of figures"), _("Definition, source, licence and data of each series.")),
        ("observatory:pins", _("Pinned evidence"), _("Figures kept as they were seen on a day.")),
        ("methods", _("Methods and sources"), _("How the figures are made, and where they come from.")),
        ("accessibility", _("Accessibility statement"), ""),
        ("data_protection", _("Data protection"), _("What the site keeps about you, and your rights.")),
    )
    found = ((plain(f"{name} {what}"), name, what, view) for view, name, what in known)
    hits = (Hit(name, "", what, _address(view)) for said, name, what, view in found if _holds(said, text))
    return tuple(hit for hit in hits if hit.url)


def _address(view: str, *args: str) -> str:
    """The address of a page, empty where it is not built."""
    try:
        return reverse(view, args=args)
    except NoReverseMatch:
        return ""


@cache
def _figure_words() -> tuple[Words, ...]:
    return tuple(
        Words(
            key,
            (plain(series.label.en), plain(series.label.fr), plain(key)),
            plain(f"{series.definition.en} {series.definition.fr}"),
        )
        for key, series in figures().series.items()
    )


@cache
def _sector_words() -> tuple[Words, ...]:
    scheme = load_scheme("nace-divisions")
    return tuple(
        Words(key, (key.lower(), plain(scheme.name(key, "en")), plain(scheme.name(key, "fr"))), TERMS.get(key, ""))
        for key in scheme.sectors
    )


def _best(entries: tuple[Words, ...], text: str) -> list[str]:
    """The keys that the words find: by name first, then by what is said of them."""
    scored = [(score, entry.key) for entry in entries if (score := _score(entry, text)) is not None]
    return [key for _score_, key in sorted(scored, key=lambda pair: pair[0])][:MOST]


def _score(entry: Words, text: str) -> int | None:
    if text in entry.names:
        return 0
    if any(name.startswith(text) for name in entry.names):
        return 1
    if any(_holds(name, text) for name in entry.names):
        return 2
    return 3 if _holds(entry.about, text) else None


def _holds(said: str, text: str) -> bool:
    """Whether each word begins a word of what is said."""
    return all(f" {word}" in f" {said}" for word in text.split())
