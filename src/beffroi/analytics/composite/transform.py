"""Transformations that draw a long tail in: logarithms of a shifted value, and Box-Cox."""

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.moments import skewness_kurtosis

Floats = NDArray[np.float64]

SHIFT = 0.01
GOLDEN = (5**0.5 - 1) / 2


def log_shift(values: Floats, within: Floats) -> Floats:
    """Logarithm after a shift that keeps the lowest value a hundredth of the range above zero.

    ``ln(x − min + (max − min) / 100)``

    Parameters
    ----------
    values : array
        NaN is missing.
    within : array
        the values that set minimum and maximum, no NaN, not all equal; others are moved to these ends first.

    Returns
    -------
    array
        of the same shape.

    References
    ----------
    Becker, W. et al. (2022). COINr: An R package for developing composite indicators. JOSS 7(78), 4567.

    Examples
    --------
    >>> log_shift(np.array([0.0, 99.0]), np.array([0.0, 100.0])).round(4).tolist()
    [0.0, 4.6052]
    """
    low, high = within.min(), within.max()
    made: Floats = np.log(np.clip(values, low, high) - low + SHIFT * (high - low))
    return made


def log_shift_signed(values: Floats, within: Floats) -> Floats:
    """The same for a positive skew, and turned round for a tail of low values.

    ``ln(x − min + a)`` if the skewness is above zero, else ``−ln(max + a − x)``, with ``a = (max − min) / 100``.

    Parameters
    ----------
    values : array
        NaN is missing.
    within : array
        as for `log_shift`.

    Returns
    -------
    array
        of the same shape, in the order of the values.

    References
    ----------
    Becker, W. et al. (2022). COINr: An R package for developing composite indicators. JOSS 7(78), 4567.

    Examples
    --------
    >>> log_shift_signed(np.array([0.0, 100.0]), np.array([0.0, 99.0, 100.0])).round(4).tolist()
    [-4.6151, -0.0]
    """
    skew, _ = skewness_kurtosis(within[:, None])
    if skew[0] > 0:
        return log_shift(values, within)
    low, high = within.min(), within.max()
    made: Floats = -np.log(high + SHIFT * (high - low) - np.clip(values, low, high))
    return made


def log_one(values: Floats, within: Floats) -> Floats:
    """Logarithm after a shift that makes the lowest value one; it depends on the unit of measurement.

    ``ln(x − min + 1)``

    Parameters
    ----------
    values : array
        NaN is missing.
    within : array
        as for `log_shift`.

    Returns
    -------
    array
        of the same shape.

    References
    ----------
    Becker, W. et al. (2022). COINr: An R package for developing composite indicators. JOSS 7(78), 4567.

    Examples
    --------
    >>> log_one(np.array([3.0, 4.0]), np.array([3.0, 8.0])).round(4).tolist()
    [0.0, 0.6931]
    """
    low, high = within.min(), within.max()
    made: Floats = np.log(np.clip(values, low, high) - low + 1)
    return made


def box_cox(values: Floats, power: float) -> Floats:
    """The transformation of Box and Cox.

    ``(x^λ − 1) / λ``, and ``ln x`` for λ = 0; it rises for every λ.

    Parameters
    ----------
    values : array
        above zero; NaN is missing.
    power : float
        λ.

    Returns
    -------
    array
        of the same shape.

    References
    ----------
    Box, G. E. P. and Cox, D. R. (1964). An analysis of transformations. Journal of the Royal Statistical Society B 26.

    Examples
    --------
    >>> box_cox(np.array([1.0, 3.0]), 2.0).round(9).tolist(), box_cox(np.array([1.0]), 0.0).tolist()
    ([0.0, 4.0], [0.0])
    """
    logs = np.log(values)
    made: Floats = logs if power == 0 else np.expm1(power * logs) / power
    return made


def box_cox_power(values: Floats, low: float = -3.0, high: float = 3.0) -> float:
    """The λ with which a sample is most likely normal after Box-Cox.

    The maximum of ``−n/2 · ln σ²(λ) + (λ − 1) Σ ln x``, σ² the variance after the transformation, by a grid and then
    the golden section around its best point.

    Parameters
    ----------
    values : array
        above zero, no NaN, not all equal.
    low, high : float
        between which λ is sought.

    Returns
    -------
    float

    References
    ----------
    Box, G. E. P. and Cox, D. R. (1964). An analysis of transformations. Journal of the Royal Statistical Society B 26.

    Examples
    --------
    >>> abs(box_cox_power(np.exp(np.random.default_rng(1).normal(size=4000)))) < 0.05
    True
    """
    logs = np.log(values)
    total = logs.sum()

    def likelihood(power: float) -> float:
        variance = box_cox(values, power).var()
        return float(-len(values) / 2 * np.log(variance) + (power - 1) * total) if variance > 0 else -np.inf

    grid = np.linspace(low, high, 25)
    best = int(np.argmax([likelihood(power) for power in grid]))
    left, right = grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)]
    while right - left > 1e-7:
        inner, outer = right - GOLDEN * (right - left), left + GOLDEN * (right - left)
        if likelihood(inner) < likelihood(outer):
            left = inner
        else:
            right = outer
    return float((left + right) / 2)
