"""How indicators and nodes go together: correlations and the reliability of a group."""

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.scales import ranked

Floats = NDArray[np.float64]


def correlation_matrix(columns: Floats, others: Floats | None = None, kind: str = "pearson") -> Floats:
    """Correlation of each column with each other one, over the units that report both.

    ``Σ (x − x̄)(y − ȳ) / √(Σ (x − x̄)² Σ (y − ȳ)²)``; spearman: the same of the ranks, ties sharing their mean; kendall:
    the same of the signs of ``x_i − x_j`` over all pairs of units, which is τ_b, in memory of units² × columns.

    Parameters
    ----------
    columns : array, shape (units, columns)
        NaN is missing.
    others : array, shape (units, others), optional
        default: the columns themselves.
    kind : {"pearson", "spearman", "kendall"}

    Returns
    -------
    array, shape (columns, others)
        NaN where fewer than three units report both, or one is constant over them.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.4. OECD Publishing.

    Examples
    --------
    >>> x = np.array([[1.0, 6.0], [2.0, 4.0], [3.0, 1.0]])
    >>> correlation_matrix(x, kind="spearman").tolist()
    [[1.0, -1.0], [-1.0, 1.0]]
    """
    theirs = columns if others is None else others
    made = np.full((columns.shape[1], theirs.shape[1]), np.nan)
    whole = not (np.isnan(columns).any() or np.isnan(theirs).any())
    if whole and len(columns) > 2:
        return _correlated(_shaped(columns, kind), _shaped(theirs, kind))
    for at in range(columns.shape[1]):
        for other in range(theirs.shape[1]):
            pair = np.column_stack([columns[:, at], theirs[:, other]])
            pair = pair[~np.isnan(pair).any(axis=1)]
            if len(pair) > 2:
                shaped = _shaped(pair, kind)
                made[at, other] = _correlated(shaped[:, :1], shaped[:, 1:])[0, 0]
    return made


def _shaped(columns: Floats, kind: str) -> Floats:
    if kind == "kendall":
        return np.sign(columns[:, None, :] - columns[None, :, :]).reshape(-1, columns.shape[1])
    return ranked(columns, np.ones(len(columns), dtype=bool), "average")[0] if kind == "spearman" else columns


def _correlated(mine: Floats, theirs: Floats) -> Floats:
    x, y = mine - mine.mean(axis=0), theirs - theirs.mean(axis=0)
    size = np.sqrt(np.outer((x**2).sum(axis=0), (y**2).sum(axis=0)))
    made: Floats = x.T @ y / np.where(size > 0, size, np.nan)
    return np.clip(made, -1.0, 1.0)


def cronbach_alpha(children: Floats) -> float:
    """Cronbach's alpha: how far the children of a node measure one thing.

    ``k/(k − 1) · (1 − Σ_j s²_j / Σ_jk s_jk)``, covariances over the units that report both. From 0.7 a group is
    commonly taken as consistent; a group that is meant to have several facets need not be.

    Parameters
    ----------
    children : array, shape (units, children)
        on one scale and in one direction; NaN is missing.

    Returns
    -------
    float
        at most 1; NaN for a single child.

    References
    ----------
    Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika 16(3).

    Examples
    --------
    >>> round(cronbach_alpha(np.array([[1.0, 2.0], [2.0, 3.0], [3.0, 5.0]])), 4)
    0.9474
    """
    size = children.shape[1]
    if size < 2:
        return float("nan")
    seen = (~np.isnan(children)).astype(float)
    filled = np.where(seen > 0, children, 0.0)
    count = seen.T @ seen
    mean = filled.T @ seen / np.where(count > 0, count, np.nan)  # of the row over units that report the column too
    product = filled.T @ filled
    covariance = (product - count * mean * mean.T) / np.where(count > 1, count - 1, np.nan)
    total = float(covariance.sum())
    return size / (size - 1) * (1 - float(np.trace(covariance)) / total) if total else float("nan")
