"""Skewness and kurtosis of samples with gaps."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def skewness_kurtosis(values: Floats) -> tuple[Floats, Floats]:
    """Sample skewness G₁ and sample excess kurtosis G₂ of each column.

    ``G₁ = g₁ √(n(n−1)) / (n−2)`` and ``G₂ = (n−1) / ((n−2)(n−3)) · ((n+1) g₂ + 6)``, with ``g₁ = m₃ / m₂^1.5`` and
    ``g₂ = m₄ / m₂² − 3`` from the central moments.

    Parameters
    ----------
    values : array, shape (units, columns)
        NaN is missing.

    Returns
    -------
    pair of arrays, shape (columns,)
        without unit; NaN where a column is constant, or has fewer than 3 values (kurtosis: 4).

    References
    ----------
    Joanes, D. N. and Gill, C. A. (1998). Comparing measures of sample skewness and kurtosis. The Statistician 47(1).

    Examples
    --------
    >>> skew, kurtosis = skewness_kurtosis(np.array([[1.0], [2.0], [3.0], [10.0]]))
    >>> round(float(skew[0]), 4), round(float(kurtosis[0]), 4)
    (1.7636, 3.228)
    """
    seen = ~np.isnan(values)
    count = seen.sum(axis=0).astype(float)
    filled = np.where(seen, values, 0.0)
    size = np.abs(filled).max(axis=0, initial=0.0)
    # In units of the largest value, so that the powers of very large or small numbers neither overflow nor vanish.
    filled = filled / np.where(size > 0, size, 1.0)
    n = np.where(count > 3, count, np.nan)
    three = np.where(count > 2, count, np.nan)
    centred = np.where(seen, filled - filled.sum(axis=0) / np.where(count > 0, count, 1.0), 0.0)
    square = centred * centred
    second = square.sum(axis=0)
    constant = _constant(values, seen)
    second = np.where(constant, np.nan, second)
    third = np.einsum("ij,ij->j", square, centred)
    fourth = np.einsum("ij,ij->j", square, square)
    skew = np.sqrt(three) * third / second**1.5 * np.sqrt(three * (three - 1)) / (three - 2)
    kurtosis = ((n + 1) * (n * fourth / second**2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    return skew, kurtosis


def _constant(values: Floats, seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    lowest = np.min(values, axis=0, where=seen, initial=np.inf)
    highest = np.max(values, axis=0, where=seen, initial=-np.inf)
    return np.asarray(highest <= lowest)
