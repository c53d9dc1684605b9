"""Benefit of the doubt: each unit with the weights that show it in the best light."""

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.means import Unusable
from beffroi.analytics.errors import InputError

Floats = NDArray[np.float64]

SMALL = 1e-10
PIVOTS = 10_000


def benefit_of_doubt(
    children: Floats, reference: NDArray[np.bool_], shares: tuple[float, float] = (0.0, 1.0)
) -> Floats:
    """Score of each unit under its own best weights, with which no unit of the reference set scores above 1.

    ``max Σ_j w_j x_ij`` subject to ``Σ_j w_j x_kj ≤ 1`` for all units k of the reference set, ``w ≥ 0`` and ``low ≤ w_j
    x_ij / Σ_k w_k x_ik ≤ high``: one linear programme a unit, by the simplex method. A child that a unit does not
    report brings it nothing, and does not bind others.

    Parameters
    ----------
    children : array, shape (units, children)
        on one scale, zero or more, high is good; NaN is missing.
    reference : array of bool, shape (units,)
        units that set the frontier.
    shares : pair of float
        the least and the most that a child may bring to the score.

    Returns
    -------
    array, shape (units,)
        1 on the frontier; NaN where a unit reports nothing. A unit outside the reference set may lie above 1.

    Raises
    ------
    Unusable, InputError
        if a value is negative; if shares leave no weights.

    References
    ----------
    Cherchye, L., Moesen, W., Rogge, N. and Van Puyenbroeck, T. (2007). An introduction to "benefit of the doubt"
    composite indicators. Social Indicators Research 82(1).

    Examples
    --------
    >>> benefit_of_doubt(np.array([[4.0, 1.0], [1.0, 4.0], [2.0, 2.0]]), np.ones(3, dtype=bool))
    array([1. , 1. , 0.8])
    """
    _check(children)
    seen = ~np.isnan(children)
    size = np.max(children, axis=0, where=seen & reference[:, None], initial=0.0)
    scaled = np.where(seen, children, 0.0) / np.where(size > 0, size, 1.0)
    frontier = _not_dominated(scaled[reference])
    scores = np.full(len(children), np.nan)
    for row in np.flatnonzero(seen.any(axis=1)).tolist():
        use = np.flatnonzero(seen[row])
        limits, right = _limits(frontier[:, use], scaled[row, use], shares)
        scores[row] = _maximum(scaled[row, use], limits, right)
    return scores


def _check(children: Floats) -> None:
    if (children < 0).any():
        row, at = (int(place) for place in np.argwhere(children < 0)[0])
        problem = f"{children[row, at]:g} is negative, which benefit_of_doubt cannot take; normalise to zero or more."
        raise Unusable(row, at, problem)


def _limits(frontier: Floats, mine: Floats, shares: tuple[float, float]) -> tuple[Floats, Floats]:
    """What binds the weights of a unit: nobody above 1, and the shares of its own score."""
    low, high = shares
    if low * len(mine) > 1 + SMALL or high * len(mine) < 1 - SMALL:
        raise InputError(
            f"shares of {low:g} to {high:g} for {len(mine)} children cannot sum to one; widen shares of aggregate."
        )
    limits = [frontier]
    limits += [np.diag(mine) - high * mine] if high < 1 else []
    limits += [low * mine - np.diag(mine)] if low > 0 else []
    right = np.concatenate([np.ones(len(frontier)), np.zeros(len(mine) * (len(limits) - 1))])
    return np.vstack(limits), right


def _not_dominated(values: Floats) -> Floats:
    """The units that no other reaches on every child: only they bind."""
    values = np.unique(values, axis=0)
    kept = np.ones(len(values), dtype=bool)
    for at in range(len(values)):
        if kept[at]:
            beaten = (values <= values[at]).all(axis=1)
            beaten[at] = False
            kept &= ~beaten
    return values[kept]


def _maximum(gain: Floats, limits: Floats, right: Floats) -> float:
    """max gain·w subject to limits·w ≤ right and w ≥ 0, right ≥ 0, by the tableau; Bland's rule, so that it ends."""
    count = len(gain)
    table = np.hstack([limits, np.eye(len(limits)), right[:, None]])
    costs = np.concatenate([-gain, np.zeros(len(limits) + 1)])
    basis = np.arange(count, count + len(limits))
    for _ in range(PIVOTS):
        entering = np.flatnonzero(costs[:-1] < -SMALL)
        if not len(entering):
            break
        column = table[:, entering[0]]
        ratios = np.where(column > SMALL, table[:, -1] / np.where(column > SMALL, column, 1.0), np.inf)
        if np.isinf(ratios).all():
            break
        ties = np.flatnonzero(ratios <= ratios.min() + SMALL)
        leaving = ties[np.argmin(basis[ties])]
        table[leaving] /= table[leaving, entering[0]]
        others = np.arange(len(table)) != leaving
        table[others] -= np.outer(table[others, entering[0]], table[leaving])
        costs -= costs[entering[0]] * table[leaving]
        basis[leaving] = entering[0]
    return float(costs[-1])
