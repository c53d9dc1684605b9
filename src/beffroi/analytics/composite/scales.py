"""The scales beside minmax: z-scores, ranks, distances, fractions and goalposts, vectorised over columns."""

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.impute import column_means

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def zscore(values: Floats, reference: Bools, mean: float, sd: float) -> Floats:
    """Standard scores.

    ``mean + sd · (x − x̄) / s``, mean and standard deviation (n − 1 below the line) over the reference units.

    Parameters
    ----------
    values : array, shape (units, columns)
        turned so that high is good; NaN is missing.
    reference : array of bool, shape (units,)
    mean, sd : float
        what they become.

    Returns
    -------
    array, shape (units, columns)
        NaN in a column that is constant over the reference set.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.5. OECD Publishing.

    Examples
    --------
    >>> zscore(np.array([[1.0], [2.0], [3.0]]), np.ones(3, dtype=bool), 0.0, 1.0).ravel()
    array([-1.,  0.,  1.])
    """
    within = values[reference]
    seen = ~np.isnan(within)
    size = np.max(np.abs(within), axis=0, where=seen, initial=0.0)
    size = np.where(size > 0, size, 1.0)
    centre = column_means(within / size)
    centred = np.where(seen, within / size - centre, 0.0)
    count = seen.sum(axis=0)
    spread = np.sqrt((centred**2).sum(axis=0) / np.where(count > 1, count - 1, np.nan))
    differ = np.max(within, axis=0, where=seen, initial=-np.inf) > np.min(within, axis=0, where=seen, initial=np.inf)
    return mean + sd * (values / size - centre) / np.where(differ & (spread > 0), spread, np.nan)


def ranked(values: Floats, reference: Bools, ties: str) -> tuple[Floats, NDArray[np.int64]]:
    """Ranks from 1, the lowest value, among the reference units that report.

    ``1 + #{lower}`` for ties min, ``#{lower or equal}`` for max, their mean for average. A unit outside the reference
    set has the rank that it would have if it were added.

    Parameters
    ----------
    values : array, shape (units, columns)
        turned so that high is good; NaN is missing.
    reference : array of bool, shape (units,)
    ties : {"min", "average", "max"}

    Returns
    -------
    pair of arrays, shape (units, columns) and (columns,)
        ranks, NaN where missing; how many reference units report.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.5. OECD Publishing.

    Examples
    --------
    >>> ranked(np.array([[5.0], [7.0], [5.0]]), np.ones(3, dtype=bool), "average")[0].ravel()
    array([1.5, 3. , 1.5])
    """
    made = np.full(values.shape, np.nan)
    counts = np.zeros(values.shape[1], dtype=np.int64)
    for at in range(values.shape[1]):
        column = values[:, at]
        seen = ~np.isnan(column)
        ordered = np.sort(column[reference & seen])
        counts[at] = ordered.size
        lower = np.searchsorted(ordered, column[seen], side="left") + 1.0
        upper = np.maximum(np.searchsorted(ordered, column[seen], side="right"), lower)
        made[seen, at] = {"min": lower, "max": upper, "average": (lower + upper) / 2}[ties]
    return made, counts


def distance(values: Floats, reference: Bools, ends: Floats, cap: bool, compat: str | None = None) -> Floats:
    """Distance from the worst value, as a share of that of a target or reference unit.

    ``1 − (end − x) / (end − min)``, minimum over the reference units; cut at 1 if `cap`.

    Parameters
    ----------
    values : array, shape (units, columns)
        turned so that high is good; NaN is missing.
    reference : array of bool, shape (units,)
    ends : array, shape (columns,)
        the target of each column, turned as the values.
    cap : bool
    compat : str, optional
        `coinr`: an end at or below the minimum gives infinite, negative or undefined distances, as the package does.

    Returns
    -------
    array, shape (units, columns)
        NaN in a column whose end is not above the minimum.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.5. OECD Publishing.

    Examples
    --------
    >>> distance(np.array([[0.0], [5.0], [12.0]]), np.ones(3, dtype=bool), np.array([10.0]), True).ravel()
    array([0. , 0.5, 1. ])
    """
    within = values[reference]
    low = np.min(within, axis=0, where=~np.isnan(within), initial=np.inf)
    span = ends - low
    if compat is None:
        span = np.where(span > 0, span, np.nan)
    with np.errstate(all="ignore"):
        far = 1 - (ends - values) / span
    return np.where(far > 1, 1.0, far) if cap else far


def fraction_of_max(values: Floats, reference: Bools, polarity: NDArray[np.int64], compat: str | None = None) -> Floats:
    """Fraction of the best value.

    ``x / max`` where high is good, ``min / x`` where low is good; in the conventions of COINr ``x / min`` there, which
    is 1 for the best and more for worse.

    Parameters
    ----------
    values : array, shape (units, columns)
        zero or more, above zero where low is good; NaN is missing.
    reference : array of bool, shape (units,)
    polarity : array of int, shape (columns,)
        1 or -1.
    compat : str, optional
        `coinr`.

    Returns
    -------
    array, shape (units, columns)
        NaN in a column whose best is zero.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.5. OECD Publishing.

    Examples
    --------
    >>> fraction_of_max(np.array([[5.0, 2.0], [10.0, 4.0]]), np.ones(2, dtype=bool), np.array([1, -1])).tolist()
    [[0.5, 1.0], [1.0, 0.5]]
    """
    turned = values[reference] * polarity
    best = np.max(turned, axis=0, where=~np.isnan(turned), initial=-np.inf) * polarity
    best = np.where(np.isinf(best), np.nan, best)
    with np.errstate(all="ignore"):
        upward = values / best
        downward = upward if compat == "coinr" else best / values
    made = np.where(polarity > 0, upward, downward)
    return made if compat == "coinr" else np.where(best > 0, made, np.nan)


def goalposts(values: Floats, posts: Floats, polarity: NDArray[np.int64], scale: float, truncate: bool) -> Floats:
    """Position between two posts that are set from outside, so that it compares over time and between data.

    ``scale · (x − lower) / (upper − lower)``, and ``scale · (upper − x) / (upper − lower)`` where low is good.

    Parameters
    ----------
    values : array, shape (units, columns)
        each in its own unit; NaN is missing.
    posts : array, shape (columns, 2)
        lower and upper post, in the unit of the column.
    polarity : array of int, shape (columns,)
        1 or -1.
    scale : float
        score at the good post.
    truncate : bool
        whether values beyond the posts are cut.

    Returns
    -------
    array, shape (units, columns)

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.5. OECD Publishing.

    Examples
    --------
    >>> goalposts(np.array([[0.0], [5.0], [12.0]]), np.array([[2.0, 10.0]]), np.array([-1]), 100.0, True).ravel()
    array([100. ,  62.5,   0. ])
    """
    lower, upper = posts[:, 0], posts[:, 1]
    share = np.where(polarity > 0, values - lower, upper - values) / (upper - lower)
    return scale * (np.clip(share, 0.0, 1.0) if truncate else share)
