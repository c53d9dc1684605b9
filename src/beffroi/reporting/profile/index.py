"""The index of industrial change of the profile's region, on the scoreboard zone that covers it."""

from dataclasses import dataclass
from functools import cache, lru_cache

import polars as pl

from beffroi.analytics.composite.pipeline import IndexResult, build_index
from beffroi.analytics.composite.spec import IndexSpec, load_spec
from beffroi.analytics.indicators.ranks import rank
from beffroi.analytics.uncertainty.explore import Exploration
from beffroi.figures.membership import eu_members
from beffroi.figures.store import Figures
from beffroi.figures.territories import Territory
from beffroi.reporting.profile.indicators import Comparison, source_of
from beffroi.reporting.profile.model import Comparator, Composite, Dimension, Place, RankInterval
from beffroi.reporting.profile.sureness import explored, interval_of

SPEC = "industrial-change"
SCOREBOARD = "innovation_index"
EU_ZONE = "EU"


@dataclass(frozen=True)
class ScoredZones:
    """The index built for every zone of the scoreboard in one year."""

    spec: IndexSpec
    table: pl.DataFrame
    result: IndexResult[pl.DataFrame]
    year: int
    scores: dict[str, dict[str, float | None]]

    def score(self, zone: str | None, node: str) -> float | None:
        """The score of a zone on a dimension or on the total, None where there is none."""
        return None if zone is None else self.scores.get(zone, {}).get(node)


@cache
def industrial_change() -> IndexSpec:
    """The spec shipped with Beffroi."""
    return load_spec(SPEC)


def scored_zones(comparison: Comparison) -> ScoredZones | None:
    """Build the index on the latest year of the scoreboard up to the year wanted; None before its first year."""
    years = comparison.figures.years(SCOREBOARD)
    year = max((held for held in years if held <= (comparison.year or held)), default=None)
    return None if year is None else scored_once(comparison.figures, year)


@lru_cache(maxsize=8)
def scored_once(figures: Figures, year: int) -> ScoredZones:
    """The shipped index in a year: the same whichever region is asked for."""
    return score_zones(figures, year)


def score_zones(figures: Figures, year: int, spec: IndexSpec | None = None) -> ScoredZones:
    """Build the index for every zone of the scoreboard in one of its years.

    Parameters
    ----------
    figures : Figures
    year : int
        a year that the scoreboard holds.
    spec : IndexSpec, optional
        a spec on the indicators of the scoreboard, such as the shipped one with other weights; default: the shipped
        one.

    """
    spec = spec or industrial_change()
    table = _zone_table(figures, spec, year)
    result = build_index(spec, table, reference=_reference(spec, table, year))
    scores = {str(row[spec.unit]): row for row in result.scores.to_dicts()}
    return ScoredZones(spec=spec, table=table, result=result, year=year, scores=scores)


def _reference(spec: IndexSpec, table: pl.DataFrame, year: int) -> list[str]:
    """The zones of the member states of a year."""
    members = eu_members(year)
    return [zone for zone in table[spec.unit].cast(pl.String) if zone != EU_ZONE and zone[:2] in members]


def rank_interval(comparison: Comparison, zones: ScoredZones, zone: str | None) -> RankInterval | None:
    """Where the zone ranks among all, and between which ranks under other choices; None where it has no rank."""
    found = None if zone is None else sureness(zones)
    return None if zone is None or found is None else interval_of(found, zone, comparison.language)


def sureness(zones: ScoredZones) -> Exploration | None:
    """The runs of the index of a year under its uncertain inputs; None where its spec declares none."""
    run, table = zones.result.run, zones.table
    key = (run["spec_sha256"], run["data_sha256"], zones.year, run["reference_size"])
    return explored(zones.spec, table, _reference(zones.spec, table, zones.year), key)


def _zone_table(figures: Figures, spec: IndexSpec, year: int) -> pl.DataFrame:
    """The indicators of a spec, one row a zone of the scoreboard."""
    columns = [
        figures.table(item.id, year).select("region", pl.col("value").alias(item.id)) for item in spec.indicators
    ]
    table = columns[0]
    for column in columns[1:]:
        table = table.join(column, on="region", how="full", coalesce=True)
    return table.sort("region").rename({"region": spec.unit})


def zone_of(comparison: Comparison, territory: Territory, year: int) -> str | None:
    """The one zone of the scoreboard that covers a territory exactly, None where there is none."""
    figure = comparison.figures.figure(SCOREBOARD, territory, year)
    return figure.codes[0] if len(figure.codes) == 1 else None


