"""Gini coefficients: of a column of values, and of the location of sectors."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.concentration.shares import Of, shares
from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats


def gini(values: Floats, *, weights: Floats | None = None, corrected: bool = False) -> float:
    """Gini coefficient: twice the area between the Lorenz curve and the diagonal.

    Parameters
    ----------
    values : array of float, shape (n,)
        zero or more, such as output per head.
    weights : array of float, shape (n,), optional
        zero or more, such as population; default: the same for each.
    corrected : bool
        True multiplies by n / (n − 1), so that the largest value is one.

    Returns
    -------
    float
        0 (even) to 1; NaN if all are zero.

    Raises
    ------
    InputError
        if lengths differ, a number is negative, missing or infinite, or weights sum to zero.

    References
    ----------
    Gini, C. (1912). Variabilità e mutabilità. Cuppini.

    Examples
    --------
    >>> round(gini(np.array([1.0, 3.0])), 3), gini(np.array([1.0, 3.0]), corrected=True)
    (0.25, 0.5)
    """
    heavy = np.ones(len(values)) if weights is None else weights
    if len(values) != len(heavy):
        raise InputError(f"there are {len(values)} values and {len(heavy)} weights; give as many of both.")
    for name, numbers in (("values", values), ("weights", heavy)):
        wrong = np.flatnonzero(~(np.isfinite(numbers) & (numbers >= 0)))
        if len(wrong):
            raise InputError(f"{name}, place {wrong[0]} (counted from 0): give a number of zero or more.")
    if not heavy.sum() > 0:
        raise InputError("weights: they sum to zero; give at least one above zero.")
    whole = float(_lorenz(values[None, :], heavy / heavy.sum())[0])
    return whole * len(values) / (len(values) - 1) if corrected else whole


def locational_gini(values: Floats, *, of: Of, halved: bool = False) -> Floats:
    """Gini of location quotients, weighted by the shares of everything.

    The Lorenz curve of own shares over reference shares, ordered by their ratio, the location quotient.

    Parameters
    ----------
    values : array of float, shape (regions, sectors)
        amounts of one unit, zero or more; NaN enters no sum.
    of : {"regions", "sectors"}
        of regions over their sectors, or, as usual, of sectors over their regions.
    halved : bool
        True gives the area itself, 0 to 0.5, as Krugman (1991) prints it.

    Returns
    -------
    array of float, shape (regions,) or (sectors,)
        0 (everywhere as everything) to 1; NaN where there is nothing.

    Raises
    ------
    InputError
        as `shares`.

    References
    ----------
    Krugman, P. (1991). Geography and Trade. MIT Press.

    Examples
    --------
    >>> locational_gini(np.array([[3.0, 1.0], [1.0, 3.0]]), of="sectors").tolist()
    [0.25, 0.25]
    """
    found = shares(values, of)
    with np.errstate(divide="ignore", invalid="ignore"):
        quotients = found.own / found.reference
    # A part that has nothing anywhere has no weight either.
    area = _lorenz(np.where(found.reference > 0, quotients, 0.0), found.reference)
    return area / 2 if halved else area


def _lorenz(ratios: Floats, weights: Floats) -> Floats:
    """Gini of each row of ratios, under weights that sum to one."""
    order: NDArray[Any] = np.argsort(ratios, axis=1, kind="stable")
    heavy = weights[order]
    below = np.cumsum(np.take_along_axis(ratios, order, axis=1) * heavy, axis=1)
    with np.errstate(invalid="ignore"):
        curve = below / below[:, -1:]
    before = np.concatenate([np.zeros((len(curve), 1)), curve[:, :-1]], axis=1)
    area: Floats = np.einsum("ij,ij->i", curve + before, heavy)
    return 1 - area
