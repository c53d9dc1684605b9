"""Normalise: bring indicators of different units to one scale."""

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.errors import InputError

Floats = NDArray[np.float64]
TOO_FAR = "a unit outside the reference set lies too far from it to be put on its scale"


def minmax(
    values: Floats, reference: NDArray[np.bool_], low: float, high: float, polarity: NDArray[np.int64]
) -> Floats:
    """Scale each column so that the reference set runs from `low` to `high`.

    ``low + (high − low) · (x − min) / (max − min)``, minimum and maximum over the reference units that report; turned
    round where low values are good. A unit outside the reference set may fall outside the range.

    Parameters
    ----------
    values : array, shape (units, indicators)
        finite, each column in its own unit; NaN is missing.
    reference : array of bool, shape (units,)
        units that set minimum and maximum.
    low, high : float
        ends of the scale, low < high, without unit.
    polarity : array of int, shape (indicators,)
        1 or -1.

    Returns
    -------
    array, shape (units, indicators)
        NaN where missing, and in a column that is constant over the reference set: it cannot tell units apart.

    Raises
    ------
    InputError
        if a unit outside the reference set lies so far from it that no number says where.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.5. OECD Publishing.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.array([[1.0, 4.0], [3.0, 2.0], [2.0, np.nan]])
    >>> minmax(x, np.array([True, True, True]), 0.0, 1.0, np.array([1, -1]))
    array([[0. , 0. ],
           [1. , 1. ],
           [0.5, nan]])
    """
    turned = values * polarity
    start, end, usable = _ends(turned, reference)
    scaled = _between(turned / 2, start, end, low, high)
    if not np.isfinite(scaled[usable & ~np.isnan(values)]).all():
        raise InputError(f"{TOO_FAR}; check its values, or take it into the reference set.")
    scaled[:, ~usable] = np.nan
    return scaled


def _between(halves: Floats, start: Floats, end: Floats, low: float, high: float) -> Floats:
    """Scale so that start becomes low and end becomes high."""
    with np.errstate(all="ignore"):
        position = (halves - start) / (end - start)
        # Written with both ends, so that the lowest unit gets exactly `low` and the highest exactly `high`.
        scaled: Floats = low * (1 - position) + high * position
    return scaled


def _ends(turned: Floats, reference: NDArray[np.bool_]) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Half the minimum and half the maximum of each column over the reference set, and whether they differ.

    Halves, so that the spread of the largest numbers a computer holds does not overflow.
    """
    within = np.where(reference[:, None], turned, np.nan)
    start = np.fmin.reduce(within, axis=0, initial=np.inf) / 2
    end = np.fmax.reduce(within, axis=0, initial=-np.inf) / 2
    usable = end > start
    return np.where(usable, start, 0.0), np.where(usable, end, 1.0), usable
