"""The tables behind the pictures of the index, and the same as JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from beffroi.reporting.language import Language
from beffroi.reporting.profile.index import SCOREBOARD
from beffroi.reporting.profile.indicators import source_of
from beffroi.reporting.profile.pictures.model import Cell, Column, DataTable, Row
from beffroi.web.observatory.queries.figures_store import figures
from beffroi.web.observatory.queries.index import Driver, Ranking, Zone, indicator_label, node_label, spec
from beffroi.web.observatory.rules.index import Move, weighed

DECIMALS = 2
DIGITS = 6
"""Decimals of scores in files: enough to rank again, no more."""


def score(language: Language, value: float | None, decimals: int = DECIMALS) -> str:
    """A score as read; n/a where there is none."""
    return language.text("n/a") if value is None else language.number(value, decimals)


def nodes() -> list[str]:
    """The total, then the dimensions that can be measured."""
    return [spec().total, *weighed(spec())]


def not_measured(lang: str) -> dict[str, str]:
    """The dimensions that no open indicator measures, and why."""
    language = Language("fr" if lang == "fr" else "en")
    found = {node: spec().node(node).missing_in(lang) for node in spec().dimensions}
    return {node: language.typeset(reason) for node, reason in found.items() if reason}


def ranking_table(ranked: Ranking, zones: Sequence[Zone], language: Language) -> DataTable:
    """Ranks and scores of zones, the EU last."""
    lang = language.lang
    columns = [
        Column(_("Zone"), "name"),
        Column(_("Code"), "code"),
        Column(_("Rank"), "rank", True),
        *(Column(node_label(node, lang), node, True) for node in nodes()),
    ]
    rows = [Row(_zone_cells(zone, language)) for zone in zones]
    rows.append(Row(_zone_cells(ranked.eu, language), opens_group=True))
    return DataTable(f"industrial-change-{ranked.year}.csv", tuple(columns), tuple(rows))


def _zone_cells(zone: Zone, language: Language) -> tuple[Cell, ...]:
    scores = [score_cell(language, zone.scores[node]) for node in nodes()]
    return (Cell(zone.name, zone.name), Cell(zone.code, zone.code), count_cell(zone.ranks[spec().total]), *scores)


def score_cell(language: Language, value: float | None, decimals: int = DECIMALS) -> Cell:
    """A score in a table."""
    return Cell(score(language, value, decimals), None if value is None else round(value, DIGITS))


def count_cell(value: int | None) -> Cell:
    """A rank or count in a table."""
    return Cell("–", None) if value is None else Cell(str(value), value)


def dimension_table(ranked: Ranking, own: Zone, peers: Sequence[Zone], language: Language) -> DataTable:
    """One zone on every dimension, with the EU and each peer."""
    lang, missing = language.lang, not_measured(language.lang)
    columns = [
        Column(_("Dimension"), "dimension"),
        Column(own.name, "score", True),
        Column(language.text("EU"), "eu", True),
        Column(_("Rank among %(count)s EU zones") % {"count": ranked.of}, "rank", True),
        Column(_("Indicators reported"), "coverage"),
        *(Column(zone.name, zone.code, True) for zone in peers),
    ]
    rows = []
    for node in (*spec().dimensions, spec().total):
        label = node_label(node, lang)
        said = missing.get(node) or language.percent(100 * own.coverage[node], 0)
        cells = [
            Cell(label, label),
            score_cell(language, own.scores[node]),
            score_cell(language, ranked.eu.scores[node]),
        ]
        cells += [count_cell(own.ranks[node]), Cell(said, said)]
        cells += [score_cell(language, zone.scores[node]) for zone in peers]
        is_total = node == spec().total
        rows.append(Row(tuple(cells), is_region=is_total, opens_group=is_total))
    return DataTable(f"index-dimensions-{own.code}-{ranked.year}.csv", tuple(columns), tuple(rows))


def driver_table(found: Sequence[Driver], language: Language) -> DataTable:
    """Every indicator: published value, scaled value, weight, contributions, and the gap with the EU."""
    columns = (
        Column(_("Indicator"), "indicator"),
        Column(_("Dimension"), "dimension"),
        Column(_("Published, EU in 2016 = 100"), "published", True),
        Column(_("Scaled, 0 to 1"), "scaled", True),
        Column(_("Weight in the total"), "weight", True),
        Column(_("Brings to its dimension"), "to_dimension", True),
        Column(_("Brings to the total"), "to_total", True),
        Column(_("in the EU"), "to_total_eu", True),
        Column(_("median of those compared with"), "to_total_peers", True),
        Column(_("Difference with the EU"), "gap", True),
    )
    return DataTable("index-drivers.csv", columns, tuple(_driver_row(driver, language) for driver in found))


def _driver_row(driver: Driver, language: Language) -> Row:
    label, dimension = indicator_label(driver.indicator, language.lang), node_label(driver.dimension, language.lang)
    weight = Cell("–", None)
    if driver.weight is not None:
        weight = Cell(language.percent(100 * driver.weight), round(driver.weight, DIGITS))
    thousandths = (driver.to_dimension, driver.to_total, driver.eu, driver.peers, driver.gap)
    return Row(
        (
            Cell(label, label),
            Cell(dimension, dimension),
            score_cell(language, driver.raw, 1),
            score_cell(language, driver.scaled),
            weight,
            *(score_cell(language, value, 3) for value in thousandths),
        )
    )


def comparison_table(ranked: Ranking, zones: Sequence[Zone], language: Language) -> DataTable:
    """Zones side by side: a row a dimension, with the rank beside each score."""
    lang = language.lang
    columns = [Column(_("Dimension"), "dimension")]
    for zone in zones:
        columns += [Column(zone.name, zone.code, True), Column(_("Rank"), f"{zone.code}_rank", True)]
    columns.append(Column(language.text("EU"), "eu", True))
    rows = []
    for node in (*weighed(spec()), spec().total):
        label = node_label(node, lang)
        cells = [Cell(label, label)]
        for zone in zones:
            cells += [score_cell(language, zone.scores[node]), count_cell(zone.ranks[node])]
        cells.append(score_cell(language, ranked.eu.scores[node]))
        rows.append(Row(tuple(cells), opens_group=node == spec().total))
    return DataTable(f"index-comparison-{ranked.year}.csv", tuple(columns), tuple(rows))


def scenario_table(
    official: Ranking, zones: Sequence[Zone], moved: Mapping[str, Move], language: Language
) -> DataTable:
    """Official and scenario side by side for the zones of a scenario, in their order."""
    total, before = spec().total, official.by_code
    columns = (
        Column(_("Zone"), "name"),
        Column(_("Code"), "code"),
        Column(_("Rank, scenario"), "scenario_rank", True),
        Column(_("Rank, official"), "official_rank", True),
        Column(_("Places gained"), "places", True),
        Column(_("Score, scenario"), "scenario_score", True),
        Column(_("Score, official"), "official_score", True),
    )
    rows = []
    for zone in zones:
        move = moved[zone.code]
        places = Cell("–", None) if move.places is None else Cell(signed(language, move.places), move.places)
        named = (Cell(zone.name, zone.name), Cell(zone.code, zone.code), count_cell(move.scenario))
        scores = (zone.scores[total], before[zone.code].scores[total])
        cells = (*named, count_cell(move.official), places, *(score_cell(language, value) for value in scores))
        rows.append(Row(cells))
    return DataTable(f"index-scenario-{official.year}.csv", columns, tuple(rows))


def signed(language: Language, value: float, decimals: int = 0) -> str:
    """A number with its sign, also where it is positive."""
    said = language.number(value, decimals)
    return f"+{said}" if value > 0 else said


def as_json(table: DataTable, **context: Any) -> dict[str, Any]:
    """A table as JSON: what was asked, the source, and one object a row."""
    found = source_of(figures(), SCOREBOARD)
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, (cell.raw for cell in row.cells), strict=True)) for row in table.rows]
    return {**context, "source": found.model_dump() if found else None, "rows": rows}
