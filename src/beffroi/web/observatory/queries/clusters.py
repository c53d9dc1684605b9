"""Sectors across regions: persons employed, quotients and stars of every region, computed once and kept."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import polars as pl

from beffroi.analytics.clusters.rules import StarRules, load_rules
from beffroi.analytics.clusters.schemes import Scheme, load_scheme
from beffroi.analytics.clusters.stars import assign_stars
from beffroi.figures.membership import eu_members
from beffroi.figures.names import plain
from beffroi.figures.territories import Territory, find_territory
from beffroi.reporting.language import Language
from beffroi.reporting.profile.portfolio import RULES, SCHEME, SERIES
from beffroi.web.observatory.queries.figures_store import figures, fingerprint
from beffroi.web.observatory.queries.sector_terms import TERMS

By = Literal["persons", "quotient", "share"]
COLUMN: dict[By, str] = {"persons": "value", "quotient": "lq", "share": "share"}
STRONGEST = 3


@dataclass(frozen=True)
class Standing:
    """One region in one sector; None where the source does not report, with the flag of the cell."""

    code: str
    country: str
    persons: float | None
    share: float | None
    quotient: float | None
    stars: int | None
    size: int | None
    specialisation: int | None
    focus: int | None
    flag: str

    def value(self, by: By) -> float | None:
        """The measure by which regions are ranked."""
        return {"persons": self.persons, "quotient": self.quotient, "share": self.share}[by]


@dataclass(frozen=True)
class SectorSummary:
    """One sector in the EU: persons employed in the countries that report, and where it is strongest."""

    code: str
    names: tuple[str, str]
    is_traded: bool
    persons: float | None
    countries: int
    reporting: int
    strongest: tuple[Standing, ...]

    def name(self, language: Language) -> str:
        """Its name in a language, as print sets it."""
        return language.typeset(self.names[language.lang == "fr"])


@dataclass(frozen=True)
class SectorTable:
    """All sectors and regions of a year, as the rules judge them."""

    year: int
    rules: StarRules
    scheme: Scheme
    regions: tuple[str, ...]
    sectors: dict[str, SectorSummary]
    standings: dict[str, tuple[Standing, ...]]
    members: int


@dataclass(frozen=True)
class Ranked:
    """A region with its place in a ranking; ties share the lower number, and who has no value has no place."""

    place: int | None
    standing: Standing
    is_region: bool


def years() -> list[int]:
    """The years that employment by sector is held for, in order."""
    return figures().years(SERIES)


def sector_table(year: int) -> SectorTable:
    """Every sector in every region of the EU in a year; computed once for the figures held."""
    return _sector_table(fingerprint(), year)


@lru_cache(maxsize=4)
def _sector_table(_fingerprint: str, year: int) -> SectorTable:
    held, rules, scheme = figures(), load_rules(RULES), load_scheme(SCHEME)
    employment = held.employment(year)
    regions = held.reference_regions(year)
    own = employment.filter(pl.col("region").is_in(regions))
    reference = {sector: share for sector, (share, _) in held.eu_shares(year).items()}
    judged = assign_stars(own.select("region", "sector", "value"), rules, reference=reference)
    flagged = judged.join(own.select("region", "sector", "flag"), on=["region", "sector"], how="left")
    standings = {
        str(sector): tuple(_standing(row) for row in rows.sort("region").to_dicts())
        for (sector,), rows in flagged.partition_by("sector", as_dict=True).items()
    }
    members = eu_members(year)
    of_countries = employment.filter(pl.col("region").is_in(sorted(members))).drop_nulls("value")
    sums = of_countries.group_by("sector").agg(pl.col("value").sum(), pl.len())
    totals = {sector: (value, count) for sector, value, count in sums.iter_rows()}
    summaries = {code: _summary(code, scheme, standings[code], totals) for code in sorted(standings)}
    return SectorTable(year, rules, scheme, tuple(regions), summaries, standings, len(members))


def _standing(row: dict[str, Any]) -> Standing:
    return Standing(
        code=row["region"],
        country=row["region"][:2],
        persons=row["value"],
        share=None if row["share"] is None else 100 * row["share"],
        quotient=row["lq"],
        stars=row["stars"],
        size=row["star_size"],
        specialisation=row["star_specialisation"],
        focus=row["star_focus"],
        flag=row["flag"] or "",
    )


def _summary(
    code: str, scheme: Scheme, standings: Sequence[Standing], totals: dict[str, tuple[float, int]]
) -> SectorSummary:
    persons, countries = totals.get(code, (None, 0))
    known = scheme.sectors.get(code)
    return SectorSummary(
        code=code,
        names=(scheme.name(code, "en"), scheme.name(code, "fr")),
        is_traded=known is not None and known.traded,
        persons=persons,
        countries=countries,
        reporting=sum(standing.persons is not None for standing in standings),
        strongest=strongest(standings),
    )


def strongest(standings: Sequence[Standing]) -> tuple[Standing, ...]:
    """Where a sector is strongest: most stars first, then the highest quotient; only regions with a star."""
    starred = [standing for standing in standings if standing.stars]
    ordered = sorted(starred, key=lambda found: (-(found.stars or 0), -(found.quotient or 0.0), found.code))
    return tuple(ordered[:STRONGEST])


def ranking(
    standings: Sequence[Standing], by: By, country: str = "", highlighted: frozenset[str] = frozenset()
) -> list[Ranked]:
    """Regions from high to low, those without a value last, by code; of one country only if one is named."""
    kept = [standing for standing in standings if not country or standing.country == country]
    known = [standing for standing in kept if standing.value(by) is not None]
    ordered = sorted(known, key=lambda standing: (-(standing.value(by) or 0.0), standing.code))
    found: list[Ranked] = []
    for position, standing in enumerate(ordered, start=1):
        tied = bool(found) and found[-1].standing.value(by) == standing.value(by)
        place = found[-1].place if tied else position
        found.append(Ranked(place, standing, standing.code in highlighted))
    silent = [standing for standing in kept if standing.value(by) is None]
    return [*found, *(Ranked(None, standing, standing.code in highlighted) for standing in silent)]


def countries(table: SectorTable) -> list[str]:
    """The countries whose regions are in the table."""
    return sorted({code[:2] for code in table.regions})


def inside(territory: Territory, year: int) -> frozenset[str]:
    """The regions of the table that a territory is made of, or lies in."""
    codes = figures().codes_of(SERIES)
    found = set(codes.inside(territory))
    exact = codes.of(territory)
    if isinstance(exact, tuple):
        found |= set(exact)
    return frozenset(found & set(sector_table(year).regions))


def find_sector(text: str, year: int) -> SectorSummary | None:
    """The sector that a code names, in whatever case."""
    return sector_table(year).sectors.get(text.strip().upper())


def search_sectors(text: str, year: int, language: Language) -> list[SectorSummary]:
    """Sectors of which code, names or what people call them, in both languages, hold every word; all for no text."""
    words = plain(text).split()
    return [sector for sector in sector_table(year).sectors.values() if all(_is_called(sector, word) for word in words)]


def _is_called(sector: SectorSummary, word: str) -> bool:
    names = plain(f"{sector.code} {sector.code[1:]} {' '.join(sector.names)}")
    return word in names or f" {word}" in f" {TERMS.get(sector.code, '')}"


def nearest_sectors(text: str, year: int) -> list[SectorSummary]:
    """The sectors that an unknown code or name may have meant, the nearest first."""
    sectors = sector_table(year).sectors
    by_name = {plain(name): sector for sector in sectors.values() for name in (*sector.names, sector.code)}
    wanted = plain(text)
    near = difflib.get_close_matches(wanted, list(by_name), n=5, cutoff=0.5)
    holding = [name for name in by_name if len(wanted) > 2 and wanted in name]
    digits = [sector for code, sector in sectors.items() if code[1:] == wanted]
    found = [*digits, *(by_name[name] for name in (*holding, *near))]
    return list(dict.fromkeys(found))[:5]


@lru_cache(maxsize=1024)
def name_of(code: str, lang: str) -> str:
    """The name of a region of the table, as print sets it; regions are many and their names never change."""
    return Language("fr" if lang == "fr" else "en").typeset(find_territory(code).name(lang))
