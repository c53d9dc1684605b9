"""Outranking: units compared two by two, so that a lead on one child cannot buy off a lag on another."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BLOCK = 2_000_000
EQUAL = 1e-12


def outranking(children: Floats, weights: Floats, others: Floats | None = None) -> Floats:
    """Share of the weight with which each unit is ahead of each other one, ties half.

    ``(Σ_{x_ik > x_jk} w_k + ½ Σ_{x_ik = x_jk} w_k) / Σ_k w_k`` over the children k that both report.

    Parameters
    ----------
    children : array, shape (units, children)
        high is good; NaN is missing.
    weights : array, shape (children,)
        zero or more, not all zero.
    others : array, shape (others, children), optional
        whom they are compared with; default: each other.

    Returns
    -------
    array, shape (units, others)
        0 to 1; NaN for a pair that has no child in common.

    References
    ----------
    Munda, G. and Nardo, M. (2009). Noncompensatory/nonlinear composite indicators for ranking countries. Applied
    Economics 41(12).

    Examples
    --------
    >>> outranking(np.array([[1.0, 2.0], [3.0, 2.0]]), np.ones(2)).tolist()
    [[0.5, 0.25], [0.75, 0.5]]
    """
    against = children if others is None else others
    ahead = np.zeros((len(children), len(against)))
    shared = np.zeros_like(ahead)
    for at, weight in enumerate(weights / weights.sum()):
        if weight == 0:
            continue
        mine, theirs = children[:, at][:, None], against[:, at]
        ahead += weight * ((mine > theirs) + 0.5 * (mine == theirs))
        shared += weight * ~(np.isnan(mine) | np.isnan(theirs))
    return ahead / np.where(shared > 0, shared, np.nan)


def copeland(children: Floats, weights: Floats, reference: NDArray[np.bool_], compat: str | None = None) -> Floats:
    """Copeland's score: the share of the other units that a unit beats by majority of the weight, ties half.

    ``(#{j : o_ij > ½} + ½ #{j : o_ij = ½}) / #{j compared}``, o the outranking shares. COINr counts victories less
    defeats, which grows with the number of units, and `compat` gives it.

    Parameters
    ----------
    children : array, shape (units, children)
        high is good; NaN is missing.
    weights : array, shape (children,)
        zero or more, not all zero.
    reference : array of bool, shape (units,)
        units that one is compared with.
    compat : str, optional
        `coinr`.

    Returns
    -------
    array, shape (units,)
        NaN where a unit can be compared with none.

    References
    ----------
    Copeland, A. H. (1951). A reasonable social welfare function. Seminar on applications of mathematics to social
    sciences, University of Michigan.

    Examples
    --------
    >>> copeland(np.array([[1.0, 2.0], [3.0, 2.0], [4.0, 1.0]]), np.array([1.0, 2.0]), np.ones(3, dtype=bool))
    array([0.5, 1. , 0. ])
    """
    inside = np.flatnonzero(reference)
    made = np.full(len(children), np.nan)
    size = max(1, BLOCK // max(len(inside), 1))
    for start in range(0, len(children), size):
        rows = np.arange(start, min(start + size, len(children)))
        share = outranking(children[rows], weights, children[inside])
        share[rows[:, None] == inside] = np.nan
        compared = ~np.isnan(share)
        total = np.where(compared, _points(share), 0.0).sum(axis=1)
        count = compared.sum(axis=1)
        score = 2 * total - count if compat == "coinr" else total / np.maximum(count, 1)
        made[rows] = np.where(count > 0, score, np.nan)
    return made


def _points(share: Floats) -> Floats:
    return np.where(np.abs(share - 0.5) <= EQUAL, 0.5, (share > 0.5).astype(float))
