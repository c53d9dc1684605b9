"""Krugman's index of dissimilarity: how far the shares of a whole lie from those of everything."""

import numpy as np

from beffroi.analytics.concentration.shares import Of, shares
from beffroi.analytics.matrix import Floats


def krugman(values: Floats, *, of: Of, halved: bool = False) -> Floats:
    """Sum of the distances between own shares and those of everything: ``K = Σ_i |s_i − x_i|``.

    Parameters
    ----------
    values : array of float, shape (regions, sectors)
        amounts of one unit, zero or more; NaN enters no sum.
    of : {"regions", "sectors"}
        specialisation of regions, or concentration of sectors.
    halved : bool
        True divides by two: the coefficient of specialisation, and Hoover's index of a sector.

    Returns
    -------
    array of float, shape (regions,) or (sectors,)
        0 (as everything) to 2, or to 1 if halved; NaN where there is nothing.

    Raises
    ------
    InputError
        as `shares`.

    References
    ----------
    Krugman, P. (1991). Geography and Trade. MIT Press.

    Examples
    --------
    >>> krugman(np.array([[3.0, 1.0], [1.0, 3.0]]), of="regions").tolist()
    [0.5, 0.5]
    """
    found = shares(values, of)
    apart: Floats = np.abs(found.own - found.reference).sum(axis=1)
    return apart / 2 if halved else apart
