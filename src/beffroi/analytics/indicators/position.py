"""Position of a value in the distribution of others."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from beffroi.analytics.indicators.ranks import as_values, check_polarity


def position(value: float | None, others: Sequence[float | None] | ArrayLike, polarity: int = 1) -> float | None:
    """Share of the others that a value is at least as good as, from 0 to 1.

    ``#{others not better} / #{others with a value}``

    Parameters
    ----------
    value : float or None
        in the unit of the others; None and NaN are missing.
    others : sequence of float or None, shape (n,)
        missing values do not count.
    polarity : {1, 0, -1}
        1 and 0: high is good; -1: low is good.

    Returns
    -------
    float or None
        None where the value is missing, or nobody else has one.

    Raises
    ------
    ValueError
        if the polarity is none of the three.

    References
    ----------
    Empirical distribution function of the others at the value; turned round where low values are good.

    Examples
    --------
    >>> position(5.0, [1.0, 5.0, 9.0, None])
    0.6666666666666666
    >>> position(2.0, [1.0, 5.0, 9.0], polarity=-1)
    0.6666666666666666
    """
    check_polarity(polarity)
    array = as_values(others)
    array = array[~np.isnan(array)]
    if value is None or np.isnan(value) or not array.size:
        return None
    as_good = array >= value if polarity < 0 else array <= value
    return float(np.mean(as_good))
