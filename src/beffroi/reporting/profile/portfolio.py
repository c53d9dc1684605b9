"""The cluster portfolio: sectors of the region with quotient and stars, and the stars of parts and peers."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import polars as pl

from beffroi.analytics.clusters.rules import StarRules, load_rules
from beffroi.analytics.clusters.schemes import Scheme, load_scheme
from beffroi.analytics.clusters.stars import assign_stars, star_totals
from beffroi.analytics.indicators.ranks import rank
from beffroi.analytics.messages import Message
from beffroi.figures.store import Figures
from beffroi.figures.territories import Territory, find_territory
from beffroi.reporting.profile.indicators import Comparison, source_of
from beffroi.reporting.profile.model import Clusters, Sector, StarTotal

SERIES = "persons_employed"
RULES = "eco-2007"
SCHEME = "nace-divisions"
Row = dict[str, Any]


@dataclass(frozen=True)
class Population:
    """Stars of the EU's NUTS 2 regions, and of each territory compared as it stands among them.

    A territory of several regions takes the place of its parts, one territory at a time: the stars of a region do not
    depend on who else is compared.
    """

    year: int
    totals: dict[str, Row]
    own: pl.DataFrame
    territories: dict[str, Row]
    absent: dict[str, Message]
    rules: StarRules
    scheme: Scheme
    eu_countries: dict[str, int]


def population(comparison: Comparison) -> Population | None:
    """Assign stars over the EU's NUTS 2 regions; None where no year up to the one wanted has employment by sector."""
    years = comparison.figures.years(SERIES)
    year = max((held for held in years if held <= (comparison.year or held)), default=None)
    if year is None:
        return None
    shares = comparison.figures.eu_shares(year)
    whole = regions_judged(comparison.figures, year)
    own = whole.own.clear()
    territories: dict[str, Row] = {}
    absent: dict[str, Message] = {}
    for territory in (comparison.region, *comparison.peers):
        codes = comparison.figures.codes(SERIES, territory)
        if not isinstance(codes, tuple):
            absent[territory.code] = codes
            continue
        judged, name = whole, codes[0]
        if len(codes) > 1 or name not in whole.totals:
            inside = comparison.figures.codes_of(SERIES).inside(territory)
            name = territory.code
            judged = _union_judged(comparison.figures, year, name, codes, frozenset(inside))
        territories[territory.code] = judged.totals[name]
        if territory is comparison.region:
            own = judged.own.filter(pl.col("region") == name)
    countries = {sector: count for sector, (_, count) in shares.items()}
    return Population(year, whole.totals, own, territories, absent, load_rules(RULES), load_scheme(SCHEME), countries)


class Judged(NamedTuple):
    """Stars of regions, and their totals."""

    own: pl.DataFrame
    totals: dict[str, Row]


@lru_cache(maxsize=8)
def regions_judged(figures: Figures, year: int) -> Judged:
    """The EU's NUTS 2 regions in a year: the same whoever is compared, so judged once."""
    stars = assign_stars(_held(figures, year), load_rules(RULES), reference=_reference(figures, year))
    return Judged(stars, _totals(stars))


@lru_cache(maxsize=256)
def _union_judged(figures: Figures, year: int, name: str, codes: tuple[str, ...], inside: frozenset[str]) -> Judged:
    """One territory in the place of its parts among the EU's regions."""
    others = _held(figures, year).filter(~pl.col("region").is_in(list(inside)))
    table = pl.concat([others, sum_of(figures.employment(year), codes, name)])
    stars = assign_stars(table, load_rules(RULES), reference=_reference(figures, year))
    return Judged(stars.filter(pl.col("region") == name), {name: _totals(stars)[name]})


def _held(figures: Figures, year: int) -> pl.DataFrame:
    """Persons employed in the EU's NUTS 2 regions."""
    held = figures.employment(year).filter(pl.col("region").is_in(figures.reference_regions(year)))
    return held.select("region", "sector", "value")


def _reference(figures: Figures, year: int) -> dict[str, float]:
    """Each industry's share in the EU."""
    return {sector: share for sector, (share, _) in figures.eu_shares(year).items()}


def _totals(stars: pl.DataFrame) -> dict[str, Row]:
    return {row["region"]: row for row in star_totals(stars).to_dicts()}


