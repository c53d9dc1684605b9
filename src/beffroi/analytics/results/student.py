"""Student's distribution for whole degrees of freedom, in closed form."""

import math
from functools import lru_cache
from statistics import NormalDist

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message

MANY = 400
"""With more degrees of freedom the normal distribution differs by less than a hundredth."""


def inside(t: float, freedom: int) -> float:
    """The probability that a value of Student's distribution lies between −t and t.

    Parameters
    ----------
    t : float
        not negative.
    freedom : int
        degrees of freedom, at least 1.

    Returns
    -------
    float

    References
    ----------
    M. Abramowitz and I. A. Stegun (1964). Handbook of mathematical functions, 26.7.3 and 26.7.4.

    Examples
    --------
    >>> round(inside(12.7062, 1), 4), round(inside(2.2281, 10), 4)
    (0.95, 0.95)
    """
    angle = math.atan2(t, math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    is_odd = freedom % 2 == 1
    term, total = (cosine, 0.0) if is_odd else (1.0, 0.0)
    for step in range(2 if is_odd else 1, freedom, 2):
        total += term
        term *= cosine * cosine * step / (step + 1)
    return 2 / math.pi * (angle + sine * total) if is_odd else sine * total


@lru_cache(maxsize=1024)
def two_sided(coverage: float, freedom: int) -> float:
    """The t between whose negative and itself a share of Student's distribution lies.

    Parameters
    ----------
    coverage : float
        the share, between 0 and 1.
    freedom : int
        degrees of freedom, at least 1.

    Returns
    -------
    float

    Raises
    ------
    InputError
        if the share is none, or there is no freedom.

    Examples
    --------
    >>> [round(two_sided(0.8, freedom), 3) for freedom in (1, 2, 10, 1000)]
    [3.078, 1.886, 1.372, 1.282]
    """
    if not 0 < coverage < 1 or freedom < 1:
        raise InputError(Message("a coverage lies between 0 and 1, with at least one degree of freedom; correct it"))
    if freedom > MANY:
        return NormalDist().inv_cdf((1 + coverage) / 2)
    low, high = 0.0, 1.0
    while inside(high, freedom) < coverage:
        low, high = high, 2 * high
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if inside(middle, freedom) < coverage else (low, middle)
    return (low + high) / 2
