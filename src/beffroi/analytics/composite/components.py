"""Principal components of a group of indicators, and the weights that follow from them."""

from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.errors import InputError

Floats = NDArray[np.float64]

EIGENVALUE, VARIANCE, TOGETHER = 1.0, 0.1, 0.6
"""Components are kept with an eigenvalue above 1, a tenth of the variance each, six tenths together (OECD and JRC)."""

TURNS, STILL = 200, 1e-10


class Components(NamedTuple):
    """Components of the correlation matrix, the largest first: variances, and a column of coefficients for each."""

    variances: Floats
    vectors: Floats

    @property
    def shares(self) -> Floats:
        """Share of the whole variance that each explains."""
        return np.asarray(self.variances / self.variances.sum())


def components(children: Floats) -> Components:
    """Principal components of the standardised columns, over the units that report them all.

    The eigenvectors of the correlation matrix, each with its largest sum of coefficients positive.

    Parameters
    ----------
    children : array, shape (units, children)
        NaN is missing.

    Returns
    -------
    Components

    Raises
    ------
    InputError
        if fewer than three units report all, or a column is constant over them.

    References
    ----------
    Jolliffe, I. T. (2002). Principal component analysis. Springer.

    Examples
    --------
    >>> found = components(np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.5]]))
    >>> found.vectors[:, 0].round(4).tolist(), bool(found.shares[0] > 0.99)
    ([0.7071, 0.7071], True)
    """
    whole = children[~np.isnan(children).any(axis=1)]
    if len(whole) < 3:
        raise InputError(f"{len(whole)} units report every child of a node, too few for components; impute first.")
    spread = whole.std(axis=0, ddof=1)
    if not (spread > 0).all():
        raise InputError(f"child {int(np.argmin(spread)) + 1} of a node is constant over the units that report all.")
    standard = (whole - whole.mean(axis=0)) / spread
    variances, vectors = np.linalg.eigh(standard.T @ standard / (len(whole) - 1))
    order = np.argsort(variances)[::-1]
    vectors = vectors[:, order]
    return Components(np.maximum(variances[order], 0.0), vectors * np.where(vectors.sum(axis=0) < 0, -1.0, 1.0))


def varimax(loadings: Floats) -> Floats:
    """Loadings rotated so that each is near zero or large.

    Orthogonal rotation that maximises the variance of squared loadings, pair by pair:
    ``tan 4φ = 2 (n Σuv − Σu Σv) / (n Σ(u² − v²) − (Σu)² + (Σv)²)``, ``u = x² − y²`` and ``v = 2xy``.

    Parameters
    ----------
    loadings : array, shape (children, components)

    Returns
    -------
    array, of the same shape

    References
    ----------
    Kaiser, H. F. (1958). The varimax criterion for analytic rotation in factor analysis. Psychometrika 23(3).

    Examples
    --------
    >>> np.abs(varimax(np.array([[1.0, 1.0], [1.0, -1.0]]) / 2**0.5)).round(3).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    turned = loadings.copy()
    pairs = list(combinations(range(loadings.shape[1]), 2))
    for _ in range(TURNS):
        largest = 0.0
        for first, second in pairs:
            angle = _angle(turned[:, first], turned[:, second])
            largest = max(largest, abs(angle))
            cos, sin = np.cos(angle), np.sin(angle)
            turned[:, [first, second]] = turned[:, [first, second]] @ np.array([[cos, -sin], [sin, cos]])
        if largest < STILL:
            break
    return turned


def _angle(x: Floats, y: Floats) -> float:
    """By how much two columns are turned in their plane."""
    u, v, n = x**2 - y**2, 2 * x * y, len(x)
    above = 2 * (n * (u @ v) - u.sum() * v.sum())
    below = n * (u @ u - v @ v) - (u.sum() ** 2 - v.sum() ** 2)
    return float(np.arctan2(above, below) / 4) if abs(above) > STILL or below < -STILL else 0.0


def component_weights(
    children: Floats, names: list[str], loadings: str = "squared", compat: str | None = None
) -> dict[str, float]:
    """Weights from principal components.

    squared: of the components that are kept, rotated by varimax, each child takes the one on which it loads most, and
    weighs its share of that one's squared loadings times that one's share of the variance, ``l²_jf / Σ_k l²_kf ·
    Σ_k l²_kf / Σ l²``. first: the coefficients of the first component, negative ones as zero.

    Parameters
    ----------
    children : array, shape (units, children)
        NaN is missing.
    names : list of str
        the children.
    loadings : {"squared", "first"}
    compat : str, optional
        `coinr`: negative coefficients stay, as weights below zero.

    Returns
    -------
    dict of str to float
        they sum to 1.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 6.1. OECD Publishing.

    Examples
    --------
    >>> values = np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.5]])
    >>> {name: round(weight, 6) for name, weight in component_weights(values, ["a", "b"]).items()}
    {'a': 0.5, 'b': 0.5}
    """
    if len(names) == 1:
        return {names[0]: 1.0}
    found = components(children)
    if loadings == "first":
        raw = found.vectors[:, 0] if compat == "coinr" else np.maximum(found.vectors[:, 0], 0.0)
    else:
        kept = _kept(found)
        turned = varimax(found.vectors[:, :kept] * np.sqrt(found.variances[:kept]))
        squared = turned**2
        raw = squared[np.arange(len(names)), squared.argmax(axis=1)]
    return dict(zip(names, (raw / raw.sum()).tolist(), strict=True))


def _kept(found: Components) -> int:
    """How many components are kept, at least one."""
    large = (found.variances > EIGENVALUE) & (found.shares > VARIANCE)
    enough = int(np.searchsorted(np.cumsum(found.shares), TOGETHER) + 1)
    return max(1, min(int(large.sum()), len(found.variances)), min(enough, int(large.sum())))
