"""The uncertainty of an index as a sheet, in either language: rank intervals, who is ahead, what moves ranks."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.uncertainty.effects import TABLE, Effect
from beffroi.analytics.uncertainty.explore import Exploration
from beffroi.reporting.charts.intervals import IntervalRow, RankIntervals
from beffroi.reporting.charts.matrix import Matrix, MatrixRow
from beffroi.reporting.charts.scene import Key
from beffroi.reporting.charts.tornado import Tornado, TornadoRow
from beffroi.reporting.language import Language
from beffroi.reporting.sheets.model import Cell, Finding, Sheet, SheetTable

Floats = NDArray[np.float64]

ROWS_A_CHART = 36
MOST_COMPARED = 36
"""Units beyond which the picture of who is ahead shows only the first ones."""


def uncertainty_sheet(found: Exploration, language: Language, unit: str | None = None) -> Sheet:
    """The results of an exploration with their pictures.

    Parameters
    ----------
    found : Exploration
    language : Language
    unit : str, optional
        whose rank is told apart, with what moves it.

    Returns
    -------
    Sheet

    """
    lead = language.text(
        "{runs} runs of {units} units under {inputs} uncertain inputs: {names}.",
        runs=language.number(len(found.scores)),
        units=len(found.units),
        inputs=len(found.design.inputs),
        names=language.list_of([_input(found, name, language) for name in found.design.inputs]),
    )
    findings = [_intervals(found, language, unit), _table_moved(found, language)]
    findings += [_unit_moved(found, language, unit)] if unit is not None else []
    findings += [_dominance(found, language)] if found.dominance is not None else []
    findings += [_failed(found, language)] if found.failed else []
    return Sheet(
        title=language.text("Uncertainty of the index: {title}", title=found.spec.title.of(language.lang)),
        lead=lead,
        findings=tuple(findings),
        method=language.text(
            "Methods: Saisana, Saltelli and Tarantola (2005); Saltelli and others (2010) and Jansen (1999) for "
            "indices. Intervals hold the middle nine tenths of the runs."
        ),
    )


def _input(found: Exploration, name: str, language: Language) -> str:
    """The label of an input, or its id."""
    inputs = [] if found.spec.uncertainty is None else found.spec.uncertainty.inputs
    item = next(item for item in inputs if item.id == name)
    return language.typeset(item.label.of(language.lang)) if item.label else name


def _order(found: Exploration) -> list[int]:
    """Units by nominal rank; those without one are left out."""
    ranked = [at for at, rank in enumerate(found.nominal_ranks) if not np.isnan(rank)]
    return sorted(ranked, key=lambda at: (found.nominal_ranks[at], found.rank_interval.median[at], found.units[at]))


def _intervals(found: Exploration, language: Language, unit: str | None) -> Finding:
    order = _order(found)
    rows = [_interval_row(found, at, language, unit) for at in order]
    parts = [rows[start : start + ROWS_A_CHART] for start in range(0, len(rows), ROWS_A_CHART)]
    last = float(np.nanmax([found.rank_interval.high[at] for at in order], initial=2.0))
    widths = found.rank_interval.high - found.rank_interval.low
    wide = float(np.nanmedian(widths[order]))
    says = language.text(
        "Half of the units have an interval of {ranks} ranks or more; the first rank is held by {unit} in {share} of "
        "the runs.",
        ranks=language.number(wide, 0 if wide == int(wide) else 1),
        unit=found.units[int(np.argmax(found.probabilities[:, 0]))],
        share=language.percent(100 * float(found.probabilities[:, 0].max()), 0),
    )
    charts = tuple(_interval_chart(part, last, language) for part in parts)
    heads = ("Unit", "Score", "Rank", "Median rank", "From", "To", "Median score", "From", "To")
    columns = _heads(language, heads)
    table = SheetTable(columns, tuple(_interval_cells(found, at) for at in order))
    return Finding("intervals", language.text("Rank intervals"), says, charts, table)


def _heads(language: Language, heads: Sequence[str]) -> tuple[str, ...]:
    said = {
        "Unit": language.text("Unit"),
        "Score": language.text("Score"),
        "Rank": language.text("Rank"),
        "Median rank": language.text("Median rank"),
        "Median score": language.text("Median score"),
        "From": language.text("From"),
        "To": language.text("To"),
        "Input": language.text("Input"),
        "Alone": language.text("Alone"),
        "With others": language.text("With others"),
        "Runs": language.text("Runs"),
        "Reason": language.text("Reason"),
    }
    return tuple(said[head] for head in heads)


def _interval_row(found: Exploration, at: int, language: Language, unit: str | None) -> IntervalRow:
    low, median, high = (None if np.isnan(part[at]) else float(part[at]) for part in found.rank_interval)
    shown = language.text("n/a") if low is None or high is None else f"{low:.0f}–{high:.0f}"
    return IntervalRow(
        name=found.units[at],
        low=low,
        median=median,
        high=high,
        nominal=float(found.nominal_ranks[at]),
        shown=shown,
        is_region=found.units[at] == unit,
    )


def _interval_chart(rows: list[IntervalRow], last: float, language: Language) -> RankIntervals:
    return RankIntervals(
        description=language.text(
            "Rank intervals of {count} units, from {first} to {last}.",
            count=len(rows),
            first=rows[0].name,
            last=rows[-1].name,
        ),
        rows=tuple(rows),
        last=last,
        axis_title=language.text("Rank; the line holds nine tenths of the runs"),
        tick=lambda value: language.number(value),
        keys=(Key("peer", language.text("median of the runs")), Key("country", language.text("as published"))),
    )


def _interval_cells(found: Exploration, at: int) -> tuple[Cell, ...]:
    parts = (*(part[at] for part in _middle(found, "rank")), *(part[at] for part in _middle(found, "score")))
    numbers = tuple(None if np.isnan(part) else float(part) for part in parts)
    return (found.units[at], float(found.nominal_scores[at]), int(found.nominal_ranks[at]), *numbers)


def _middle(found: Exploration, of: str) -> tuple[Floats, Floats, Floats]:
    low, median, high = found.rank_interval if of == "rank" else found.score_interval
    return median, low, high


def _table_moved(found: Exploration, language: Language) -> Finding:
    effects = [effect for effect in found.effects if effect.output == TABLE]
    return _moved("table", language.text("What moves the table"), effects, found, language)


def _unit_moved(found: Exploration, language: Language, unit: str) -> Finding:
    effects = [effect for effect in found.effects if effect.output == "rank" and effect.unit == unit]
    return _moved("unit", language.text("What moves {unit}", unit=unit), effects, found, language)


def _moved(id_: str, title: str, effects: list[Effect], found: Exploration, language: Language) -> Finding:
    known = [effect for effect in effects if not math.isnan(effect.total)]
    if not effects:
        says = language.text("The runs do not tell: there are too few, or they were not drawn for it.")
        return Finding(id_, title, says)
    if not known:
        return Finding(id_, title, language.text("Nothing: the rank is the same in all runs."))
    first = max(known, key=lambda effect: effect.total)
    says = language.text(
        "Most by {input}: with its interactions it has a part in {total} of the variance, alone it explains {first}.",
        input=_input(found, first.input, language),
        total=language.percent(100 * first.total, 0),
        first=language.percent(100 * max(first.first, 0.0), 0),
    )
    chart = Tornado(
        description=f"{title}. {says}",
        rows=tuple(_tornado_row(found, effect, language) for effect in known),
        axis_title=language.text("Share of the variance in which the input has a part; intervals of 5 to 95 %"),
        tick=lambda value: language.number(value, 1),
        keys=(Key("country", language.text("what it explains alone")),),
    )
    columns = _heads(language, ("Input", "Alone", "From", "To", "With others", "From", "To"))
    rows = tuple(
        (_input(found, effect.input, language), *(None if math.isnan(part) else part for part in effect[3:]))
        for effect in known
    )
    return Finding(id_, title, says, (chart,), SheetTable(columns, rows))


def _tornado_row(found: Exploration, effect: Effect, language: Language) -> TornadoRow:
    return TornadoRow(
        name=_input(found, effect.input, language),
        total=effect.total,
        low=effect.total if math.isnan(effect.total_low) else effect.total_low,
        high=effect.total if math.isnan(effect.total_high) else effect.total_high,
        first=effect.first,
        shown=language.number(effect.total, 2),
    )


def _dominance(found: Exploration, language: Language) -> Finding:
    order = _order(found)[:MOST_COMPARED]
    assert found.dominance is not None  # noqa: S101 - the caller knows
    shares = found.dominance[np.ix_(order, order)]
    rows = tuple(
        MatrixRow(
            name=f"{place + 1} {found.units[at]}",
            values=tuple(None if np.isnan(share) or col == place else float(share) for col, share in enumerate(row)),
            shown=tuple("" if np.isnan(share) else f"{100 * share:.0f}" for share in row),
        )
        for place, (at, row) in enumerate(zip(order, shares, strict=True))
    )
    above = shares[np.triu_indices(len(order), 1)]
    says = language.text(
        "Of {count} pairs, {sure} keep their order in at least 95 of 100 runs, and {open} are open: neither is ahead "
        "in more than 60 of 100.",
        count=len(above),
        sure=int((np.maximum(above, 1 - above) >= 0.95).sum()),
        open=int((np.maximum(above, 1 - above) <= 0.6).sum()),
    )
    if len(_order(found)) > MOST_COMPARED:
        says += " " + language.text("Shown are the first {count} units.", count=MOST_COMPARED)
    picture = Matrix(
        description=language.text("Who is ahead of whom. {says}", says=says),
        rows=rows,
        axis_title=language.text("The darker, the more often the row is ahead. Columns in the order of the rows."),
    )
    return Finding("dominance", language.text("Who is ahead of whom"), says, (picture,) if len(rows) > 1 else ())


def _failed(found: Exploration, language: Language) -> Finding:
    says = language.plural(
        "{count} run failed and is left out.", "{count} runs failed and are left out.", len(found.failed)
    )
    rows = tuple((count, reason) for reason, count in found.reasons)
    return Finding(
        "failed", language.text("Runs that failed"), says, (), SheetTable(_heads(language, ("Runs", "Reason")), rows)
    )
