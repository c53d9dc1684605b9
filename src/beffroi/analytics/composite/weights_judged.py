"""Weights that people gave: points of a budget, and comparisons two by two."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.steps import Comparison
from beffroi.analytics.errors import InputError

Floats = NDArray[np.float64]

# Mean consistency index of random judgements, for 1 to 15 things compared (Saaty 1980).
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
CONSISTENT = 0.1


class Hierarchy(NamedTuple):
    """Weights from comparisons, and how far these contradict each other: below 0.1 is taken as consistent."""

    weights: dict[str, float]
    consistency_ratio: float


def budget_weights(names: list[str], budgets: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean over experts of the share of points that each gives to each child of a node.

    ``w_j = 1/E Σ_e b_ej / Σ_k b_ek``; experts who give the node no point are left out.

    Parameters
    ----------
    names : list of str
        the children.
    budgets : sequence of mappings
        points by child, one mapping an expert.

    Returns
    -------
    dict of str to float
        they sum to 1.

    Raises
    ------
    InputError
        if no expert gives any of the children a point.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.6. OECD Publishing.

    Examples
    --------
    >>> budget_weights(["a", "b"], [{"a": 60, "b": 40}, {"a": 1, "b": 1}])
    {'a': 0.55, 'b': 0.45}
    """
    points = np.array([[budget.get(name, 0.0) for name in names] for budget in budgets]).reshape(-1, len(names))
    sums = points.sum(axis=1)
    if not (sums > 0).any():
        raise InputError(f"no budget of the step weigh gives points to {', '.join(names)}; add them to budgets.")
    shares = points[sums > 0] / sums[sums > 0][:, None]
    return dict(zip(names, shares.mean(axis=0).tolist(), strict=True))


def ahp_weights(names: list[str], comparisons: Sequence[Comparison]) -> Hierarchy:
    """Weights from comparisons two by two, by the analytic hierarchy process.

    The principal eigenvector of the matrix of ratios; ``CR = (λ − n) / (n − 1) / RI_n``, RI the same index of random
    judgements.

    Parameters
    ----------
    names : list of str
        the children, at most 15.
    comparisons : sequence of Comparison
        one for each pair, in either direction.

    Returns
    -------
    Hierarchy

    Raises
    ------
    InputError
        if a pair is not compared, or compared twice, or there are too many.

    References
    ----------
    Saaty, T. L. (1980). The analytic hierarchy process. McGraw-Hill.

    Examples
    --------
    >>> found = ahp_weights(["a", "b"], [Comparison(first="a", second="b", ratio=3)])
    >>> {name: round(weight, 9) for name, weight in found.weights.items()}, found.consistency_ratio
    ({'a': 0.75, 'b': 0.25}, 0.0)
    """
    size = len(names)
    values, vectors = np.linalg.eig(_matrix(names, comparisons))
    at = int(np.argmax(values.real))
    weights = np.abs(vectors[:, at].real)
    index = (values[at].real - size) / (size - 1) if size > 1 else 0.0
    ratio = index / RANDOM_INDEX[size - 1] if size > 2 else 0.0
    return Hierarchy(dict(zip(names, (weights / weights.sum()).tolist(), strict=True)), max(float(ratio), 0.0))


def _matrix(names: list[str], comparisons: Sequence[Comparison]) -> Floats:
    """The ratios of each child to each other one."""
    size = len(names)
    if size > len(RANDOM_INDEX):
        raise InputError(
            f"ahp compares at most {len(RANDOM_INDEX)} children, not {size}; divide the node, or use budget."
        )
    matrix = np.full((size, size), np.nan)
    np.fill_diagonal(matrix, 1.0)
    for judged in comparisons:
        if judged.first in names and judged.second in names:
            first, second = names.index(judged.first), names.index(judged.second)
            if not np.isnan(matrix[first, second]):
                raise InputError(
                    f"'{judged.first}' and '{judged.second}' are compared twice in the step weigh; keep one."
                )
            matrix[first, second], matrix[second, first] = judged.ratio, 1 / judged.ratio
    if np.isnan(matrix).any():
        first, second = (int(at) for at in np.argwhere(np.isnan(matrix))[0])
        raise InputError(
            f"'{names[first]}' and '{names[second]}' are not compared; add the pair to comparisons of weigh."
        )
    return matrix
