"""Means in which a weak child weighs more: geometric, harmonic, power, and the penalised mean.

All renormalise weights over what a unit reports.
"""

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.steps import Aggregate

Floats = NDArray[np.float64]


class Unusable(Exception):
    """A cell that a mean cannot take: row and child, and why with what to do."""

    def __init__(self, row: int, child: int, problem: str) -> None:
        super().__init__(problem)
        self.row, self.child, self.problem = row, child, problem


def power_mean(children: Floats, weights: Floats, p: float) -> Floats:
    """Weighted power mean; geometric for p = 0, harmonic for p = −1, arithmetic for p = 1.

    ``(Σ w_j x_j^p / Σ w_j)^(1/p)``, and ``exp(Σ w_j ln x_j / Σ w_j)`` for p = 0, over the children that are reported. A
    child of zero makes the mean zero where p ≤ 0.

    Parameters
    ----------
    children : array, shape (units, children)
        zero or more; NaN is missing.
    weights : array, shape (children,)
        zero or more, not all zero.
    p : float
        the lower, the more the weakest child counts.

    Returns
    -------
    array, shape (units,)
        within the range of the children; NaN where nothing with weight is reported.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.6. OECD Publishing.

    Examples
    --------
    >>> power_mean(np.array([[2.0, 8.0]]), np.ones(2), 0.0), power_mean(np.array([[2.0, np.nan]]), np.ones(2), 2.0)
    (array([4.]), array([2.]))
    """
    counted = ~np.isnan(children) & (weights > 0)
    share = np.where(counted, weights, 0.0)
    present = share.sum(axis=1)
    share = share / np.where(present > 0, present, 1.0)[:, None]
    highest = np.max(children, axis=1, where=counted, initial=0.0)
    # In units of the largest child, so that no power leaves the range of numbers.
    base = np.where(counted, children, 1.0) / np.where(highest > 0, highest, 1.0)[:, None]
    with np.errstate(all="ignore"):
        if p == 0:
            mean = np.exp((share * np.where(counted, np.log(base), 0.0)).sum(axis=1))
        else:
            mean = (share * np.where(counted, base**p, 0.0)).sum(axis=1) ** (1 / p)
    lowest = np.min(base, axis=1, where=counted, initial=np.inf)
    mean = np.where(highest > 0, np.clip(mean, np.minimum(lowest, 1.0), 1.0), 0.0)
    if p <= 0:
        mean = np.where((counted & (children == 0)).any(axis=1), 0.0, mean)
    return np.where(present > 0, mean * highest, np.nan)


def signed_mean(children: Floats, weights: Floats) -> Floats:
    """Weighted mean that lets weights below zero stand, as those of COINr's components may be.

    ``Σ w_j x_j / Σ w_j`` over the children that are reported; the result may lie outside their range.

    Parameters
    ----------
    children : array, shape (units, children)
        NaN is missing.
    weights : array, shape (children,)

    Returns
    -------
    array, shape (units,)
        NaN where the weights sum to zero.

    References
    ----------
    Becker, W. et al. (2022). COINr: An R package for developing composite indicators. JOSS 7(78), 4567.

    Examples
    --------
    >>> signed_mean(np.array([[1.0, 4.0]]), np.array([2.0, -1.0]))
    array([-2.])
    """
    counted = ~np.isnan(children)
    present = counted @ weights
    sums = np.where(counted, children, 0.0) @ weights
    return sums / np.where(present != 0, present, np.nan)


def usable(children: Floats, step: Aggregate, p: float) -> Floats:
    """The children as the policy for zeros leaves them.

    Parameters
    ----------
    children : array, shape (units, children)
        NaN is missing.
    step : Aggregate
        refuse: nothing below zero, nor zero where p ≤ 0. zero: zeros stay and make the mean zero. missing: values of
        zero or less count as missing. floor: they become the floor.
    p : float
        exponent of the mean.

    Returns
    -------
    array, shape (units, children)

    Raises
    ------
    Unusable
        where the policy allows no mean.

    Examples
    --------
    >>> usable(np.array([[2.0, -1.0]]), Aggregate(method="geometric", zeros="floor", floor=0.5), 0.0).tolist()
    [[2.0, 0.5]]
    """
    if step.zeros == "missing":
        return np.where(children <= 0, np.nan, children)
    if step.zeros == "floor":
        assert step.floor is not None  # noqa: S101 - the step was checked
        return np.where(children < step.floor, step.floor, children)
    wrong = children < 0 if step.zeros == "zero" or p > 0 else children <= 0
    if wrong.any():
        row, child = (int(place) for place in np.argwhere(wrong)[0])
        remedy = "normalise to a range above zero, such as range: [1, 100], or choose zeros: floor or missing"
        raise Unusable(
            row, child, f"{children[row, child]:g} has no {step.method} mean under zeros: {step.zeros}; {remedy}."
        )
    return children


def penalised_mean(children: Floats, weights: Floats, step: Aggregate) -> Floats:
    """Mazziotta-Pareto index: the mean, less a penalty for children that are out of balance.

    ``M ∓ S · cv`` with ``cv = S / M``, so ``M ∓ S² / M``; M and S the weighted mean and standard deviation (n below the
    line) of the children that are reported. The index is meant for children of mean 100 and deviation 10.

    Parameters
    ----------
    children : array, shape (units, children)
        NaN is missing.
    weights : array, shape (children,)
        zero or more, not all zero.
    step : Aggregate
        `penalty` down, where high is good, or up.

    Returns
    -------
    array, shape (units,)

    Raises
    ------
    Unusable
        where a mean is zero or less, so that no share of it can be taken.

    References
    ----------
    Mazziotta, M. and Pareto, A. (2016). On a generalized non-compensatory composite index for measuring socio-economic
    phenomena. Social Indicators Research 127(3).

    Examples
    --------
    >>> penalised_mean(np.array([[90.0, 110.0], [100.0, 100.0]]), np.ones(2), Aggregate(method="mpi"))
    array([ 99., 100.])
    """
    counted = ~np.isnan(children) & (weights > 0)
    share = np.where(counted, weights, 0.0)
    present = share.sum(axis=1)
    share = share / np.where(present > 0, present, np.nan)[:, None]
    filled = np.where(counted, children, 0.0)
    mean = (share * filled).sum(axis=1)
    variance = (share * (filled - mean[:, None]) ** 2).sum(axis=1)
    if (mean <= 0).any():
        row = int((mean <= 0).argmax())
        remedy = "normalise with method zscore, mean 100 and sd 10"
        raise Unusable(row, int(np.argmin(filled[row])), f"the mean of the children is {mean[row]:g}; {remedy}.")
    sign = -1.0 if step.penalty == "down" else 1.0
    penalised: Floats = mean + sign * variance / mean
    return penalised
