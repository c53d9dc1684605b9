"""Whether a value lies within what its indicator can be."""

import math

from beffroi.analytics.messages import Message, Number
from beffroi.analytics.results.entry.doubts import Doubt


def out_of_bounds(value: float, least: float | None = None, most: float | None = None) -> Doubt | None:
    """A value that the indicator cannot have: a share of 140%, a negative number of persons.

    ``least ≤ x ≤ most``, each bound allowed.

    Parameters
    ----------
    value : float
    least, most : float, optional
        in the same unit; without one, that side is open.

    Returns
    -------
    Doubt or None

    Examples
    --------
    >>> str(out_of_bounds(140.0, 0, 100).message)
    '140 lies above 100, the most that this indicator can be'
    >>> out_of_bounds(100.0, 0, 100) is None
    True
    """
    if not math.isfinite(value):
        return Doubt("out_of_bounds", "wrong", Message("the value is not a finite number"))
    if least is not None and value < least:
        values = {"value": Number(value), "bound": Number(least)}
        said = Message("{value} lies below {bound}, the least that this indicator can be", **values)
        return Doubt("out_of_bounds", "wrong", said)
    if most is not None and value > most:
        values = {"value": Number(value), "bound": Number(most)}
        said = Message("{value} lies above {bound}, the most that this indicator can be", **values)
        return Doubt("out_of_bounds", "wrong", said)
    return None
