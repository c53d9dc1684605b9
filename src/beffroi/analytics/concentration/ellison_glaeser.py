"""Ellison and Glaeser's index: how far plants of a sector gather beyond what few large plants explain."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats

Codes = NDArray[np.integer[Any]]


@dataclass(frozen=True)
class Agglomeration:
    """One value a sector: the index, what it is made of, and how unlikely it is if plants settled by chance (z)."""

    gamma: Floats
    concentration: Floats
    herfindahl: Floats
    z: Floats
    plants: NDArray[np.int64]


def ellison_glaeser(sizes: Floats, sectors: Codes, regions: Codes, reference: Floats) -> Agglomeration:
    """Index of agglomeration: ``γ = (G / (1 − Σ_r x_r²) − H) / (1 − H)``.

    ``G = Σ_r (s_r − x_r)²`` with s the sector's share of jobs in each region and x that of all jobs; H is the
    Herfindahl index of its plants.

    Parameters
    ----------
    sizes : array of float, shape (plants,)
        jobs of each plant, zero or more.
    sectors, regions : array of int, shape (plants,)
        numbers from 0.
    reference : array of float, shape (regions,)
        all jobs of each region, not only of these sectors.

    Returns
    -------
    Agglomeration
        arrays of shape (sectors,), without unit; γ and z NaN for a sector of one plant, all NaN for one without jobs.

    Raises
    ------
    InputError
        if lengths differ, a size is negative, or a region has no reference.

    References
    ----------
    Ellison, G. & Glaeser, E. L. (1997). Geographic concentration in U.S. manufacturing industries. JPE, 105(5).

    Examples
    --------
    >>> found = ellison_glaeser(np.ones(4), np.zeros(4, int), np.array([0, 0, 0, 1]), np.array([1.0, 1.0]))
    >>> found.gamma.round(4).tolist(), found.herfindahl.tolist()
    ([0.0], [0.25])
    """
    _check(sizes, sectors, regions, reference)
    shape = (int(sectors.max()) + 1, len(reference))
    jobs = np.bincount(sectors * shape[1] + regions, sizes, shape[0] * shape[1]).reshape(shape)
    x = reference / reference.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        own = sizes / jobs.sum(axis=1)[sectors]
        few = _sums(sectors, own**2)
        apart: Floats = ((jobs / jobs.sum(axis=1, keepdims=True) - x) ** 2).sum(axis=1)
        even = 1 - (x**2).sum()
        gamma = (apart / even - few) / (1 - few)
        z = (apart - even * few) / np.sqrt(_variance(few, _sums(sectors, own**4), x))
    alone, plants = ~np.isfinite(gamma), np.bincount(sectors).astype(np.int64)
    return Agglomeration(np.where(alone, np.nan, gamma), apart, few, np.where(alone, np.nan, z), plants)


def _sums(codes: Codes, amounts: Floats) -> Floats:
    """Sums of the amounts by code."""
    sums: Any = np.bincount(codes, amounts)
    return np.asarray(sums, dtype=float)


def _variance(few: Floats, fourth: Floats, x: Floats) -> Floats:
    """Variance of G if plants settle by chance, after Ellison and Glaeser's appendix."""
    two, three = (x**2).sum(), (x**3).sum()
    spread: Floats = 2 * (few**2 * (two - 2 * three + two**2) - fourth * (two - 4 * three + 3 * two**2))
    return np.maximum(spread, 0.0)


def _check(sizes: Floats, sectors: Codes, regions: Codes, reference: Floats) -> None:
    if not len(sizes) == len(sectors) == len(regions) or not len(sizes):
        raise InputError(
            f"{len(sizes)} sizes, {len(sectors)} sectors, {len(regions)} regions; give one of each a plant."
        )
    wrong = np.flatnonzero(~(np.isfinite(sizes) & (sizes >= 0)))
    if len(wrong):
        raise InputError(f"plant {wrong[0]} (counted from 0): the size is no number of zero or more; mend it.")
    if min(sectors.min(), regions.min()) < 0 or regions.max() >= len(reference):
        raise InputError(f"regions are numbered outside 0 to {len(reference) - 1}; give the jobs of every region.")
    if not ((reference >= 0).all() and reference.sum() > 0):
        raise InputError("the jobs of regions are negative, missing or all zero; give zero or more.")
