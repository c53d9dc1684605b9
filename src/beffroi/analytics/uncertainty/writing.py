"""The results as tables: one row a unit, an effect, or a run."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from beffroi.analytics.uncertainty.explore import Exploration
from beffroi.analytics.uncertainty.recorded import design_table

Floats = NDArray[np.float64]


def tables_of(found: Exploration) -> dict[str, pl.DataFrame]:
    """All results as tables by name.

    Parameters
    ----------
    found : Exploration

    Returns
    -------
    dict of str to polars.DataFrame
        ranks: one row a unit, with the number of runs in which it has a rank. sensitivity: one row an output and input.
        probabilities: the share of runs with each rank. dominance: the share of runs in which the row is ahead of the
        column; not for more than 1,000 units. scores: one column a run. design: one row a run.

    Examples
    --------
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> from beffroi.analytics.uncertainty.explore import Plan, explore
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}, {id: b}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a, b]}],
    ...                       uncertainty: {inputs: [{id: out, leave_out: [b]}]}}''', "example")
    >>> table = pl.DataFrame({"unit": ["x", "y"], "a": [1, 3], "b": [2, 1]})
    >>> tables = tables_of(explore(spec, table, Plan(draws=24)))
    >>> tables["ranks"].select("unit", "nominal_score", "nominal_rank", "score_p95").rows()
    [('x', 0.5, 1, 0.5), ('y', 0.5, 1, 1.0)]
    """
    tables = {
        "ranks": _ranks(found),
        "sensitivity": _sensitivity(found),
        "probabilities": _probabilities(found),
        "scores": _scores(found),
        "design": design_table(found.design),
    }
    return tables if found.dominance is None else tables | {"dominance": _dominance(found)}


def _ranks(found: Exploration) -> pl.DataFrame:
    """One row a unit: its score and rank as the spec has them, their medians and 5–95 % intervals."""
    columns = (
        found.units,
        found.nominal_scores,
        found.nominal_ranks,
        *_middle_first(found.score_interval),
        *_middle_first(found.rank_interval),
        np.where(np.isnan(found.ranks).all(axis=0), np.nan, _means(found.ranks)),
        (~np.isnan(found.ranks)).sum(axis=0),
    )
    table = pl.DataFrame(dict(zip(RANK_COLUMNS, columns, strict=True)))
    return table.with_columns(pl.selectors.float().fill_nan(None)).with_columns(pl.col("nominal_rank").cast(pl.Int64))


RANK_COLUMNS = (
    "unit",
    "nominal_score",
    "nominal_rank",
    "score_median",
    "score_p5",
    "score_p95",
    "rank_median",
    "rank_p5",
    "rank_p95",
    "rank_mean",
    "runs_ranked",
)


def _middle_first(interval: tuple[Floats, Floats, Floats]) -> tuple[Floats, Floats, Floats]:
    low, median, high = interval
    return median, low, high


def _means(values: Floats) -> Floats:
    known = ~np.isnan(values)
    means: Floats = np.where(known, values, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return means


def _sensitivity(found: Exploration) -> pl.DataFrame:
    """One row an output and input; the table as a whole first, whose unit is empty."""
    ends = ("first_order", "first_order_p5", "first_order_p95", "total", "total_p5", "total_p95")
    names = ("output", "unit", "input", *ends)
    types = {name: pl.Float64 if name in ends else pl.String for name in names}
    table = pl.DataFrame([tuple(effect) for effect in found.effects], schema=types, orient="row")
    return table.with_columns(pl.selectors.float().fill_nan(None))


def _scores(found: Exploration) -> pl.DataFrame:
    """One row a unit, one column a run, missing where the run failed."""
    columns = {f"r_{at + 1}": row for at, row in enumerate(found.scores)}
    table = pl.DataFrame({"unit": found.units, "nominal": found.nominal_scores, **columns})
    return table.with_columns(pl.selectors.float().fill_nan(None))


def _probabilities(found: Exploration) -> pl.DataFrame:
    """One row a unit, one column a rank: the share of runs in which the unit has it."""
    columns = {f"rank_{at + 1}": column for at, column in enumerate(found.probabilities.T)}
    return pl.DataFrame({"unit": found.units, **columns})


def _dominance(found: Exploration) -> pl.DataFrame:
    """One row a unit, one column a unit: the share of runs in which the row is ahead of the column."""
    columns = {} if found.dominance is None else dict(zip(found.units, found.dominance.T, strict=True))
    head = "unit" if "unit" not in columns else "unit ahead"
    table = pl.DataFrame({head: found.units, **columns})
    return table.with_columns(pl.selectors.float().fill_nan(None))
