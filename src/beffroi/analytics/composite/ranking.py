"""Rank: 1 is the highest score; ties share the lower number; what is missing has no rank."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# The same mean, summed in another order, may differ in the last bits.
EQUAL = 1e-12


def ranks(scores: Floats, ranked: NDArray[np.bool_]) -> Floats:
    """Rank the units of a column of scores among the units that are ranked.

    Parameters
    ----------
    scores : array, shape (units,)
        without unit; NaN is missing.
    ranked : array of bool, shape (units,)
        units that take part; the others, such as an average beside them, have no rank and take no place.

    Returns
    -------
    array, shape (units,)
        1 + the number of higher scores; NaN where there is no rank. Neighbours that differ by no more than 1e-12 of the
        largest score (by absolute value) are equal.

    References
    ----------
    Standard competition ranking, as the function RANK of SQL (ISO/IEC 9075-2).

    Examples
    --------
    >>> import numpy as np
    >>> ranks(np.array([0.4, 0.9, np.nan, 0.4, 0.7]), np.array([True, True, True, True, False]))
    array([ 2.,  1., nan,  2., nan])
    """
    inside = ranked & ~np.isnan(scores)
    places = np.full(scores.shape, np.nan)
    order = np.flatnonzero(inside)[np.argsort(-scores[inside], kind="stable")]
    falling = scores[order]
    if not falling.size:
        return places
    lower = np.diff(falling) < -EQUAL * np.abs(falling).max()
    first = np.concatenate([[True], lower])
    places[order] = np.maximum.accumulate(np.where(first, np.arange(falling.size), 0)) + 1.0
    return places
