"""Regions as people look for them: by word, by country, and the nearest to a word that names none."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from beffroi.figures.names import codes_by_name, eurostat_code, plain
from beffroi.figures.territories import Territory, find_peers, find_territory
from beffroi.figures.vintages import vintages
from beffroi.reporting.profile.indicators import SECTIONS
from beffroi.web.observatory.queries.figures_store import figures, fingerprint

LONGEST_WORD = 100
NEAREST = 5


@dataclass(frozen=True)
class Country:
    """A country with the regions in it, the larger ones before those that they hold."""

    territory: Territory
    regions: tuple[Territory, ...]


@dataclass(frozen=True)
class Indexed:
    """A territory with the words by which it is found."""

    territory: Territory
    code: str
    names: tuple[str, ...]


@cache
def current_territories() -> tuple[Territory, ...]:
    """Countries, NUTS 1 and NUTS 2 regions of today's codes, and of the United Kingdom, each place once."""
    codes = {node.code for node in vintages().all_nodes() if node.vintage == 2024}
    codes |= {node.code for node in vintages().all_nodes() if node.vintage == 2021 and node.code.startswith("UK")}
    found: dict[object, Territory] = {}
    for code in sorted(codes, key=lambda code: (len(code), code)):
        if len(code) <= 4:
            territory = find_territory(code)
            found.setdefault(territory.leaves, territory)
    return tuple(sorted(found.values(), key=lambda territory: territory.code))


@cache
def countries(lang: str) -> tuple[Country, ...]:
    """All countries by name, each with its regions."""
    regions: dict[str, list[Territory]] = {}
    for territory in current_territories():
        if territory.level != "country" and territory.country:
            regions.setdefault(territory.country, []).append(territory)
    found = [
        Country(territory, tuple(regions.get(territory.code, ())))
        for territory in current_territories()
        if territory.level == "country"
    ]
    return tuple(sorted(found, key=lambda country: plain(country.territory.name(lang))))


def pilots(lang: str) -> list[Territory]:
    """The ten pilot regions by name."""
    return sorted(find_peers("pilots"), key=lambda region: plain(region.name(lang)))


def neighbours(region: Territory) -> tuple[Territory, ...]:
    """The other regions of the same country and level; for a country, the other countries of the Union of today."""
    if region.level == "country":
        members = {peer.code for peer in current_territories() if peer.level == "country"}
        return tuple(find_territory(code) for code in sorted(members & _MEMBERS) if code != region.code)
    level = region.level if region.level == "NUTS 1" else "NUTS 2"
    return tuple(
        other
        for other in current_territories()
        if other.country == region.country and other.level == level and not other.leaves & region.leaves
    )


_MEMBERS = frozenset(
    "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905
)


def has_figures(place: Territory) -> bool:
    """Whether any indicator of a profile has a value for a place, so that its page can be shown."""
    return _has_figures(fingerprint(), place)


@cache
def _has_figures(_of: str, place: Territory) -> bool:
    return any(figures().latest(series, place).value is not None for names in SECTIONS.values() for series in names)


def search_territories(words: str, limit: int = 20) -> list[Territory]:
    """Regions by code or name, accents and case aside: what matches best first.

    Parameters
    ----------
    words : str
    limit : int

    Returns
    -------
    list of Territory
        a region once, under today's code, or under the old code that was written.

    """
    text = plain(words[:LONGEST_WORD])
    if not text:
        return []
    scored = [(score, item.territory) for item in _index() if (score := _score(item, text)) is not None]
    scored.sort(key=lambda pair: (pair[0], len(pair[1].code), pair[1].code))
    found = [territory for _, territory in scored]
    code = eurostat_code(words.strip())
    if vintages().nodes(code) and all(item.code != code for item in found):
        found.insert(0, find_territory(code))
    return found[:limit]


def nearest(words: str) -> list[Territory]:
    """What a text that names no region may have meant."""
    found = search_territories(words, NEAREST)
    if found:
        return found
    names = codes_by_name()
    text = plain(words[:LONGEST_WORD])
    close = [names[name] for name in difflib.get_close_matches(text, list(names), n=NEAREST, cutoff=0.5)]
    codes = [item.territory.code for item in _index()]
    if len(text) <= 5:
        close += difflib.get_close_matches(text.upper(), codes, n=3, cutoff=0.5)
    return _today(close)


def _today(codes: Iterable[str]) -> list[Territory]:
    """Territories of codes, each place once."""
    found: dict[object, Territory] = {}
    for code in codes:
        territory = find_territory(code)
        found.setdefault(territory.leaves, territory)
    return list(found.values())[:NEAREST]


@cache
def _index() -> tuple[Indexed, ...]:
    also: dict[str, set[str]] = {}
    for name, code in codes_by_name().items():
        also.setdefault(code, set()).add(name)
    return tuple(
        Indexed(
            territory,
            territory.code.lower(),
            tuple(sorted({plain(name) for name in territory.names.values()} | also.get(territory.code, set()))),
        )
        for territory in current_territories()
    )


def _score(item: Indexed, text: str) -> int | None:
    """How well a text names a region: 0 exactly, more the less it does, None not at all."""
    if text == item.code or text in item.names:
        return 0
    if any(name.startswith(text) for name in item.names):
        return 1
    if any(f" {text}" in f" {name}" for name in item.names):
        return 2
    if item.code.startswith(text):
        return 3
    return 4 if len(text) > 2 and any(text in name for name in item.names) else None
