"""The index of industrial change: official runs, rankings, what drives a score, scenarios."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import polars as pl
from django.db.models import QuerySet

from beffroi.analytics.composite.contribution import contributions, effective_weights
from beffroi.analytics.composite.spec import IndexSpec
from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message
from beffroi.figures.territories import Territory, find_peers, find_territory
from beffroi.reporting.language import Language
from beffroi.reporting.profile.index import (
    EU_ZONE,
    SCOREBOARD,
    ScoredZones,
    industrial_change,
    score_zones,
    sureness,
)
from beffroi.reporting.profile.model import RankInterval
from beffroi.reporting.profile.sureness import interval_of
from beffroi.web.observatory.models import IndexRun
from beffroi.web.observatory.queries.figures_store import figures, fingerprint
from beffroi.web.observatory.rules.index import Move, median, reweighted

Weights = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Zone:
    """One zone of the scoreboard (or the EU) with its scores, ranks and coverage by node of the index."""

    code: str
    name: str
    country: str
    is_pilot: bool
    scores: Mapping[str, float | None]
    ranks: Mapping[str, int | None]
    coverage: Mapping[str, float]


@dataclass(frozen=True)
class Ranking:
    """The zones of one year, highest total first, those without one last; `of` counts the ranked."""

    year: int
    zones: tuple[Zone, ...]
    eu: Zone
    of: int

    @property
    def by_code(self) -> dict[str, Zone]:
        """Zones by code, the EU among them."""
        return {zone.code: zone for zone in (*self.zones, self.eu)}


@dataclass(frozen=True)
class Placing:
    """Where a territory stands on the scoreboard: its own zone, or the one around it, or those it is made of."""

    territory: Territory
    zone: str | None
    around: str | None
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Driver:
    """One indicator of a zone: as published, scaled, its weight, and what it brings to its dimension and to the total.

    `eu` and `peers` (the peers' median) are contributions to the total; `gap` is own minus EU.
    """

    indicator: str
    dimension: str
    raw: float | None
    scaled: float | None
    weight: float | None
    to_dimension: float | None
    to_total: float | None
    eu: float | None
    peers: float | None

    @property
    def gap(self) -> float | None:
        """What the indicator adds to or takes from the difference with the EU."""
        return None if self.to_total is None or self.eu is None else self.to_total - self.eu


def spec() -> IndexSpec:
    """The spec of the index."""
    return industrial_change()


def index_years() -> list[int]:
    """The years that the scoreboard holds."""
    return figures().years(SCOREBOARD)


def computed(year: int) -> ScoredZones:
    """The index of a year as the library computes it; kept for the figures that the site holds."""
    return _computed(fingerprint(), year, ())


def scenario(year: int, weights: Mapping[str, float]) -> ScoredZones:
    """The index of a year under other weights of its dimensions; never stored."""
    return _computed(fingerprint(), year, tuple(weights.items()))


@lru_cache(maxsize=48)
def _computed(_fingerprint: str, year: int, weights: Weights) -> ScoredZones:
    chosen = reweighted(spec(), dict(weights)) if weights else spec()
    return score_zones(figures(), year, chosen)


def result_of(zones: ScoredZones) -> dict[str, Any]:
    """Scores, ranks and coverage of a run by zone, in the order of `columns`; it can be written as JSON."""
    columns = zones.spec.columns
    tables = {"scores": zones.result.scores, "ranks": zones.result.ranks, "coverage": zones.result.coverage}
    units = [str(unit) for unit in zones.result.scores[zones.spec.unit]]
    rows = {kind: table.select(columns).rows() for kind, table in tables.items()}
    by_zone = {unit: {kind: list(rows[kind][at]) for kind in rows} for at, unit in enumerate(units)}
    return {"columns": columns, "zones": by_zone, "run": zones.result.run}


def rank_intervals(year: int) -> dict[str, dict[str, Any]]:
    """By zone that is ranked, its rank interval under the uncertain inputs of the spec; it can be written as JSON."""
    zones = computed(year)
    found, language = sureness(zones), language_named("en")
    told = {} if found is None else {unit: interval_of(found, unit, language) for unit in found.units}
    return {unit: interval.model_dump(exclude={"inputs"}) for unit, interval in told.items() if interval is not None}


def rank_interval(year: int, zone: str, lang: str) -> RankInterval | None:
    """The rank interval of a zone, as the official run keeps it; computed once where there is no such run."""
    run = _runs(year=year).values_list("pk", "result_sha256").first()
    told = _intervals(fingerprint(), year, run).get(zone)
    uncertain = spec().uncertainty
    inputs = [] if uncertain is None else uncertain.inputs
    names = [item.label.of(lang) if item.label else item.id for item in inputs]
    return None if told is None else RankInterval(**told, inputs=names)


@lru_cache(maxsize=16)
def _intervals(_fingerprint: str, year: int, run: tuple[int, str] | None) -> dict[str, dict[str, Any]]:
    kept = None if run is None else IndexRun.objects.get(pk=run[0]).result.get("intervals")
    return rank_intervals(year) if kept is None else kept


def stored_run(year: int) -> IndexRun | None:
    """The official run of a year on the figures that the site holds now, its result left in the database."""
    return _runs(year=year).defer("result").first()


def missing_years() -> list[int]:
    """The years without an official run on the figures that the site holds now."""
    held = set(_runs().values_list("year", flat=True))
    return [year for year in index_years() if year not in held]


def _runs(**lookup: Any) -> QuerySet[IndexRun]:
    checksum = computed(index_years()[-1]).result.run["spec_sha256"]
    return IndexRun.objects.filter(spec_sha256=checksum, figures_fingerprint=fingerprint(), **lookup)


def ranking(year: int, lang: str, run: IndexRun | None = None) -> Ranking:
    """The zones of a year: from the official run where one is given, else computed now."""
    return _ranking(fingerprint(), year, lang, (run.pk, run.result_sha256) if run else None)


@lru_cache(maxsize=64)
def _ranking(_fingerprint: str, year: int, lang: str, run: tuple[int, str] | None) -> Ranking:
    result = result_of(computed(year)) if run is None else IndexRun.objects.get(pk=run[0]).result
    return _ranked(result, year, lang)


def _ranked(result: Mapping[str, Any], year: int, lang: str) -> Ranking:
    columns = result["columns"]
    total, pilots = columns[-1], pilot_zones()
    zones = {code: _zone(code, dict(parts), columns, lang, code in pilots) for code, parts in result["zones"].items()}
    eu = zones.pop(EU_ZONE)
    in_order = sorted(zones.values(), key=lambda zone: (_descending(zone.scores[total]), zone.code))
    return Ranking(year, tuple(in_order), eu, sum(zone.ranks[total] is not None for zone in in_order))


def _zone(code: str, parts: Mapping[str, Any], columns: Sequence[str], lang: str, is_pilot: bool) -> Zone:
    scores, ranks, shares = (dict(zip(columns, parts[kind], strict=True)) for kind in ("scores", "ranks", "coverage"))
    return Zone(code, zone_name(code, lang), code[:2], is_pilot, scores, ranks, shares)


def scenario_ranking(year: int, lang: str, weights: Mapping[str, float]) -> Ranking:
    """The zones of a year under other weights."""
    return _ranked(result_of(scenario(year, weights)), year, lang)


def sorted_by(zones: Sequence[Zone], node: str) -> list[Zone]:
    """Zones from the highest score on a node down, those without one last."""
    return sorted(zones, key=lambda zone: (_descending(zone.scores[node]), zone.code))


def _descending(value: float | None) -> float:
    return float("inf") if value is None else -value


def moves(official: Ranking, other: Ranking) -> dict[str, Move]:
    """Each zone's rank on the total in two rankings."""
    total = spec().total
    before = {zone.code: zone.ranks[total] for zone in official.zones}
    return {zone.code: Move(before.get(zone.code), zone.ranks[total]) for zone in other.zones}


@lru_cache(maxsize=1024)
def zone_name(code: str, lang: str) -> str:
    """The name of a zone in a language."""
    language = language_named(lang)
    return language.text("EU") if code == EU_ZONE else language.typeset(find_territory(code).name(lang))


def language_named(lang: str) -> Language:
    """The language of a code; English for any that is not French."""
    chosen: Literal["en", "fr"] = "fr" if lang == "fr" else "en"
    return Language(chosen)


def node_label(node: str, lang: str) -> str:
    """The name of a dimension, or of the total."""
    return language_named(lang).typeset(spec().node(node).label.of(lang))


def indicator_label(indicator: str, lang: str) -> str:
    """The name of an indicator."""
    label = spec().leaves[indicator].label
    return language_named(lang).typeset(label.of(lang) if label else indicator)


@lru_cache(maxsize=1)
def pilot_zones() -> frozenset[str]:
    """The zones that are pilot regions, or parts of one."""
    places = [placing(territory) for territory in find_peers("pilots")]
    return frozenset(code for place in places for code in (place.zone, *place.parts) if code)


def placing(territory: Territory) -> Placing:
    """Where a territory stands on the scoreboard."""
    held = figures().codes_of(SCOREBOARD)
    found = held.of(territory)
    if isinstance(found, Message):
        return Placing(territory, None, _around(territory), held.inside(territory))
    if len(found) == 1:
        return Placing(territory, found[0], None, ())
    return Placing(territory, None, None, found)


def _around(territory: Territory) -> str | None:
    """The smallest zone that holds a territory and more."""
    leaves = territory.leaves
    sizes = [(len(held), code) for code, held in _zone_leaves() if leaves < held]
    return min(sizes)[1] if sizes else None


@lru_cache(maxsize=1)
def _zone_leaves() -> tuple[tuple[str, frozenset[Any]], ...]:
    codes = [str(code) for code in computed(index_years()[-1]).scores if code != EU_ZONE]
    return tuple((code, find_territory(code).leaves) for code in codes)


def drivers(year: int, zone: str, peers: Sequence[str]) -> list[Driver]:
    """What every indicator brings to the score of a zone, beside the EU and the median of its peers."""
    tables = _driver_tables(fingerprint(), year)
    declared, others = spec(), [code for code in peers if code != zone]
    found = []
    for dimension in declared.dimensions:
        for item in declared.node(dimension).children:
            total = tables["total"]
            found.append(
                Driver(
                    indicator=item,
                    dimension=dimension,
                    raw=(figures().cell(item, zone, year, None) or (None, ""))[0],
                    scaled=tables["scaled"][zone][item],
                    weight=tables["weights"][zone][item],
                    to_dimension=tables[dimension][zone][item],
                    to_total=total[zone][item],
                    eu=total[EU_ZONE][item],
                    peers=median([total[code][item] for code in others if code in total]),
                )
            )
    return found


@lru_cache(maxsize=16)
def _driver_tables(_fingerprint: str, year: int) -> dict[str, dict[str, dict[str, float | None]]]:
    """Scaled values, weights and contributions by zone, of a year."""
    zones = computed(year)
    result, declared = zones.result, zones.spec
    tables: dict[str, pl.DataFrame] = {
        "scaled": result.normalised,
        "weights": effective_weights(declared, result),
        "total": contributions(declared, result),
    }
    for dimension in declared.dimensions:
        if declared.node(dimension).children:
            tables[dimension] = contributions(declared, result, dimension)
    return {
        name: {str(row[declared.unit]): row for row in table.iter_rows(named=True)} for name, table in tables.items()
    }


def region_of(text: str) -> Territory | None:
    """The territory that a text names, None where there is none."""
    try:
        return find_territory(text)
    except InputError:
        return None
