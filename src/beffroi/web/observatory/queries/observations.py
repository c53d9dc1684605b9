"""The values of one official series: every region and year, computed once a process and then kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import polars as pl

from beffroi.figures.catalogue import Selection, Specialisation
from beffroi.figures.model import Figure
from beffroi.figures.names import declared
from beffroi.figures.territories import Territory, find_territory
from beffroi.figures.vintages import vintages
from beffroi.reporting.language import Language
from beffroi.web.observatory.exports.dataset import Observed
from beffroi.web.observatory.queries.figures_store import figures, fingerprint
from beffroi.web.observatory.rules.reasons import Missing, grouped, kind_of

NUTS = 2021
"""The vintage whose regions are listed: most tables are of it or older, and it still has the United Kingdom."""
LENGTHS = {"country": 2, "NUTS 1": 3, "NUTS 2": 4}
LEVELS = tuple(LENGTHS)
KEPT_SERIES = 256
"""Series (with level and sector) whose values stay in memory."""


@dataclass(frozen=True)
class RegionRow:
    """One region with its figure of each year of the series."""

    territory: Territory
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Wanted:
    """Which values of a series: one level or some regions, perhaps one country, one year, one sector."""

    series: str
    level: str = "NUTS 2"
    country: str = ""
    year: int | None = None
    sector: str = ""
    region: Territory | None = None
    regions: tuple[Territory, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The years shown."""
        held = tuple(figures().years(self.series))
        return held if self.year is None else tuple(year for year in held if year == self.year)


@cache
def territories_at(level: str) -> tuple[Territory, ...]:
    """Every region of a level, in the order of the codes."""
    codes = {node.code for node in vintages().all_nodes() if node.vintage == NUTS and len(node.code) == LENGTHS[level]}
    return tuple(find_territory(code) for code in sorted(codes))


@cache
def pilots() -> tuple[Territory, ...]:
    """The ten pilot regions."""
    return tuple(find_territory(code) for code in declared()["pilots"])


def rows(wanted: Wanted) -> tuple[RegionRow, ...]:
    """The regions asked for with the figures of the years asked for."""
    if wanted.regions:
        held: Iterable[RegionRow] = (_row(wanted.series, place, wanted.sector) for place in wanted.regions)
    else:
        held = _level(fingerprint(), wanted.series, wanted.sector, wanted.level)
        held = (row for row in held if not wanted.country or row.territory.country == wanted.country)
    return tuple(row if wanted.year is None else _in_year(row, wanted.year) for row in held)


def eu_row(wanted: Wanted) -> tuple[Figure, ...]:
    """The EU's figure of each year asked for."""
    return tuple(figures().eu(wanted.series, year, sector=wanted.sector or None) for year in wanted.years)


@lru_cache(maxsize=KEPT_SERIES)
def _level(_fingerprint: str, series: str, sector: str, level: str) -> tuple[RegionRow, ...]:
    return tuple(_row(series, place, sector) for place in territories_at(level))


def _row(series: str, place: Territory, sector: str) -> RegionRow:
    held = figures()
    return RegionRow(
        place, tuple(held.figure(series, place, year, sector=sector or None) for year in held.years(series))
    )


def _in_year(row: RegionRow, year: int) -> RegionRow:
    return RegionRow(row.territory, tuple(figure for figure in row.figures if figure.year == year))


def observed(wanted: Wanted, language: Language) -> tuple[Observed, ...]:
    """The values asked for, one by one, each with its flag or the reason why it is missing."""
    return tuple(
        _observed(figure, row.territory, wanted.sector, language) for row in rows(wanted) for figure in row.figures
    )


def _observed(figure: Figure, place: Territory, sector: str, language: Language) -> Observed:
    return Observed(
        region=place.code,
        name=place.name(language.lang),
        level=place.level,
        year=figure.year or 0,
        value=None if figure.value is None else round(figure.value, 6),
        flag=figure.flag,
        reason=language.message(figure.missing_reason or ""),
        sector=sector,
    )


@dataclass(frozen=True)
class Reporting:
    """How many regions of each level have a value in the latest year."""

    year: int | None
    by_level: tuple[tuple[str, int, int], ...]
    """Level, regions with a value, regions in all."""

    def of(self, level: str) -> tuple[int, int]:
        """Regions with a value and regions in all, at a level."""
        return next(((having, total) for name, having, total in self.by_level if name == level), (0, 0))


def reporting(series: str) -> Reporting:
    """How much of Europe a series covers in its latest year."""
    return _reporting(fingerprint(), series)


@lru_cache(maxsize=KEPT_SERIES)
def _reporting(_fingerprint: str, series: str) -> Reporting:
    years = figures().years(series)
    if not years:
        return Reporting(None, ())
    counts = []
    for level in LEVELS:
        having = _having(series, level, years[-1])
        counts.append((level, sum(having), len(territories_at(level))))
    return Reporting(years[-1], tuple(counts))


def covered_at(series: str, level: str) -> int:
    """Regions of a level with a value in the latest year."""
    return _covered_at(fingerprint(), series, level)


@lru_cache(maxsize=KEPT_SERIES)
def _covered_at(_fingerprint: str, series: str, level: str) -> int:
    years = figures().years(series)
    return sum(_having(series, level, years[-1])) if years else 0


def levels_of(series: str) -> frozenset[str]:
    """The levels at which any region has a value in the latest year."""
    return _levels_of(fingerprint(), series)


@lru_cache(maxsize=KEPT_SERIES)
def _levels_of(_fingerprint: str, series: str) -> frozenset[str]:
    years = figures().years(series)
    return frozenset(level for level in LEVELS if years and any(_having(series, level, years[-1])))


def _having(series: str, level: str, year: int) -> Iterator[bool]:
    """Whether each region of a level has a value; a quotient of sectors has one where the sector is published."""
    held, sector = figures(), default_sector(series) or None
    computation = held.series[series].from_
    asked = computation.of if isinstance(computation, Specialisation) else series
    for place in territories_at(level):
        yield held.figure(asked, place, year, sector=sector).value is not None


def default_sector(series: str) -> str:
    """The sector shown first of a series by sector: the one that most regions publish; empty where there is none."""
    return _default_sector(fingerprint(), series)


@lru_cache(maxsize=KEPT_SERIES)
def _default_sector(_fingerprint: str, series: str) -> str:
    held = figures()
    sectors = held.sectors(series)
    if not sectors:
        return ""
    computation = held.series[series].from_
    source = computation.of if isinstance(computation, Specialisation) else series
    by = held.series[source].from_
    column = by.by if isinstance(by, Selection) and by.by else "sector"
    table = held.table(source).drop_nulls("value").filter(pl.col(column).is_in(sectors))
    counted = table.group_by(column).len().sort(["len", column], descending=[True, False])
    return str(counted[column][0]) if counted.height else sectors[0]


def coverage(wanted: Wanted) -> list[tuple[int, int, int]]:
    """Year, regions with a value, regions in all: of those asked for."""
    held = rows(wanted)
    return [
        (year, sum(row.figures[position].value is not None for row in held), len(held))
        for position, year in enumerate(wanted.years)
    ]


def missing(wanted: Wanted, language: Language) -> list[Missing]:
    """Why values of the latest year are missing, the most frequent reason first."""
    lacking = [
        (row.territory.code, kind_of(row.figures[-1].missing_reason, language.message))
        for row in rows(wanted)
        if row.figures and row.figures[-1].missing_reason
    ]
    return grouped(lacking)
