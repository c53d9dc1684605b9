"""Where the regions stand in the plane of cluster stars and total index: computed here, and as printed in 2019."""

from functools import lru_cache

import polars as pl

from beffroi.analytics.clusters.published import PublishedRegion, load_published
from beffroi.analytics.clusters.typology import Thresholds, classify, load_typology, thresholds
from beffroi.figures.store import Figures
from beffroi.figures.territories import Territory, find_territory, is_region
from beffroi.reporting.profile.index import SCOREBOARD, ScoredZones, scored_once, zone_of
from beffroi.reporting.profile.indicators import Comparison
from beffroi.reporting.profile.model import Layer, Point, Typology
from beffroi.reporting.profile.portfolio import Population, regions_judged, total_of

RULES = "beffroi-2026"


def typology(comparison: Comparison, zones: ScoredZones | None, found: Population | None) -> Typology:
    """Type of the region under our own rules, with both layers of points."""
    computed = _computed(comparison, zones, found)
    own = next(point for point in computed.points if point.of_region)
    return Typology(
        type=own.type,
        type_label=_type_label(comparison, own.type),
        reason=own.reason,
        rules=RULES,
        computed=computed,
        published=_published(comparison),
    )


def _type_label(comparison: Comparison, type_: int | None) -> str:
    language = comparison.language
    labels = {
        1: language.text("many cluster stars, moderate index"),
        2: language.text("moderate in both"),
        3: language.text("many cluster stars, high index"),
    }
    return labels.get(type_, language.text("unclassified")) if type_ else language.text("unclassified")


def _computed(comparison: Comparison, zones: ScoredZones | None, found: Population | None) -> Layer:
    language = comparison.language
    territories = (comparison.region, *comparison.peers)
    table = pl.DataFrame(
        {
            "region": [territory.code for territory in territories],
            "stars": [_stars(comparison, found, territory) for territory in territories],
            "index": [_index(comparison, zones, territory) for territory in territories],
        },
        schema={"region": pl.String, "stars": pl.Float64, "index": pl.Float64},
    )
    lines = _lines(comparison.figures, zones.year if zones else None, found.year if found else None)
    typed = {placed.region: placed for placed in classify(table, lines)}
    points = [
        Point(
            code=territory.code,
            name=territory.name(language.lang),
            stars=row["stars"],
            index=row["index"],
            type=typed[territory.code].type,
            reason=language.message(typed[territory.code].reason),
            of_region=territory is comparison.region,
        )
        for territory, row in zip(territories, table.to_dicts(), strict=True)
    ]
    return Layer(
        id="computed",
        label=language.text("Computed here from open data"),
        note=language.text(
            "Stars from employment by industry ({stars_year}), index from the scoreboard ({index_year}). The "
            "thresholds are quantiles of the EU regions that have both.",
            stars_year=found.year if found else "–",
            index_year=zones.year if zones else "–",
        ),
        points=points,
        stars_line=lines.stars,
        index_line=lines.index,
    )


@lru_cache(maxsize=8)
def _lines(figures: Figures, index_year: int | None, stars_year: int | None) -> Thresholds:
    """The lines between the types: the same whichever regions are compared."""
    rows = []
    if index_year is not None and stars_year is not None:
        zones, codes = scored_once(figures, index_year), figures.codes_of(SCOREBOARD)
        for code, total in regions_judged(figures, stars_year).totals.items():
            zone = codes.of(find_territory(code)) if is_region(code) else None
            stars = total["stars"]
            if isinstance(zone, tuple) and len(zone) == 1 and stars is not None:
                rows.append((code, float(stars), zones.score(zone[0], zones.spec.total)))
    schema = {"region": pl.String, "stars": pl.Float64, "index": pl.Float64}
    return thresholds(pl.DataFrame(rows, schema=schema, orient="row"), load_typology(RULES))


def _stars(comparison: Comparison, found: Population | None, territory: Territory) -> float | None:
    total = None if found is None else total_of(comparison, found, territory).stars
    return None if total is None else float(total)


def _index(comparison: Comparison, zones: ScoredZones | None, territory: Territory) -> float | None:
    if zones is None:
        return None
    return zones.score(zone_of(comparison, territory, zones.year), zones.spec.total)


def _published(comparison: Comparison) -> Layer:
    language = comparison.language
    printed = load_published()
    inside = set(comparison.region.parts)
    return Layer(
        id="published",
        label=language.text("Printed in the briefing of 2019"),
        note=language.text(
            "NUTS 2 regions, on data that are not public: shown beside what is computed, never mixed with it. "
            "Where a coordinate was not printed, only its type is known. {source}.",
            source=printed.source,
        ),
        points=[_printed_point(comparison, region, inside) for region in printed.regions],
        stars_line=[printed.stars_line],
        index_line=list(printed.index_lines),
    )


def _printed_point(comparison: Comparison, printed: PublishedRegion, inside: set[str]) -> Point:
    territory = find_territory(printed.code)
    complete = printed.stars is not None and printed.index is not None
    reason = (
        comparison.language.text("type as printed")
        if complete
        else comparison.language.text("type as printed; coordinates not all printed")
    )
    return Point(
        code=printed.code,
        name=territory.name(comparison.language.lang),
        stars=printed.stars,
        index=printed.index,
        type=printed.type,
        reason=reason,
        of_region=bool(territory.parts) and set(territory.parts) <= inside,
    )
