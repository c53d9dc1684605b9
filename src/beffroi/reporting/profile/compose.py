"""Composes the profile of a region from figures and analytics; HTML, PDF and JSON only write down what it says."""

import shlex
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files
from typing import Literal

from beffroi import __version__
from beffroi.analytics.errors import InputError
from beffroi.figures.store import Figures
from beffroi.figures.territories import Territory, find_territory
from beffroi.reporting.language import Language
from beffroi.reporting.profile.index import composite, scored_zones
from beffroi.reporting.profile.indicators import Comparison, indicators
from beffroi.reporting.profile.model import Indicator, Place, Profile, Provenance, Region
from beffroi.reporting.profile.options import diversification
from beffroi.reporting.profile.placing import typology
from beffroi.reporting.profile.portfolio import clusters, population
from beffroi.reporting.profile.revisions import revisions
from beffroi.reporting.profile.sentences import sentences

SPECS = {
    "index": ("beffroi.analytics.composite", "data/industrial-change.yaml"),
    "stars": ("beffroi.analytics.clusters", "data/eco-2007.yaml"),
    "typology": ("beffroi.analytics.clusters", "data/beffroi-2026.yaml"),
}


def compose_profile(
    figures: Figures,
    region: Territory,
    peers: Sequence[Territory],
    year: int | None = None,
    lang: Literal["en", "fr"] = "en",
) -> Profile:
    """The profile of a region against its country, the EU and its peers.

    Parameters
    ----------
    figures : Figures
        the built-in figures, or a snapshot over them.
    region : Territory
        any code, name or union that `find_territory` understands.
    peers : sequence of Territory
        the region itself is left out of its peers.
    year : int, optional
        the latest year wanted; each figure uses its own latest year up to it.
    lang : {"en", "fr"}
        language of every text in the profile.

    Raises
    ------
    InputError
        if no series has any value up to the year wanted.

    """
    others = tuple(peer for peer in peers if not peer.same_place(region))
    country = find_territory(region.country) if region.country and region.country != region.code else None
    if country is not None and country.same_place(region):
        country = None
    return _composed(Comparison(figures, region, country, others, year, Language(lang)))


def _composed(comparison: Comparison) -> Profile:
    """Every part of the profile, from one comparison."""
    found = indicators(comparison)
    zones, stars = scored_zones(comparison), population(comparison)
    index, portfolio = composite(comparison, zones), clusters(comparison, stars)
    if all(item.value is None for item in found) and index.total is None and portfolio.stars_total is None:
        limit = "" if comparison.year is None else f" up to {comparison.year}"
        code = comparison.region.code
        raise InputError(f"{code}: no series has a value{limit}; ask for another year or another region.")
    placed = typology(comparison, zones, stars)
    return Profile(
        lang=comparison.language.lang,
        year=comparison.year,
        region=_region(comparison),
        country=_place(comparison, comparison.country) if comparison.country else None,
        eu=Place(code="EU", name=comparison.language.text("EU")),
        peers=[_place(comparison, peer) for peer in comparison.peers],
        sentences=sentences(comparison, found, index, portfolio, placed),
        indicators=found,
        composite=index,
        clusters=portfolio,
        diversification=diversification(comparison),
        typology=placed,
        method=_method(comparison),
        revisions=revisions(comparison),
        provenance=_provenance(comparison, found),
    )


def _place(comparison: Comparison, territory: Territory) -> Place:
    return Place(code=territory.code, name=territory.name(comparison.language.lang))


def _region(comparison: Comparison) -> Region:
    language, region = comparison.language, comparison.region
    parts = [find_territory(code) for code in region.parts] if len(region.parts) > 1 else []
    return Region(
        code=region.code,
        name=region.name(language.lang),
        level=region.level,
        country=_place(comparison, comparison.country) if comparison.country else None,
        parts=[_place(comparison, part) for part in parts],
        notes=[language.message(note) for note in region.notes],
    )


def _method(comparison: Comparison) -> list[str]:
    language = comparison.language
    return [
        language.text(
            "Each indicator uses its own latest year up to the one wanted, and the same year for everyone compared; no "
            "year is filled in from another."
        ),
        language.text(
            "Ranks count from 1, the best; ties share the lower number; regions without a value are not ranked. Where "
            "neither high nor low is better, ranks run from high to low."
        ),
        language.text(
            "A missing value is never counted as zero. Where no EU figure is published, the EU is the sum of the "
            "countries that report, and the coverage is stated."
        ),
        language.text(
            "Location quotient: the share of an industry in the region's employment over its share in the EU, the "
            "EU being the countries that publish the industry; 1 means the same weight."
        ),
        language.text(
            "Territories made of several regions use summed numerators and denominators, never averaged rates; where "
            "that cannot be done the value is missing."
        ),
    ]


def _provenance(comparison: Comparison, found: Sequence[Indicator]) -> Provenance:
    tables: dict[str, dict[str, str]] = {}
    for item in found:
        if item.source is not None:
            origin = {"dataset": item.source.dataset, "vintage": item.source.vintage}
            tables |= {name: {**origin, "sha256": checksum} for name, checksum in item.source.checksums.items()}
    return Provenance(
        beffroi=__version__,
        command=_command(comparison),
        figures=comparison.language.message(comparison.figures.origin),
        specs=specs(),
        tables=tables,
    )


def _command(comparison: Comparison) -> str:
    """The command that writes the same profile again, quoted for a shell."""
    words = ["beffroi", "profile", _expression(comparison.region)]
    words += ["--peers", ",".join(_expression(peer) for peer in comparison.peers) or comparison.region.code]
    words += [] if comparison.year is None else ["--year", str(comparison.year)]
    return shlex.join([*words, "--lang", comparison.language.lang])


def _expression(territory: Territory) -> str:
    """What names a territory on the command line."""
    return f"{territory.name()}={territory.code}" if "+" in territory.code else territory.code


def specs() -> dict[str, str]:
    """SHA-256 of each specification that a profile is computed by."""
    return {name: _checksum(*where) for name, where in SPECS.items()}


def _checksum(package: str, path: str) -> str:
    return sha256(files(package).joinpath(path).read_bytes()).hexdigest()
