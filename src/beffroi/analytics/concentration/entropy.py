"""Shannon entropy: how evenly a whole is spread over its parts."""

import numpy as np

from beffroi.analytics.concentration.shares import Of, shares
from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats


def entropy(values: Floats, *, of: Of, base: float = 2.0) -> Floats:
    """Entropy of shares: ``E = −Σ_i s_i log s_i``, where a share of zero adds nothing.

    Parameters
    ----------
    values : array of float, shape (regions, sectors)
        amounts of one unit, zero or more; NaN enters no sum.
    of : {"regions", "sectors"}
        of regions over their sectors, or of sectors over their regions.
    base : float
        of the logarithm, above one: 2 gives bits.

    Returns
    -------
    array of float, shape (regions,) or (sectors,)
        0 (one part only) to log n; NaN where there is nothing.

    Raises
    ------
    InputError
        as `shares`, or if the base is not above one.

    References
    ----------
    Shannon, C. E. (1948). A mathematical theory of communication. Bell System Technical Journal, 27.

    Examples
    --------
    >>> entropy(np.array([[1.0, 1.0], [2.0, 0.0]]), of="regions").tolist()
    [1.0, 0.0]
    """
    if not base > 1:
        raise InputError(f"base: {base:g} is no base of an entropy; give a number above one.")
    bits: Floats = disorder(shares(values, of).own) / np.log(base)
    return bits


def disorder(own: Floats) -> Floats:
    """Entropy of rows of shares with natural logarithms.

    Parameters
    ----------
    own : array of float, shape (n, parts)
        each row sums to one, or is NaN.

    Returns
    -------
    array of float, shape (n,)
        zero or more.

    Examples
    --------
    >>> disorder(np.array([[0.5, 0.5]])).round(4).tolist()
    [0.6931]
    """
    logarithm = np.log(np.where(own > 0, own, 1.0))
    spread: Floats = np.abs(np.einsum("ij,ij->i", own, logarithm))  # the sum is zero or below: no negative zero
    return spread
