"""Hoover's index: the part that would have to move for two distributions to be the same."""

import numpy as np

from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats


def hoover(values: Floats, *, reference: Floats | None = None) -> float:
    """Half the sum of the distances between two distributions: ``H = ½ Σ_i |v_i / Σv − w_i / Σw|``.

    Parameters
    ----------
    values : array of float, shape (n,)
        amounts of one unit, zero or more, such as a sector's jobs in each region.
    reference : array of float, shape (n,), optional
        what they are compared with, such as population or all jobs; default: the same for each.

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    InputError
        if lengths differ, a value is negative, missing or infinite, or a sum is zero.

    References
    ----------
    Hoover, E. M. (1936). The measurement of industrial localization. Review of Economics and Statistics, 18(4).

    Examples
    --------
    >>> hoover(np.array([3.0, 1.0])), hoover(np.array([3.0, 1.0]), reference=np.array([6.0, 2.0]))
    (0.25, 0.0)
    """
    other = np.ones(len(values)) if reference is None else reference
    if len(values) != len(other):
        raise InputError(f"there are {len(values)} values and {len(other)} of reference; give as many of both.")
    one, two = (_parts(given, name) for given, name in ((values, "values"), (other, "reference")))
    return float(np.abs(one - two).sum() / 2)


def _parts(given: Floats, name: str) -> Floats:
    amounts = np.asarray(given, dtype=float)
    wrong = np.flatnonzero(~(np.isfinite(amounts) & (amounts >= 0)))
    if len(wrong):
        raise InputError(
            f"{name}, place {wrong[0]} (counted from 0): {amounts[wrong[0]]:g} is no amount; give zero or more."
        )
    if not amounts.sum() > 0:
        raise InputError(f"{name}: the sum is zero; there is nothing to be distributed.")
    parts: Floats = amounts / amounts.sum()
    return parts
