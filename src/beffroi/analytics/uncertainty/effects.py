"""From the runs of a design to the effect of each input: on each unit's rank and score, and on the table as a whole."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.uncertainty.design import FEWEST, Design
from beffroi.analytics.uncertainty.sensitivity import Indices, sobol_indices

Floats = NDArray[np.float64]

TABLE = "mean_rank_change"
"""The output of the table as a whole: how far ranks are from the nominal ones, on average over the units."""


class Effect(NamedTuple):
    """The effect of an input on an output: `rank` or `score` of a unit, or the mean rank change, whose unit is None."""

    output: str
    unit: str | None
    input: str
    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float


def effects(
    design: Design, units: list[str], scores: Floats, ranks: Floats, nominal: Floats, seed: int
) -> list[Effect]:
    """The effects of all inputs: on the table first, then on each unit's rank, then on its score.

    Base points of which a run failed are left out; for a unit also those in which it has no score or rank.

    Parameters
    ----------
    design : Design
    units : list of str
    scores, ranks : array, shape (runs, units)
    nominal : array, shape (units,)
        ranks as the spec has it.
    seed : int
        of the bootstrap.

    Returns
    -------
    list of Effect
        none where the design has fewer than 8 base points.

    Examples
    --------
    >>> from beffroi.analytics.uncertainty.design import Design
    >>> design = Design([], np.zeros((1, 0)), [""], np.array([-1]))
    >>> effects(design, ["x"], np.ones((1, 1)), np.ones((1, 1)), np.ones(1), seed=1)
    []
    """
    rows = np.array([design.rows_of(name) for name in ("A", "B", *design.inputs)])
    if rows.size == 0 or rows.shape[1] < FEWEST:
        return []
    with np.errstate(all="ignore"):
        shifts = np.abs(ranks - nominal)
    known = ~np.isnan(shifts)
    change = np.where(known, shifts, 0.0).sum(axis=1) / np.where(known.any(axis=1), known.sum(axis=1), np.nan)
    outputs = np.column_stack([change, ranks, scores])
    names: list[tuple[str, str | None]] = [(TABLE, None)]
    names += [("rank", unit) for unit in units] + [("score", unit) for unit in units]
    found = _estimated(outputs[rows], seed)
    return [
        Effect(output, unit, name, *(float(part[number, at]) for part in found))
        for at, (output, unit) in enumerate(names)
        for number, name in enumerate(design.inputs)
    ]


def _estimated(blocks: Floats, seed: int) -> Indices:
    """Indices of outputs, those with the same gaps together; blocks of shape (2 + inputs, points, outputs)."""
    there = ~np.isnan(blocks).any(axis=0)
    made = np.full((6, len(blocks) - 2, blocks.shape[2]), np.nan)
    for gaps in np.unique(there.T, axis=0):
        outputs = np.flatnonzero((there == gaps[:, None]).all(axis=0))
        if gaps.sum() >= FEWEST:
            own = blocks[:, gaps][:, :, outputs]
            made[:, :, outputs] = np.stack(sobol_indices(own[0], own[1], own[2:], seed))
    return Indices(*made)
