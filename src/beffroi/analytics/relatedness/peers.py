"""Structural peers: which regions are most alike, and in what."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats
from beffroi.analytics.messages import Message


@dataclass(frozen=True)
class Variable:
    """A variable of n regions: one value each, or, of shape (n, parts), amounts whose mix is compared; NaN unknown."""

    id: str
    weight: float
    values: Floats


@dataclass(frozen=True)
class Distances:
    """Distances of one region to all n: `total` and its `parts` by variable, which add up to it; NaN if unknown.

    `coverage` is the share of the weights that rests on known values.
    """

    total: Floats
    parts: Floats
    coverage: Floats
    notes: tuple[Message, ...]


def structural_distances(
    variables: Sequence[Variable], at: int, *, minimum_coverage: float = 0.7, minimum_common: float = 0.7
) -> Distances:
    """Weighted mean of squared distances, each in units of its mean over all pairs of regions.

    ``D_j = Σ_v w_v d_vj / Σ_v w_v`` over the variables known for both, ``d = (x_i − x_j)² / mean`` for values and
    ``d = Σ_k (√p_ik − √p_jk)² / mean`` for mixes p over the parts that both report (Hellinger).

    Parameters
    ----------
    variables : sequence of Variable
        weights zero or more, not all zero.
    at : int
        the place of the region, from 0.
    minimum_coverage, minimum_common : float
        least share of the weights that must be known for a distance; least share of parts that both must report.

    Returns
    -------
    Distances
        `total` and `coverage` of shape (n,), `parts` of shape (n, variables).

    Raises
    ------
    InputError
        if there is no variable, numbers of regions differ, or a weight is negative or all are zero.

    References
    ----------
    Navarro, M., Gibaja, J. J., Franco, S. & Murciego, A. (2014). Regional benchmarking in the smart specialisation
    process. S3 Working Paper 03/2014, European Commission.

    Examples
    --------
    >>> income = Variable("income", 1.0, np.array([1.0, 2.0, 4.0]))
    >>> structural_distances([income], 0).total.round(3).tolist()
    [0.0, 0.214, 1.929]
    """
    _check(variables, at)
    apart = [_apart(each.values, at, minimum_common) for each in variables]
    said = "the variable '{name}' is the same everywhere and tells nothing"
    notes = [Message(said, name=each.id) for each, (_, mean) in zip(variables, apart, strict=True) if mean == 0]
    distances = np.array([found / (mean or 1.0) for found, mean in apart]).T
    weights = np.array([each.weight for each in variables])
    known = ~np.isnan(distances) * weights
    coverage = known.sum(axis=1) / weights.sum()
    with np.errstate(invalid="ignore", divide="ignore"):
        parts = np.where(np.isnan(distances), np.nan, distances * weights) / known.sum(axis=1, keepdims=True)
    total = np.where(coverage >= max(minimum_coverage, 1e-12), np.nansum(parts, axis=1), np.nan)
    return Distances(total, parts, coverage, tuple(notes))


def _check(variables: Sequence[Variable], at: int) -> None:
    if not variables:
        raise InputError("there is no variable to compare; name at least one.")
    counts = {len(each.values) for each in variables}
    if len(counts) > 1 or not 0 <= at < min(counts):
        raise InputError(f"there are {sorted(counts)} regions, and one at {at} is asked for; give the same to each.")
    wrong = [each.id for each in variables if not (np.isfinite(each.weight) and each.weight >= 0)]
    if wrong or not any(each.weight for each in variables):
        raise InputError(f"weights: {wrong[0] if wrong else 'all'} must be zero or more, and one above zero.")


def _apart(values: Floats, at: int, minimum_common: float) -> tuple[Floats, float]:
    """Squared distances from one region, and their mean over all pairs."""
    if values.ndim == 1:
        known = values[~np.isnan(values)]
        return (values - values[at]) ** 2, 2 * float(known.var(ddof=1)) if len(known) > 1 else 0.0
    rows = [_mixes_apart(values, each, minimum_common) for each in range(len(values))]
    pairs = np.concatenate([row[each + 1 :] for each, row in enumerate(rows)])
    return rows[at], float(np.nanmean(pairs)) if (~np.isnan(pairs)).any() else 0.0


def _mixes_apart(values: Floats, at: int, minimum_common: float) -> Floats:
    """Hellinger's squared distance of the mix of one region to that of each, over the parts that both report."""
    both = ~(np.isnan(values) | np.isnan(values[at]))
    one, other = np.where(both, values[at], 0.0), np.where(both, values, 0.0)
    with np.errstate(invalid="ignore"):
        one, other = one / one.sum(axis=1, keepdims=True), other / other.sum(axis=1, keepdims=True)
    found: Floats = ((np.sqrt(one) - np.sqrt(other)) ** 2).sum(axis=1)
    return np.where(both.mean(axis=1) >= minimum_common, found, np.nan)
