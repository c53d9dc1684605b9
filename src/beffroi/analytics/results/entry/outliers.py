"""Whether values lie far from what was measured before: robust z-scores, and the range seen so far."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from beffroi.analytics.messages import Message, Number
from beffroi.analytics.results.entry.doubts import Doubt

FEWEST = 5
"""Values that must be known before one is called far."""
FAR = 3.5
"""The modified z-score beyond which Iglewicz and Hoaglin take a value for an outlier."""
NORMAL_MAD = 1.4826
"""Median absolute deviation → standard deviation, of a normal distribution."""
NORMAL_MEAN = 1.253314
"""Mean absolute deviation → standard deviation, of a normal distribution."""


def robust_z(values: ArrayLike, history: ArrayLike) -> NDArray[np.float64]:
    """How many robust standard deviations values lie from the median of a history.

    ``z = (x − med) / (1.4826 · MAD)``, with the median *med* of the history *h* and *MAD* the median of ``|h − med|``.
    Where more than half of the history is equal, MAD is 0 and ``1.2533 · mean |h − med|`` takes its place. Where all of
    it is equal, any other value is infinitely far.

    Parameters
    ----------
    values : array, shape (n,)
    history : array, shape (m,)
        in the same unit, at least one; NaN is missing.

    Returns
    -------
    array, shape (n,)
        without unit; NaN for what is missing, and without a history.

    References
    ----------
    B. Iglewicz and D. C. Hoaglin (1993). How to detect and handle outliers. ASQC Quality Press.

    Examples
    --------
    >>> robust_z([3.0, 9.0], [1.0, 2.0, 3.0, 4.0, 5.0]).round(3).tolist()
    [0.0, 4.047]
    """
    asked, known = np.asarray(values, dtype=float), np.asarray(history, dtype=float)
    known = known[~np.isnan(known)]
    if not known.size:
        return np.full(asked.shape, np.nan)
    middle = float(np.median(known))
    away = np.abs(known - middle)
    spread = NORMAL_MAD * float(np.median(away)) or NORMAL_MEAN * float(away.mean())
    if spread:
        return np.asarray((asked - middle) / spread)
    return np.where(asked == middle, 0.0, np.copysign(np.inf, asked - middle) + 0 * asked)


def outlier(value: float, history: Sequence[float], far: float = FAR) -> Doubt | None:
    """A value that lies far from those before, by its robust z-score.

    Parameters
    ----------
    value : float
    history : sequence of float
        of the same indicator, or of the same indicator elsewhere.
    far : float, optional

    Returns
    -------
    Doubt or None
        None also with fewer than five values before.

    Examples
    --------
    >>> str(outlier(90.0, [10.0, 11.0, 12.0, 13.0, 14.0]).message)
    '90 lies 52.6 robust standard deviations from 12, the median so far'
    """
    if len(history) < FEWEST:
        return None
    [score] = robust_z([value], history)
    if not abs(score) > far:
        return None
    middle = Number(float(np.median(history)))
    if np.isinf(score):
        said = Message("{value} differs from {middle}, which it always was", value=Number(value), middle=middle)
    else:
        said = Message(
            "{value} lies {score} robust standard deviations from {middle}, the median so far",
            value=Number(value),
            score=Number(round(abs(float(score)), 1)),
            middle=middle,
        )
    return Doubt("outlier", "unlikely", said)


def outside_seen(value: float, history: Sequence[float], margin: float = 0.0) -> Doubt | None:
    """A value beyond the smallest and largest before, widened by a share of their distance.

    ``min − m (max − min) ≤ x ≤ max + m (max − min)``

    Parameters
    ----------
    value : float
    history : sequence of float
    margin : float, optional
        the share *m*, not negative.

    Returns
    -------
    Doubt or None
        None also with fewer than five values before.

    Notes
    -----
    Plainer than the z-score, and asked more often: an indicator that grows always leaves what was seen.

    Examples
    --------
    >>> str(outside_seen(20.0, [10.0, 11.0, 12.0, 13.0, 14.0]).message)
    '20 lies outside what was seen so far, 10 to 14'
    >>> outside_seen(14.4, [10.0, 11.0, 12.0, 13.0, 14.0], margin=0.1) is None
    True
    """
    if len(history) < FEWEST:
        return None
    least, most = min(history), max(history)
    wide = margin * (most - least)
    if least - wide <= value <= most + wide:
        return None
    values = {"value": Number(value), "least": Number(least), "most": Number(most)}
    return Doubt(
        "outside_seen", "unlikely", Message("{value} lies outside what was seen so far, {least} to {most}", **values)
    )
