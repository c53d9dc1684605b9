"""The method of reflections: averages of averages, as complexity was first computed."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats
from beffroi.analytics.relatedness.specialisation import as_binary


@dataclass(frozen=True)
class Reflections:
    """What the last step gave for regions and for sectors; NaN for those that are specialised in nothing."""

    regions: Floats
    sectors: Floats


def reflections(presence: NDArray[Any], *, steps: int, centred: bool = True) -> Reflections:
    """Average of the other side's averages, repeated.

    ``k_r,0 = Σ_s M_rs``, ``k_s,0 = Σ_r M_rs``, then ``k_r,n = Σ_s M_rs k_s,n-1 / k_r,0`` and
    ``k_s,n = Σ_r M_rs k_r,n-1 / k_s,0``. All values draw together as n grows and what tells them apart is lost among
    the digits; `centred` deducts at each step the constant to which they draw and brings the rest to ordinary size, so
    that standardised values, ranks and positions between the extremes stay right for any n.

    Parameters
    ----------
    presence : array of bool or of 0 and 1, shape (regions, sectors)
    steps : int
        n, zero or more. Even steps of regions and sectors rise with diversity and ubiquity, odd ones mix them.
    centred : bool
        False gives the averages themselves, in the units of the counts.

    Returns
    -------
    Reflections
        arrays of shape (regions,) and (sectors,); centred ones have no unit and only their differences have a meaning.

    Raises
    ------
    InputError
        if the matrix is not binary or the number of steps is negative.

    References
    ----------
    Hidalgo, C. A. & Hausmann, R. (2009). The building blocks of economic complexity. PNAS, 106(26).

    Examples
    --------
    >>> found = reflections(np.array([[1, 1, 1], [0, 1, 1]]), steps=1, centred=False)
    >>> found.regions.round(3).tolist(), found.sectors.tolist()
    ([1.667, 2.0], [3.0, 2.5, 2.5])
    """
    if steps < 0:
        raise InputError(f"steps: {steps} is negative; give zero or more.")
    matrix = as_binary(presence).astype(float)
    first = matrix.sum(axis=1), matrix.sum(axis=0)
    of_regions, of_sectors = first
    with np.errstate(invalid="ignore"):
        weights = first[0] / first[0].sum(), first[1] / first[1].sum()
        by_region, by_sector = matrix / first[0][:, None], (matrix / first[1]).T
    by_region[first[0] == 0], by_sector[first[1] == 0] = 0.0, 0.0
    for _ in range(steps):
        if centred:
            of_regions, of_sectors = _centred(of_regions, weights[0]), _centred(of_sectors, weights[1])
        of_regions, of_sectors = by_region @ of_sectors, by_sector @ of_regions
    return Reflections(np.where(first[0] > 0, of_regions, np.nan), np.where(first[1] > 0, of_sectors, np.nan))


def _centred(values: Floats, weights: Floats) -> Floats:
    """The values without their weighted mean, which every step leaves as it is, the largest of size one."""
    apart: Floats = values - weights @ values
    return apart / (np.abs(apart).max(initial=0.0) or 1.0)
