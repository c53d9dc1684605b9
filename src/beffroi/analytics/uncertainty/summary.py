"""What many runs say of each unit: intervals, the probability of each rank, and who is ahead of whom."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SHARES = (0.05, 0.5, 0.95)
MOST_COMPARED = 1000
"""Units beyond which no table of who is ahead of whom is made."""


class Interval(NamedTuple):
    """5 % quantile, median and 95 % quantile over the runs, each an array of shape (units,)."""

    low: Floats
    median: Floats
    high: Floats


def interval(values: Floats) -> Interval:
    """The median and the middle nine tenths of each column.

    Quantiles lie between the two nearest values in proportion, at ``1 + (n − 1) p`` of the n values in order.

    Parameters
    ----------
    values : array, shape (runs, units)
        NaN is missing.

    Returns
    -------
    Interval
        NaN where a unit has no value in any run.

    References
    ----------
    Hyndman, R. J. and Fan, Y. (1996). Sample quantiles in statistical packages. American Statistician 50(4), type 7.

    Examples
    --------
    >>> [part.tolist() for part in interval(np.array([[1.0], [2.0], [4.0], [np.nan]]))]
    [[1.1], [2.0], [3.8]]
    """
    count = (~np.isnan(values)).sum(axis=0)
    ordered = np.sort(values, axis=0)  # NaN last
    columns = np.arange(values.shape[1])
    found = []
    for share in SHARES:
        place = np.maximum(count - 1, 0) * share
        low = np.floor(place).astype(np.int64)
        high = np.minimum(low + 1, np.maximum(count - 1, 0))
        below, above = ordered[low, columns], ordered[high, columns]
        found.append(below + (place - low) * (above - below))
    return Interval(*found)


def rank_probabilities(ranks: Floats) -> Floats:
    """The share of runs in which each unit has each rank.

    Parameters
    ----------
    ranks : array, shape (runs, units)
        NaN where a unit has no rank.

    Returns
    -------
    array, shape (units, ranks)
        of the runs in which the unit is ranked; zero where it never is.

    Examples
    --------
    >>> rank_probabilities(np.array([[1.0, 2.0], [1.0, 2.0], [2.0, 1.0], [1.0, np.nan]])).round(3).tolist()
    [[0.75, 0.25], [0.333, 0.667]]
    """
    size = ranks.shape[1]
    known = ~np.isnan(ranks)
    cells = (np.where(known, ranks, 1.0) - 1 + np.arange(size) * size).astype(np.int64)
    counts: NDArray[np.int64] = np.bincount(cells[known], minlength=size * size).reshape(size, size)
    made: Floats = counts / np.maximum(known.sum(axis=0), 1)[:, None]
    return made


def dominance(ranks: Floats) -> Floats:
    """The share of runs in which one unit is ahead of another, ties half.

    Parameters
    ----------
    ranks : array, shape (runs, units)
        NaN where a unit has no rank.

    Returns
    -------
    array, shape (units, units)
        row ahead of column, of the runs that rank both; NaN where none does. A pair and its reverse sum to 1.

    Examples
    --------
    >>> dominance(np.array([[1.0, 2.0], [1.0, 2.0], [1.0, 1.0], [2.0, 1.0]])).tolist()
    [[0.5, 0.625], [0.375, 0.5]]
    """
    known = ~np.isnan(ranks)
    places = np.where(known, ranks, -1).T.astype(np.int32).copy()
    last = np.where(places < 0, np.iinfo(np.int32).max, places)
    ahead = np.empty((len(places), len(places)))
    for at, mine in enumerate(last):
        ahead[at] = np.count_nonzero(mine < places, axis=1)  # nobody is ahead of one without a rank
    both = known.T.astype(np.float64) @ known.astype(np.float64)
    ties = both - ahead - ahead.T
    made: Floats = (ahead + ties / 2) / np.where(both > 0, both, np.nan)
    return made
