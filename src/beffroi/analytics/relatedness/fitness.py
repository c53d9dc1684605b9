"""Fitness of regions and complexity of sectors by a map that lets the least fit region limit a sector."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats
from beffroi.analytics.messages import Message
from beffroi.analytics.relatedness.specialisation import as_binary, in_use

LEAST = 1e-280
"""Fitness that falls below this counts as this, so that its inverse stays a number."""
NEGLIGIBLE = 1e-12
"""Fitness below this, the mean being 1, is on its way to zero."""


@dataclass(frozen=True)
class Fitness:
    """Fitness of regions and complexity of sectors, each with mean 1 over those that are not set aside (NaN)."""

    regions: Floats
    sectors: Floats
    iterations: int
    converged: bool
    notes: tuple[Message, ...]


def fitness(presence: NDArray[Any], *, iterations: int = 1000, tolerance: float = 1e-12) -> Fitness:
    """Fitness and complexity, iterated from ones until they stand still.

    ``F_r = Σ_s M_rs Q_s`` and ``Q_s = 1 / Σ_r M_rs / F_r``, both from the step before, each then divided by its mean.

    Parameters
    ----------
    presence : array of bool or of 0 and 1, shape (regions, sectors)
    iterations : int
        at most so many steps, one or more.
    tolerance : float
        the largest step, in units of the mean, at which the iteration ends; 0 goes on to the last step.

    Returns
    -------
    Fitness
        arrays of shape (regions,) and (sectors,), without unit.

    Raises
    ------
    InputError
        if the matrix is not binary or empty of ones, or the number of iterations is below one.

    References
    ----------
    Tacchella, A., Cristelli, M., Caldarelli, G., Gabrielli, A. & Pietronero, L. (2012). A new metrics for countries'
    fitness and products' complexity. Scientific Reports, 2, 723.

    Examples
    --------
    >>> found = fitness(np.array([[1, 1, 1], [0, 1, 1]]), iterations=2, tolerance=0)
    >>> found.regions.round(4).tolist(), found.sectors.round(4).tolist()
    ([1.3333, 0.6667], [1.6667, 0.6667, 0.6667])
    """
    if iterations < 1:
        raise InputError(f"iterations: {iterations} is too few; give one or more.")
    whole = as_binary(presence)
    rows, columns = in_use(whole)
    matrix = whole[np.ix_(rows, columns)].astype(float)
    fit, hard = np.ones(matrix.shape[0]), np.ones(matrix.shape[1])
    step, done = np.inf, 0
    while done < iterations and not step < tolerance:
        next_fit, next_hard = _normalised(matrix @ hard), _normalised(1 / (matrix.T @ (1 / fit)))
        step = max(np.abs(next_fit - fit).max(), np.abs(next_hard - hard).max())
        fit, hard, done = next_fit, next_hard, done + 1
    of_regions, of_sectors = np.full(len(rows), np.nan), np.full(len(columns), np.nan)
    of_regions[rows], of_sectors[columns] = fit, hard
    return Fitness(of_regions, of_sectors, done, bool(step < tolerance), _notes(fit, step, tolerance, done))


def _normalised(values: Floats) -> Floats:
    apart: Floats = np.maximum(values / values.mean(), LEAST)
    return apart


def _notes(fit: Floats, step: float, tolerance: float, done: int) -> tuple[Message, ...]:
    notes = []
    if 0 < tolerance <= step:
        notes.append(Message("fitness did not stand still within {count} iterations", count=done))
    fallen = int((fit < NEGLIGIBLE).sum())
    if fallen:
        said = "the fitness of {count} regions falls towards zero: only their order has a meaning"
        notes.append(Message(said, count=fallen))
    return tuple(notes)
