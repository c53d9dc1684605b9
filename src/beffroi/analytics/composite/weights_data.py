"""Weights from the data or from none: equal, by entropy, and given ones with noise."""

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.errors import InputError

Floats = NDArray[np.float64]


def equal_weights(names: list[str]) -> dict[str, float]:
    """The same weight for every child of a node: 1, of which only the proportion counts.

    Parameters
    ----------
    names : list of str
        the children.

    Returns
    -------
    dict of str to float

    Examples
    --------
    >>> equal_weights(["a", "b"])
    {'a': 0.5, 'b': 0.5}
    """
    return dict.fromkeys(names, 1 / len(names))


def entropy_weights(children: Floats, names: list[str]) -> dict[str, float]:
    """The more unequally a child is spread over the units, the more it tells them apart, the more it weighs.

    ``w_j = (1 − e_j) / Σ (1 − e)`` with ``e_j = −Σ_i p_ij ln p_ij / ln n`` and ``p_ij = x_ij / Σ_i x_ij``.

    Parameters
    ----------
    children : array, shape (units, children)
        on one scale, zero or more; NaN is missing.
    names : list of str
        the children.

    Returns
    -------
    dict of str to float
        they sum to 1.

    Raises
    ------
    InputError
        if a value is negative, or no child tells the units apart.

    References
    ----------
    Zeleny, M. (1982). Multiple criteria decision making. McGraw-Hill.

    Examples
    --------
    >>> found = entropy_weights(np.array([[1.0, 1.0], [1.0, 9.0]]), ["a", "b"])
    >>> [round(found[name], 9) + 0.0 for name in ("a", "b")]
    [0.0, 1.0]
    """
    seen = ~np.isnan(children)
    if (children < 0).any():
        at = int(np.argwhere(children < 0)[0][1])
        raise InputError(
            f"weights by entropy: '{names[at]}' has negative values; normalise to zero or more, such as by minmax."
        )
    sums = np.where(seen, children, 0.0).sum(axis=0)
    shares = np.where(seen, children, 0.0) / np.where(sums > 0, sums, 1.0)
    logs = np.log(np.where(shares > 0, shares, 1.0))
    count = seen.sum(axis=0)
    entropy = -(shares * logs).sum(axis=0) / np.log(np.maximum(count, 2))
    told = np.where((sums > 0) & (count > 1), np.maximum(1 - entropy, 0.0), 0.0)
    if told.sum() <= 0:
        raise InputError(f"weights by entropy: {', '.join(names)} tell no units apart; choose other weights.")
    return dict(zip(names, (told / told.sum()).tolist(), strict=True))


def noisy_weights(weights: Floats, noise: float, draws: Floats) -> Floats:
    """Weights each multiplied by a random factor near 1.

    ``w_j (1 + noise (2 u_j − 1))``

    Parameters
    ----------
    weights : array, shape (children,)
    noise : float
        0 to 1.
    draws : array, shape (children,) or (runs, children)
        uniform random numbers, 0 to 1.

    Returns
    -------
    array, of the shape of the draws

    References
    ----------
    Saisana, M., Saltelli, A. and Tarantola, S. (2005). Uncertainty and sensitivity analysis techniques as tools for the
    quality assessment of composite indicators. Journal of the Royal Statistical Society A 168(2).

    Examples
    --------
    >>> noisy_weights(np.array([2.0, 1.0]), 0.5, np.array([[0.0, 0.5], [1.0, 1.0]])).tolist()
    [[1.0, 1.0], [3.0, 1.5]]
    """
    made: Floats = weights * (1 + noise * (2 * draws - 1))
    return made
