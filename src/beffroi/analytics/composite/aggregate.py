"""Aggregate: from the children of a node to the node."""

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.errors import InputError

Floats = NDArray[np.float64]

# Weights such as 0.1 are not exact in binary: a coverage that is equal on paper may be a rounding error below.
ROUNDING = 1e-12


def coverage(children: Floats, weights: Floats) -> Floats:
    """Share of the weight of the columns that each unit reports.

    ``Σ_{j reported} w_j / Σ_j w_j``

    Parameters
    ----------
    children : array, shape (units, children)
        in any unit; NaN is missing.
    weights : array, shape (children,)
        zero or more, not all zero; only their proportions matter.

    Returns
    -------
    array, shape (units,)
        without unit, 0 to 1.

    Examples
    --------
    >>> import numpy as np
    >>> coverage(np.array([[1.0, 4.0], [np.nan, 2.0]]), np.array([3.0, 1.0]))
    array([1.  , 0.25])
    """
    relative = weights / weights.max()
    observed = ~np.isnan(children)
    shares = observed @ relative / relative.sum()
    # Sums in another order may end a rounding error below one where everything is there.
    return np.where(observed[:, weights > 0].all(axis=1), 1.0, shares)


def weighted_mean(children: Floats, weights: Floats, minimum_coverage: float = 0.0) -> Floats:
    """Weighted arithmetic mean of the columns, weights renormalised over what each unit reports.

    ``Σ w_j x_ij / Σ w_j`` over the children j that unit i reports.

    Parameters
    ----------
    children : array, shape (units, children)
        on one scale; NaN is missing.
    weights : array, shape (children,)
        zero or more, not all zero; only their proportions matter.
    minimum_coverage : float
        smallest share of the weight that must be observed, 0 to 1.

    Returns
    -------
    array, shape (units,)
        on the scale of the children, within their range; NaN where nothing, or too little, is observed.

    Raises
    ------
    InputError
        if a sum is beyond all numbers.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.6. OECD Publishing.

    Examples
    --------
    >>> import numpy as np
    >>> weighted_mean(np.array([[1.0, 4.0], [np.nan, 2.0]]), np.array([2.0, 1.0]))
    array([2., 2.])
    """
    relative = weights / weights.max()
    observed = ~np.isnan(children)
    present = observed @ relative
    with np.errstate(all="ignore"):
        sums = np.where(observed, children, 0.0) @ relative
    if not np.isfinite(sums).all():
        raise InputError("the scores are too large to be summed; choose a smaller range to normalise to.")
    enough = (present > 0) & (coverage(children, weights) >= minimum_coverage - ROUNDING)
    means = sums / np.where(present > 0, present, 1.0)
    # Rounding must not carry a mean out of the range of what it is the mean of.
    counted = observed & (weights > 0)
    lowest = np.min(children, axis=1, where=counted, initial=np.inf)
    highest = np.max(children, axis=1, where=counted, initial=-np.inf)
    return np.where(enough, np.minimum(np.maximum(means, lowest), highest), np.nan)
