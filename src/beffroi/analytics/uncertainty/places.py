"""Ranks of many runs at once."""

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.ranking import EQUAL

Floats = NDArray[np.float64]


def ranks_of_runs(scores: Floats, ranked: NDArray[np.bool_]) -> Floats:
    """Rank the units in every run: 1 is the highest score, ties share the lower number, as in an ordinary run.

    Parameters
    ----------
    scores : array, shape (runs, units)
        NaN is missing.
    ranked : array of bool, shape (units,)
        units that take part.

    Returns
    -------
    array, shape (runs, units)
        NaN where there is no rank.

    References
    ----------
    Standard competition ranking, as the function RANK of SQL (ISO/IEC 9075-2).

    Examples
    --------
    >>> ranks_of_runs(np.array([[0.4, 0.9, np.nan, 0.4]]), np.ones(4, dtype=bool)).tolist()
    [[2.0, 1.0, nan, 2.0]]
    """
    places = np.full(scores.shape, np.nan)
    at = np.flatnonzero(ranked)
    if not at.size:
        return places
    falling = -scores[:, at]  # NaN is sorted last
    order = np.argsort(falling, axis=1, kind="stable")
    ordered = np.take_along_axis(falling, order, axis=1)
    size = np.nanmax(np.where(np.isnan(ordered), 0.0, np.abs(ordered)), axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        lower = np.diff(ordered, axis=1) > EQUAL * size
    first = np.concatenate([np.ones((len(scores), 1), dtype=bool), lower], axis=1)
    found = np.maximum.accumulate(np.where(first, np.arange(at.size), 0), axis=1) + 1.0
    found[np.isnan(ordered)] = np.nan
    own = np.empty_like(found)
    np.put_along_axis(own, order, found, axis=1)
    places[:, at] = own
    return places
