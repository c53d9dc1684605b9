"""Which region is specialised in which sector, how diverse regions are, how ubiquitous sectors."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats

Binary = NDArray[np.bool_]
Whole = NDArray[np.int64]

NEARLY = 1e-12
"""Quotients that are below the threshold by less than one part in 10¹² have reached it."""


def revealed_advantage(values: Floats) -> Floats:
    """Revealed comparative advantage, which in employment is the location quotient.

    ``RCA_rs = (e_rs / Σ_s e_rs) / (Σ_r e_rs / ΣΣ e)``, every sum over the cells that report.

    Parameters
    ----------
    values : array of float, shape (regions, sectors)
        amounts of one unit, zero or more; NaN where a cell does not report.

    Returns
    -------
    array of float, shape (regions, sectors)
        without unit, 1 = the same weight as in all regions; NaN where a cell does not report or a sum is zero.

    References
    ----------
    Balassa, B. (1965). Trade liberalisation and "revealed" comparative advantage. The Manchester School, 33.

    Examples
    --------
    >>> revealed_advantage(np.array([[30.0, 10.0], [10.0, 30.0]]))
    array([[1.5, 0.5],
           [0.5, 1.5]])
    """
    of_region = np.nansum(values, axis=1, keepdims=True)
    of_sector = np.nansum(values, axis=0)
    with np.errstate(all="ignore"):
        # Two divisions by numbers of ordinary size: a product of sums could leave what a computer holds.
        quotient: Floats = (values / of_region) / (of_sector / of_sector.sum())
    quotient[~np.isfinite(quotient)] = np.nan
    return quotient


def specialised(quotients: Floats, *, threshold: float = 1.0) -> Binary:
    """Where a quotient reaches a threshold; a cell that does not report is not specialised.

    ``M_rs = 1 if RCA_rs ≥ threshold, else 0``.

    Parameters
    ----------
    quotients : array of float, shape (regions, sectors)
        revealed advantages without unit; NaN where unknown.
    threshold : float
        above zero; a quotient that equals it counts, and so does one that misses it by rounding alone.

    Returns
    -------
    array of bool, shape (regions, sectors)

    Raises
    ------
    InputError
        if the threshold is not a positive number.

    Examples
    --------
    >>> specialised(np.array([[1.0, 0.4], [np.nan, 1.6]]))
    array([[ True, False],
           [False,  True]])
    """
    if not (np.isfinite(threshold) and threshold > 0):
        raise InputError(f"threshold: {threshold:g} is no threshold of a quotient; give a number above zero.")
    with np.errstate(invalid="ignore"):
        reached: Binary = quotients >= threshold * (1 - NEARLY)
    return reached


def diversity(presence: NDArray[Any]) -> Whole:
    """In how many sectors each region is specialised: ``k_r = Σ_s M_rs``.

    Parameters
    ----------
    presence : array of bool or of 0 and 1, shape (regions, sectors)

    Returns
    -------
    array of int, shape (regions,)
        counts.

    Raises
    ------
    InputError
        if the array is not a matrix of zeros and ones.

    Examples
    --------
    >>> diversity(np.array([[1, 1, 0], [0, 1, 0]])).tolist()
    [2, 1]
    """
    counts: Whole = as_binary(presence).sum(axis=1, dtype=np.int64)
    return counts


def ubiquity(presence: NDArray[Any]) -> Whole:
    """How many regions are specialised in each sector: ``k_s = Σ_r M_rs``.

    Parameters
    ----------
    presence : array of bool or of 0 and 1, shape (regions, sectors)

    Returns
    -------
    array of int, shape (sectors,)
        counts.

    Raises
    ------
    InputError
        if the array is not a matrix of zeros and ones.

    Examples
    --------
    >>> ubiquity(np.array([[1, 1, 0], [0, 1, 0]])).tolist()
    [1, 2, 0]
    """
    counts: Whole = as_binary(presence).sum(axis=0, dtype=np.int64)
    return counts


def as_binary(presence: NDArray[Any]) -> Binary:
    """A matrix of zeros and ones as booleans.

    Parameters
    ----------
    presence : array of bool or of 0 and 1, shape (regions, sectors)

    Returns
    -------
    array of bool, shape (regions, sectors)

    Raises
    ------
    InputError
        if it has not two dimensions, or holds anything but zeros and ones.

    Examples
    --------
    >>> as_binary(np.array([[1, 0]]))
    array([[ True, False]])
    """
    given = np.asarray(presence)
    if given.ndim != 2:
        raise InputError(f"the matrix of specialisation has {given.ndim} dimensions; give regions by sectors.")
    if given.dtype == np.bool_:
        return given
    binary: Binary = given == 1
    if not np.logical_or(binary, given == 0).all():
        row, column = (int(at) for at in np.argwhere(~np.logical_or(binary, given == 0))[0])
        raise InputError(
            f"row {row}, column {column} (counted from 0): {given[row, column]} is neither 0 nor 1; make quotients "
            "binary with specialised() first."
        )
    return binary


def in_use(presence: Binary) -> tuple[Binary, Binary]:
    """Which rows and which columns of a matrix hold a one.

    Parameters
    ----------
    presence : array of bool, shape (regions, sectors)

    Returns
    -------
    rows : array of bool, shape (regions,)
    columns : array of bool, shape (sectors,)

    Raises
    ------
    InputError
        if nothing is one.

    Examples
    --------
    >>> rows, columns = in_use(np.array([[True, False], [False, False]]))
    >>> rows.tolist(), columns.tolist()
    ([True, False], [True, False])
    """
    rows: Binary = np.asarray(presence.any(axis=1))
    columns: Binary = np.asarray(presence.any(axis=0))
    if not rows.any():
        raise InputError("no region is specialised in any sector; lower the threshold, or check the values.")
    return rows, columns
