"""Means of many runs at once: children of every run, or of all runs alike, under the weights of each."""

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.steps import Aggregate

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

EXPONENTS = {"arithmetic": 1.0, "geometric": 0.0, "harmonic": -1.0}


def weighted_sums(children: Floats, weights: Floats) -> Floats:
    """Sums over children under the weights of each run.

    ``Σ_k w_rk x_ruk``

    Parameters
    ----------
    children : array, shape (runs or 1, units, children)
        one run stands for all where their children are the same.
    weights : array, shape (runs, children)

    Returns
    -------
    array, shape (runs, units)

    Examples
    --------
    >>> weighted_sums(np.array([[[1.0, 2.0]]]), np.array([[1.0, 1.0], [3.0, 0.0]])).tolist()
    [[3.0], [3.0]]
    """
    if len(children) == 1 and len(weights) > 1:
        # Sums in a fixed order, whatever the machine: no matrix product of a library that shares work between cores.
        sums: Floats = np.einsum("uk,rk->ru", children[0], weights)
    else:
        sums = np.einsum("ruk,rk->ru", children, weights)
    return sums


def arithmetic_means(children: Floats, weights: Floats) -> Floats:
    """Weighted means, weights renormalised over what each unit reports.

    Parameters
    ----------
    children : array, shape (runs or 1, units, children)
        NaN is missing.
    weights : array, shape (runs, children)

    Returns
    -------
    array, shape (runs, units)
        NaN where nothing with weight is reported.

    Examples
    --------
    >>> arithmetic_means(np.array([[[1.0, 4.0], [np.nan, 2.0]]]), np.array([[2.0, 1.0], [1.0, 0.0]])).tolist()
    [[2.0, 2.0], [1.0, nan]]
    """
    _, filled, present = _present(children, weights)
    return _divided(weighted_sums(filled, weights), present)


def power_means(children: Floats, weights: Floats, exponents: Floats) -> Floats:
    """Weighted power means; geometric where the exponent is 0.

    Parameters
    ----------
    children : array, shape (runs or 1, units, children)
        zero or more; NaN is missing.
    weights : array, shape (runs, children)
        those below zero count as zero.
    exponents : array, shape (runs,)

    Returns
    -------
    array, shape (runs, units)
        zero where a child with weight is zero and the exponent not above zero.

    Examples
    --------
    >>> power_means(np.array([[[2.0, 8.0], [0.0, 3.0]]]), np.ones((2, 2)), np.array([0.0, 1.0])).tolist()
    [[4.0, 0.0], [5.0, 1.5]]
    """
    weights = np.where(weights > 0, weights, 0.0)
    observed, filled, present = _present(children, weights)
    highest = np.max(filled, axis=2, initial=0.0)
    # In units of the largest child, so that no power leaves the range of numbers.
    base = np.where(filled > 0, filled, 1.0) / np.where(highest > 0, highest, 1.0)[:, :, None]
    base = np.where(filled > 0, base, 1.0)
    zero = observed & (filled <= 0)
    made = np.empty(present.shape)
    for p in np.unique(exponents):
        runs = exponents == p
        one, seen, gone = (part if len(part) == 1 else part[runs] for part in (base, observed, zero))
        powers = np.log(one) if p == 0 else np.where(gone, 0.0, one**p)
        mean = _divided(weighted_sums(np.where(seen, powers, 0.0), weights[runs]), present[runs])
        mean = np.exp(mean) if p == 0 else np.maximum(mean, 0.0) ** (1 / p)
        if p <= 0 and gone.any():
            mean = np.where(weighted_sums(gone.astype(float), (weights[runs] > 0).astype(float)) > 0, 0.0, mean)
        made[runs] = mean * (highest if len(highest) == 1 else highest[runs])
    return made


def penalised_means(children: Floats, weights: Floats, penalty: str) -> tuple[Floats, Bools]:
    """Means less a penalty for imbalance, after Mazziotta and Pareto, and which runs have none.

    Parameters
    ----------
    children : array, shape (runs or 1, units, children)
        NaN is missing.
    weights : array, shape (runs, children)
        those below zero count as zero.
    penalty : {"down", "up"}

    Returns
    -------
    pair of arrays, shape (runs, units) and (runs,)
        the means, and whether one of a run is zero or less, so that no share of it can be taken.

    Examples
    --------
    >>> penalised_means(np.array([[[90.0, 110.0], [100.0, 100.0]]]), np.ones((1, 2)), "down")[0].tolist()
    [[99.0, 100.0]]
    """
    weights = np.where(weights > 0, weights, 0.0)
    observed, filled, present = _present(children, weights)
    mean = _divided(weighted_sums(filled, weights), present)
    centred = np.where(observed, filled - np.where(np.isnan(mean), 0.0, mean)[:, :, None], 0.0)
    variance = _divided(weighted_sums(centred**2, weights), present)
    with np.errstate(all="ignore"):
        share = variance / mean
    return mean + (-share if penalty == "down" else share), np.asarray((mean <= 0).any(axis=1))


def usable_children(children: Floats, weights: Floats, step: Aggregate, exponents: Floats) -> tuple[Floats, Bools]:
    """Children as the policy for zeros leaves them, and which runs it refuses.

    Parameters
    ----------
    children : array, shape (runs or 1, units, children)
        NaN is missing.
    weights : array, shape (runs, children)
        a child without weight is not looked at.
    step : Aggregate
    exponents : array, shape (runs,)

    Returns
    -------
    pair of arrays, shape (runs or 1, units, children) and (runs,)

    Examples
    --------
    >>> step, weights = Aggregate(method="geometric"), np.array([[1.0, 1.0], [0.0, 1.0]])
    >>> usable_children(np.array([[[0.0, 1.0]]]), weights, step, np.zeros(2))[1].tolist()
    [True, False]
    """
    fine = np.zeros(len(exponents), dtype=bool)
    if step.zeros == "missing":
        return np.where(children <= 0, np.nan, children), fine
    if step.zeros == "floor":
        return np.where(children < (step.floor or 0.0), step.floor or 0.0, children), fine
    weighed = weights > 0
    below = ((children < 0).any(axis=1) & weighed).any(axis=1)
    zero = ((children == 0).any(axis=1) & weighed).any(axis=1)
    return children, np.asarray(below | (zero & (exponents <= 0) & (step.zeros == "refuse")))


def coverages(children: Floats, weights: Floats) -> Floats:
    """Share of the weight that each unit reports.

    Parameters
    ----------
    children : array, shape (runs or 1, units, children)
        NaN is missing.
    weights : array, shape (runs, children)

    Returns
    -------
    array, shape (runs, units)
        0 to 1; NaN where there is no weight.

    Examples
    --------
    >>> coverages(np.array([[[1.0, np.nan]]]), np.array([[3.0, 1.0]])).tolist()
    [[0.75]]
    """
    sizes = np.abs(weights)
    return _divided(weighted_sums((~np.isnan(children)).astype(float), sizes), sizes.sum(axis=1)[:, None])


def _present(children: Floats, weights: Floats) -> tuple[Bools, Floats, Floats]:
    """What is reported, with zero for what is not, and the weight that it carries."""
    observed = ~np.isnan(children)
    if observed.all():
        shape = (len(weights), children.shape[1])
        return observed, children, np.broadcast_to(weights.sum(axis=1)[:, None], shape)
    return observed, np.where(observed, children, 0.0), weighted_sums(observed.astype(float), weights)


def _divided(sums: Floats, present: Floats) -> Floats:
    with np.errstate(all="ignore"):
        return np.where(present != 0, sums / present, np.nan)
