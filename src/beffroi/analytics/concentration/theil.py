"""Theil's measures of inequality, and how much of it lies between groups and within them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats

Measure = Literal["T", "L"]


@dataclass(frozen=True)
class Inequality:
    """Inequality, and its two parts: `total = between + within`; between is zero where there are no groups."""

    total: float
    between: float
    within: float


def theil(
    values: Floats, *, weights: Floats | None = None, groups: Sequence[str] | None = None, measure: Measure = "T"
) -> Inequality:
    """Theil's T ``Σ w (y/μ) ln(y/μ)``, or L, the mean logarithmic deviation ``Σ w ln(μ/y)``, weights summing to one.

    Parameters
    ----------
    values : array of float, shape (n,)
        y, zero or more, such as output per head of each region.
    weights : array of float, shape (n,), optional
        zero or more, such as population; default: the same for each.
    groups : sequence of str, length n, optional
        the group of each, such as its country.
    measure : {"T", "L"}
        T weighs the groups by their share of the amount, L by their share of the weights.

    Returns
    -------
    Inequality
        three numbers of zero or more.

    Raises
    ------
    InputError
        if lengths differ, a number is negative or missing, all are zero, or one is zero for L.

    References
    ----------
    Theil, H. (1967). Economics and Information Theory. North-Holland.

    Examples
    --------
    >>> found = theil(np.array([1.0, 1.0, 3.0, 3.0]), groups=["a", "a", "b", "b"])
    >>> round(found.total, 4), round(found.between, 4), found.within
    (0.1308, 0.1308, 0.0)
    """
    heavy = _weights(values, weights, measure)
    total = _measure(values, heavy, measure)
    if groups is None:
        return Inequality(total, 0.0, total)
    if len(groups) != len(values):
        raise InputError(f"there are {len(groups)} groups and {len(values)} values; give the group of each value.")
    names, member = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    inside = (member == np.arange(len(names))[:, None]).astype(float)
    size = inside @ heavy
    held = size > 0
    means = (inside @ (heavy * values))[held] / size[held]
    between = _measure(means, size[held], measure)
    return Inequality(total, between, max(total - between, 0.0))


def _weights(values: Floats, weights: Floats | None, measure: Measure) -> Floats:
    """The weights, summing to one; what is wrong with them or with the values is refused."""
    if measure not in ("T", "L"):
        raise InputError(f"measure: '{measure}' is not known; give T or L.")
    heavy = np.ones(len(values)) if weights is None else np.asarray(weights, dtype=float)
    if len(values) != len(heavy):
        raise InputError(f"there are {len(values)} values and {len(heavy)} weights; give as many of both.")
    for name, numbers in (("values", values), ("weights", heavy)):
        wrong = np.flatnonzero(~(np.isfinite(numbers) & (numbers >= 0)))
        if len(wrong):
            raise InputError(f"{name}, place {wrong[0]} (counted from 0): give a number of zero or more.")
    if not (heavy * values).sum() > 0:
        raise InputError("the weighted values sum to zero; there is nothing to be unequal.")
    zero = np.flatnonzero((values == 0) & (heavy > 0))
    if measure == "L" and len(zero):
        raise InputError(f"values, place {zero[0]} (counted from 0): zero has no logarithm; use T, or leave it out.")
    parts: Floats = heavy / heavy.sum()
    return parts


def _measure(values: Floats, heavy: Floats, measure: Measure) -> float:
    ratio = values / (heavy @ values)
    logarithm = np.log(np.where(ratio > 0, ratio, 1.0))
    return max(float(heavy @ (ratio * logarithm if measure == "T" else -logarithm)), 0.0)
