"""Shares of a matrix of regions and sectors, seen from its regions or from its sectors."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats

Of = Literal["regions", "sectors"]


@dataclass(frozen=True)
class Shares:
    """Shares of the parts in each whole (a row each), and of the parts in everything, as reference.

    Seen from regions a whole is a region and its parts are sectors; seen from sectors it is the other way round.
    """

    own: Floats
    reference: Floats


def shares(values: Floats, of: Of) -> Shares:
    """Shares of each region's sectors, or of each sector's regions.

    Parameters
    ----------
    values : array of float, shape (regions, sectors)
        amounts of one unit, zero or more; NaN where a cell does not report, which enters no sum.
    of : {"regions", "sectors"}
        whose parts are looked at.

    Returns
    -------
    Shares
        `own` of shape (regions, sectors) or (sectors, regions), 0 to 1, a row all NaN where there is nothing, zero for
        a single cell that does not report; `reference` one for each part, all NaN where nothing is above zero.

    Raises
    ------
    InputError
        if the array has not two dimensions, a value is negative or infinite, or `of` is not known.

    Examples
    --------
    >>> found = shares(np.array([[3.0, 1.0], [1.0, 3.0]]), "regions")
    >>> found.own.tolist(), found.reference.tolist()
    ([[0.75, 0.25], [0.25, 0.75]], [0.5, 0.5])
    """
    if of not in ("regions", "sectors"):
        raise InputError(f"of: '{of}' is not known; give regions or sectors.")
    given = np.asarray(values, dtype=float)
    if given.ndim != 2:
        raise InputError(f"the values have {given.ndim} dimensions; give regions by sectors.")
    wrong = np.argwhere((given < 0) | np.isinf(given))
    if len(wrong):
        row, column = (int(at) for at in wrong[0])
        raise InputError(
            f"row {row}, column {column} (counted from 0): {given[row, column]:g} is negative or infinite; give zero "
            "or more, or leave it missing."
        )
    parts = np.nan_to_num(given if of == "regions" else given.T, nan=0.0)
    with np.errstate(invalid="ignore"):
        return Shares(parts / parts.sum(axis=1, keepdims=True), parts.sum(axis=0) / parts.sum())
