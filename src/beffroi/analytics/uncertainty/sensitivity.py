"""Which input moves the result: first-order and total Sobol indices with joint bootstrap intervals."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RESAMPLES = 500
CHUNK = 512
UNMOVED = 1e-12
"""A variance below this share of the squared mean is rounding, not movement."""


class Indices(NamedTuple):
    """First-order and total index of each input for each output, with the ends of their 5–95 % intervals.

    Arrays of shape (inputs, outputs); NaN for an output that does not vary.
    """

    first: Floats
    first_low: Floats
    first_high: Floats
    total: Floats
    total_low: Floats
    total_high: Floats


def sobol_indices(a: Floats, b: Floats, swapped: Floats, seed: int, resamples: int = RESAMPLES) -> Indices:
    """Shares of the variance of an output that inputs explain, alone and with all their interactions.

    On outputs centred by their mean m, with V their variance over A and B (2n − 1 below the line): first order
    ``S_i = mean((b − m)(c_i − a)) / V`` after Saltelli, total ``T_i = mean((a − c_i)²) / 2V`` after Jansen, c_i the
    output with input i as in B and all others as in A. Uncentred, S_i of an output far from zero is mostly noise.
    Intervals come from base points drawn again with replacement, the same for all inputs and outputs.

    Parameters
    ----------
    a, b : array, shape (points, outputs)
    swapped : array, shape (inputs, points, outputs)
    seed : int
        of the resampling.
    resamples : int

    Returns
    -------
    Indices

    References
    ----------
    Saltelli, A. et al. (2010). Variance based sensitivity analysis of model output. Computer Physics Communications
    181(2). Jansen, M. J. W. (1999). Analysis of variance designs for model output. Computer Physics Communications 117.

    Examples
    --------
    >>> x, y = np.array([[-1.0], [1.0], [-1.0], [1.0]]), np.array([[-1.0], [-1.0], [1.0], [1.0]])
    >>> found = sobol_indices(x, y, np.stack([y, x]), seed=1)  # an output that is its first input
    >>> found.first.ravel().tolist(), found.total.ravel().tolist()
    ([0.875, 0.0], [0.875, 0.0])
    """
    drawn = np.random.default_rng(seed).multinomial(len(a), np.full(len(a), 1 / len(a)), size=resamples)
    weights = np.vstack([np.ones(len(a)), drawn]) / len(a)  # first all points as they are
    parts = [
        _indices(a[:, at : at + CHUNK], b[:, at : at + CHUNK], swapped[:, :, at : at + CHUNK], weights)
        for at in range(0, a.shape[1], CHUNK)
    ]
    return Indices(*(np.hstack(part) for part in zip(*parts, strict=True)))


def _indices(a: Floats, b: Floats, swapped: Floats, weights: Floats) -> Indices:
    centre = (a.mean(axis=0) + b.mean(axis=0)) / 2
    first_a, first_b, others = a - centre, b - centre, swapped - centre
    mean = (weights @ first_a + weights @ first_b) / 2
    size = 2 * len(a) / (2 * len(a) - 1)
    variance = size * ((weights @ (first_a**2) + weights @ (first_b**2)) / 2 - mean**2)
    moved = variance > UNMOVED * np.maximum(centre**2, np.finfo(float).tiny)
    spread = np.where(moved, variance, np.nan)
    first, total = [], []
    for other in others:
        change = other - first_a
        first.append((weights @ (first_b * change) - mean * (weights @ change)) / spread)
        total.append(weights @ (change**2) / 2 / spread)
    low, high = (np.stack([_quantiles(part[1:], share) for part in first]) for share in (0.05, 0.95))
    low_total, high_total = (np.stack([_quantiles(part[1:], share) for part in total]) for share in (0.05, 0.95))
    return Indices(
        np.stack([part[0] for part in first]), low, high, np.stack([part[0] for part in total]), low_total, high_total
    )


def _quantiles(values: Floats, share: float) -> Floats:
    """Quantiles over resamples; NaN where a resample did not vary."""
    return np.asarray(np.quantile(values, share, axis=0))
