"""Hachman's index: how alike the mix of a whole is to that of everything."""

import numpy as np

from beffroi.analytics.concentration.shares import Of, shares
from beffroi.analytics.matrix import Floats


def hachman(values: Floats, *, of: Of) -> Floats:
    """Inverse of the mean location quotient, weighted by own shares: ``1 / Σ_i LQ_i s_i``.

    Parameters
    ----------
    values : array of float, shape (regions, sectors)
        amounts of one unit, zero or more; NaN enters no sum.
    of : {"regions", "sectors"}

    Returns
    -------
    array of float, shape (regions,) or (sectors,)
        above 0, at most 1 (as everything); NaN where there is nothing.

    Raises
    ------
    InputError
        as `shares`.

    References
    ----------
    Moore, E. (2001). Measuring economic diversification. Oregon Employment Department.

    Examples
    --------
    >>> hachman(np.array([[3.0, 1.0], [1.0, 3.0]]), of="regions").tolist()
    [0.8, 0.8]
    """
    found = shares(values, of)
    with np.errstate(divide="ignore", invalid="ignore"):
        quotients = np.where(found.reference > 0, found.own / found.reference, 0.0)
        inverse: Floats = 1 / np.einsum("ij,ij->i", quotients, found.own)
    return inverse
