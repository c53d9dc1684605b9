"""The Herfindahl-Hirschman index: how far a whole rests on few of its parts."""

import numpy as np

from beffroi.analytics.concentration.shares import Of, shares
from beffroi.analytics.matrix import Floats


def herfindahl(values: Floats, *, of: Of, normalised: bool = False) -> Floats:
    """Sum of squared shares: ``H = Σ_i s_i²``; normalised ``(H − 1/n) / (1 − 1/n)``.

    Parameters
    ----------
    values : array of float, shape (regions, sectors)
        amounts of one unit, zero or more; NaN enters no sum.
    of : {"regions", "sectors"}
        of regions over their sectors, or of sectors over their regions.
    normalised : bool
        True makes 0 of an even distribution over all n parts that the table has, also those that are zero here.

    Returns
    -------
    array of float, shape (regions,) or (sectors,)
        1/n to 1, or 0 to 1; NaN where there is nothing, or one part only if normalised.

    Raises
    ------
    InputError
        as `shares`.

    References
    ----------
    Hirschman, A. O. (1964). The paternity of an index. American Economic Review, 54(5).

    Examples
    --------
    >>> herfindahl(np.array([[3.0, 1.0], [1.0, 1.0]]), of="regions").tolist()
    [0.625, 0.5]
    """
    own = shares(values, of).own
    index: Floats = np.einsum("ij,ij->i", own, own)
    if not normalised:
        return index
    even = 1 / own.shape[1]
    return (index - even) / (1 - even) if even < 1 else np.full(len(index), np.nan)
