"""Ranks: 1 is best, ties share the lower number, missing values have no rank."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray


def as_values(values: Sequence[float | None] | ArrayLike) -> NDArray[np.float64]:
    """Values as an array of floats, missing as NaN.

    Parameters
    ----------
    values : sequence of float or None, or array, shape (n,)
        in any unit.

    Returns
    -------
    array, shape (n,)
        in the same unit.

    Raises
    ------
    ValueError
        if a value is no number.

    Examples
    --------
    >>> as_values([1, None, 3])
    array([ 1., nan,  3.])
    """
    if isinstance(values, list | tuple):
        return np.array([np.nan if value is None else value for value in values], dtype=float)
    return np.asarray(values, dtype=float)


def check_polarity(polarity: int) -> None:
    """Refuse a polarity that is none of 1, 0 and -1.

    Parameters
    ----------
    polarity : int

    Raises
    ------
    ValueError
        if it is none of the three.

    Examples
    --------
    >>> check_polarity(2)
    Traceback (most recent call last):
    ...
    ValueError: polarity is 2; it must be 1, 0 or -1
    """
    if polarity not in (-1, 0, 1):
        raise ValueError(f"polarity is {polarity}; it must be 1, 0 or -1")


def rank(values: Sequence[float | None] | ArrayLike, polarity: int = 1) -> list[int | None]:
    """Rank values from 1 = best; ties take the minimum.

    Parameters
    ----------
    values : sequence of float or None, shape (n,)
        in one unit; None and NaN are missing.
    polarity : {1, 0, -1}
        1: high is best; -1: low is best; 0: neither, ranked from high to low.

    Returns
    -------
    list of int or None, length n
        1 + the number of values that are strictly better; None where the value is missing.

    Raises
    ------
    ValueError
        if the polarity is none of the three.

    References
    ----------
    Standard competition ranking, as the function RANK of SQL (ISO/IEC 9075-2).

    Examples
    --------
    >>> rank([30.0, 10.0, None, 30.0])
    [1, 3, None, 1]
    >>> rank([30.0, 10.0, None, 30.0], polarity=-1)
    [2, 1, None, 2]
    """
    check_polarity(polarity)
    array = as_values(values) * (-1.0 if polarity < 0 else 1.0)
    present = np.sort(array[~np.isnan(array)])
    better = present.size - np.searchsorted(present, array, side="right")
    return [None if missing else int(count) + 1 for missing, count in zip(np.isnan(array), better, strict=True)]