def composite(comparison: Comparison, zones: ScoredZones | None) -> Composite:
    """Seven dimensions and the total, each with EU, peers, rank and coverage."""
    language = comparison.language
    if zones is None:
        return _absent(comparison, language.text("the scoreboard holds no year up to the one wanted"))
    zone = zone_of(comparison, comparison.region, zones.year)
    reason = None if zone else _no_zone(comparison, comparison.region)
    total = zones.spec.total
    scores = _scores(comparison, zones, zone, total)
    return Composite(
        zone=Place(code=zone, name=comparison.region.name(language.lang)) if zone else None,
        year=zones.year,
        dimensions=[_dimension(comparison, zones, zone, node) for node in zones.spec.dimensions],
        total=zones.score(zone, total),
        eu=zones.score(EU_ZONE, total),
        country=_country_score(comparison, zones, total),
        rank=scores.rank,
        of=scores.of,
        peers=scores.peers,
        coverage=_coverage(comparison, zones) if zone else language.text("no dimension"),
        method=_method(comparison, zones),
        source=source_of(comparison.figures, SCOREBOARD),
        missing_reason=reason,
        interval=rank_interval(comparison, zones, zone),
    )


@dataclass(frozen=True)
class _Scores:
    rank: int | None
    of: int
    peers: list[Comparator]


def _scores(comparison: Comparison, zones: ScoredZones, zone: str | None, node: str) -> _Scores:
    """The peers' scores on a node, and the rank of the zone among them."""
    peers = []
    for territory in comparison.peers:
        peer_zone = zone_of(comparison, territory, zones.year)
        value = zones.score(peer_zone, node)
        reason = None if value is not None else _no_score(comparison, territory, peer_zone)
        peers.append(
            Comparator(
                code=territory.code,
                name=territory.name(comparison.language.lang),
                value=value,
                missing_reason=reason,
            )
        )
    own = zones.score(zone, node)
    values = [own, *(peer.value for peer in peers)]
    ranked = rank(values, polarity=1)[0]
    place = None if own is None or ranked is None else int(ranked)
    return _Scores(rank=place, of=sum(value is not None for value in values), peers=peers)


def _dimension(comparison: Comparison, zones: ScoredZones, zone: str | None, node: str) -> Dimension:
    language, spec = comparison.language, zones.spec
    declared = spec.node(node)
    scores = _scores(comparison, zones, zone, node)
    labels = [comparison.figures.label(item, language.lang) for item in declared.children]
    observed = zones.result.observed(zone, node) if zone else 0
    own = zones.score(zone, node)
    return Dimension(
        id=node,
        label=declared.label.of(language.lang),
        score=own,
        eu=zones.score(EU_ZONE, node),
        country=_country_score(comparison, zones, node),
        rank=scores.rank,
        of=scores.of,
        peers=scores.peers,
        indicators=labels,
        coverage=language.text("{count} of {total} indicators", count=observed, total=len(labels))
        if labels
        else language.text("no open indicator"),
        missing_reason=_dimension_reason(comparison, declared.missing_in(language.lang), zone, own),
    )


def _dimension_reason(comparison: Comparison, declared: str | None, zone: str | None, own: float | None) -> str | None:
    if declared:
        return declared
    if zone is None:
        return _no_zone(comparison, comparison.region)
    return comparison.language.text("too few of its indicators are reported") if own is None else None


def _no_score(comparison: Comparison, territory: Territory, zone: str | None) -> str:
    if zone is None:
        return _no_zone(comparison, territory)
    return comparison.language.text("no value for this dimension")


def _no_zone(comparison: Comparison, territory: Territory) -> str:
    return comparison.language.text(
        "no single zone of the scoreboard covers {name}, and indices of several zones are not averaged",
        name=territory.name(comparison.language.lang),
    )


def _country_score(comparison: Comparison, zones: ScoredZones, node: str) -> float | None:
    if comparison.country is None:
        return None
    return zones.score(zone_of(comparison, comparison.country, zones.year), node)


def _coverage(comparison: Comparison, zones: ScoredZones) -> str:
    dimensions = [zones.spec.node(node) for node in zones.spec.dimensions]
    present = [node for node in dimensions if node.children]
    return comparison.language.text(
        "{count} of {total} dimensions, {indicators} indicators",
        count=len(present),
        total=len(dimensions),
        indicators=len(zones.spec.indicators),
    )


def _method(comparison: Comparison, zones: ScoredZones) -> str:
    return comparison.language.text(
        "Each indicator is scaled from 0 (lowest) to 1 (highest) of the {zones} EU zones of the Regional Innovation "
        "Scoreboard in {year}; a dimension is the mean of its indicators, the total the mean of the dimensions.",
        zones=zones.result.run["reference_size"],
        year=zones.year,
    )


def _absent(comparison: Comparison, reason: str) -> Composite:
    spec = industrial_change()
    language = comparison.language
    dimensions = [
        Dimension(
            id=node,
            label=spec.node(node).label.of(language.lang),
            score=None,
            eu=None,
            country=None,
            rank=None,
            of=0,
            peers=[],
            indicators=[],
            coverage="",
            missing_reason=reason,
        )
        for node in spec.dimensions
    ]
    return Composite(
        zone=None,
        year=None,
        dimensions=dimensions,
        total=None,
        eu=None,
        country=None,
        rank=None,
        of=0,
        peers=[],
        coverage="",
        method="",
        source=source_of(comparison.figures, SCOREBOARD),
        missing_reason=reason,
        interval=None,
    )