def clusters(comparison: Comparison, found: Population | None) -> Clusters:
    """Sectors with quotient and stars of the region, its total, its parts' and its peers' totals."""
    language = comparison.language
    if found is None:
        return _none(comparison, language.text("no year up to the one wanted has employment by industry"))
    code = comparison.region.code
    if code in found.absent:
        return _none(comparison, language.message(found.absent[code]))
    own = total_of(comparison, found, comparison.region)
    peers = [total_of(comparison, found, peer) for peer in comparison.peers]
    ranked = rank([own.stars, *(peer.stars for peer in peers)], polarity=1)[0]
    return Clusters(
        sectors=_sectors(comparison, found),
        stars_total=own.stars,
        rank=None if ranked is None or own.stars is None else int(ranked),
        of=sum(total.stars is not None for total in (own, *peers)),
        parts=_parts(comparison, found),
        peers=peers,
        rules=found.rules.id,
        rules_note=_rules_note(comparison, found),
        coverage=language.text(
            "{count} of {total} industries report",
            count=own.sectors_counted,
            total=own.sectors_counted + own.sectors_missing,
        ),
        year=found.year,
        source=source_of(comparison.figures, SERIES),
        missing_reason=None,
    )


def _rules_note(comparison: Comparison, found: Population) -> str:
    """What earns a star, in a sentence, with the thresholds of the rules."""
    language = comparison.language
    size, special, focus = found.rules.size, found.rules.specialisation, found.rules.focus
    return language.text(
        "A star each for size (top {size}% of {regions} NUTS 2 regions within the industry), specialisation "
        "(location quotient of at least {quotient}, before rounding) and focus (top {focus}% by share of the region's "
        "employment). A larger territory stands as one region among them, which favours it on size.",
        size=round(100 * (size.top_share or 0)) if size else 0,
        regions=len(found.totals),
        quotient=language.number(special.minimum or 0 if special else 0, 0),
        focus=round(100 * (focus.top_share or 0)) if focus else 0,
    )


def total_of(comparison: Comparison, found: Population, territory: Territory) -> StarTotal:
    """Total of a compared territory, or why there is none."""
    row = found.territories.get(territory.code)
    reason = found.absent.get(territory.code)
    return StarTotal(
        code=territory.code,
        name=territory.name(comparison.language.lang),
        stars=None if row is None else row["stars"],
        sectors_counted=0 if row is None else row["sectors_counted"],
        sectors_missing=0 if row is None else row["sectors_missing"],
        missing_reason=None if reason is None else comparison.language.message(reason),
    )


def sum_of(held: pl.DataFrame, codes: tuple[str, ...], name: str) -> pl.DataFrame:
    """Rows of a territory: sums over its codes, missing where any of them is missing."""
    return (
        held.filter(pl.col("region").is_in(list(codes)))
        .group_by("sector", maintain_order=True)
        .agg(pl.when(pl.col("value").count() == len(codes)).then(pl.col("value").sum()).otherwise(None).alias("value"))
        .select(pl.lit(name).alias("region"), "sector", "value")
    )


def _sectors(comparison: Comparison, found: Population) -> list[Sector]:
    lang = comparison.language.lang
    return [
        Sector(
            sector=row["sector"],
            name=found.scheme.name(row["sector"], lang),
            persons=row["value"],
            share=row["share"],
            lq=row["lq"],
            eu_countries=found.eu_countries.get(row["sector"], 0),
            stars=row["stars"],
            size=_flag(row["star_size"]),
            specialisation=_flag(row["star_specialisation"]),
            focus=_flag(row["star_focus"]),
        )
        for row in found.own.sort("sector").to_dicts()
    ]


def _flag(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def _parts(comparison: Comparison, found: Population) -> list[StarTotal]:
    """Stars of the NUTS 2 regions inside the region, each in a population where it stands for itself."""
    if len(comparison.region.parts) < 2:
        return []
    leaves = comparison.figures.codes_of(SERIES).inside(comparison.region)
    return [
        StarTotal(
            code=code,
            name=find_territory(code).name(comparison.language.lang),
            stars=found.totals[code]["stars"],
            sectors_counted=found.totals[code]["sectors_counted"],
            sectors_missing=found.totals[code]["sectors_missing"],
        )
        for code in leaves
        if code in found.totals
    ]


def _none(comparison: Comparison, reason: str) -> Clusters:
    return Clusters(
        sectors=[],
        stars_total=None,
        rank=None,
        of=0,
        parts=[],
        peers=[],
        rules=RULES,
        rules_note="",
        coverage="",
        year=None,
        source=source_of(comparison.figures, SERIES),
        missing_reason=reason,
    )
