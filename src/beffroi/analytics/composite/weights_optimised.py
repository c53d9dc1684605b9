"""Weights with which children matter as much as they should: optimised to their correlation with the total."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ROUNDS, STILL, STEP = 500, 1e-10, 1e-6


class Optimised(NamedTuple):
    """Weights that were sought: what was wanted and obtained, child by child, and whether the search came to rest."""

    weights: Floats
    wanted: Floats
    obtained: Floats
    objective: float
    rounds: int
    converged: bool


def correlations(children: Floats, total: Floats) -> Floats:
    """Pearson's correlation of each child with a total, over the units that report both.

    ``Σ (x − x̄)(y − ȳ) / √(Σ (x − x̄)² Σ (y − ȳ)²)``

    Parameters
    ----------
    children : array, shape (units, children)
        NaN is missing.
    total : array, shape (units,)

    Returns
    -------
    array, shape (children,)
        zero where there is no spread.

    Examples
    --------
    >>> correlations(np.array([[1.0, 3.0], [2.0, 2.0], [3.0, 1.0]]), np.array([2.0, 4.0, 6.0])).round(9).tolist()
    [1.0, -1.0]
    """
    seen = ~(np.isnan(children) | np.isnan(total)[:, None])
    count = np.maximum(seen.sum(axis=0), 1)
    mine = np.where(seen, children, 0.0)
    theirs = np.where(seen, np.where(np.isnan(total), 0.0, total)[:, None], 0.0)
    mine = np.where(seen, mine - mine.sum(axis=0) / count, 0.0)
    theirs = np.where(seen, theirs - theirs.sum(axis=0) / count, 0.0)
    size = np.sqrt((mine**2).sum(axis=0) * (theirs**2).sum(axis=0))
    made: Floats = (mine * theirs).sum(axis=0) / np.where(size > 0, size, 1.0)
    return made


def optimise(parents: Sequence[str], wanted: Floats | None, correlate: Callable[[Floats], Floats]) -> Optimised:
    """Weights of zero or more with which the correlations with the total are in the wanted proportions.

    The least ``Σ_j (t_j − r_j / Σ r)²``, t the wanted shares and r the correlations; without wanted shares the largest
    ``Σ_j r_j``. A damped Gauss-Newton search from equal weights, each step cut at zero, until no step improves.

    Parameters
    ----------
    parents : sequence of str
        of each child: weights count within the children of one parent.
    wanted : array, shape (children,), or None
        proportions.
    correlate : function
        from weights to the correlation of each child with the total; by position, so that nothing can be mismatched.

    Returns
    -------
    Optimised
        the weights sum to 1 within each parent.

    References
    ----------
    Becker, W. et al. (2017). Weights and importance in composite indicators: Closing the gap. Ecological Indicators 80.

    Examples
    --------
    >>> x = np.random.default_rng(1).normal(size=(400, 2)) * [1.0, 3.0]
    >>> found = optimise(["total", "total"], np.ones(2), lambda w: correlations(x, x @ w))
    >>> found.converged, (found.weights * [1.0, 3.0]).round(2).tolist(), found.obtained.round(6).tolist()
    (True, [0.75, 0.74], [0.5, 0.5])
    """
    share = None if wanted is None else wanted / wanted.sum()
    now, gaps, rounds, resting = _searched(parents, share, correlate)
    obtained = correlate(now)
    obtained = obtained if share is None else obtained / obtained.sum()
    objective = float(obtained.sum()) if share is None else float(gaps @ gaps)
    return Optimised(now, np.full(len(now), np.nan) if share is None else share, obtained, objective, rounds, resting)


def _searched(
    parents: Sequence[str], share: Floats | None, correlate: Callable[[Floats], Floats]
) -> tuple[Floats, Floats, int, bool]:
    """Where the search ends: weights, gaps, rounds, and whether it came to rest."""
    _, group = np.unique(np.array(parents), return_inverse=True)

    def missed(weights: Floats) -> Floats:
        found = correlate(weights)
        total = found.sum() or np.nan
        # Squared and summed, these are what is to be the least: Σ (1 − r), or Σ (t − r / Σ r)².
        return np.sqrt(np.maximum(1 - found, 0.0)) if share is None else share - found / total

    now = _within(np.ones(len(group)), group)
    assert now is not None  # noqa: S101 - every parent has a child
    gaps = missed(now)
    damping = 1e-3
    for rounds in range(1, ROUNDS + 1):
        slope = _slope(missed, now, gaps)
        better = None
        while better is None and damping < 1e12:
            better = _step(missed, (now, gaps), slope, damping, group)
            damping = damping * 10 if better is None else max(damping / 10, 1e-12)
        if better is None:
            return now, gaps, rounds, True
        gained = float(gaps @ gaps - better[1] @ better[1])
        now, gaps = better
        if gained <= STILL * max(float(gaps @ gaps), STILL):
            return now, gaps, rounds, True
    return now, gaps, ROUNDS, False


def _within(weights: Floats, group: NDArray[np.int64]) -> Floats | None:
    """Weights that sum to 1 within each group; none where a group has no weight left."""
    sums = np.bincount(group, weights=weights)
    return weights / sums[group] if (sums > 0).all() else None


def _slope(missed: Callable[[Floats], Floats], now: Floats, gaps: Floats) -> Floats:
    """How each gap changes with each weight."""
    columns = []
    for at in range(len(now)):
        moved = now.copy()
        moved[at] += STEP
        columns.append((missed(moved) - gaps) / STEP)
    return np.column_stack(columns)


def _step(
    missed: Callable[[Floats], Floats],
    at: tuple[Floats, Floats],
    slope: Floats,
    damping: float,
    group: NDArray[np.int64],
) -> tuple[Floats, Floats] | None:
    """A step that is an improvement, or none. Weights at zero that would fall further are held there."""
    now, gaps = at
    gradient = slope.T @ gaps
    free = (now > 0) | (gradient < 0)
    part = slope[:, free]
    move = np.zeros_like(now)
    move[free] = np.linalg.solve(part.T @ part + damping * np.eye(part.shape[1]), -gradient[free])
    reached = _within(np.maximum(now + move, 0.0), group)
    if reached is None:
        return None
    after = missed(reached)
    return (reached, after) if np.isfinite(after).all() and after @ after < gaps @ gaps else None
