"""Denominate: divide indicators by a measure of size, so that large and small units compare."""

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.reading import Readings
from beffroi.analytics.errors import InputError

Floats = NDArray[np.float64]


def denominate(readings: Readings, names: list[str], by: dict[str, str]) -> Readings:
    """Divide each indicator by the column that it names.

    ``x_ij / d_i``, missing where either is missing.

    Parameters
    ----------
    readings : Readings
        with the columns of the denominators.
    names : list of str
        the indicators, in the order of the values.
    by : dict of str to str
        from indicator to column; the others stay as they are.

    Returns
    -------
    Readings

    Raises
    ------
    InputError
        if a denominator is zero, with its row and column.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.2. OECD Publishing.

    Examples
    --------
    >>> people = {"people": np.array([2.0, 4.0])}
    >>> given = Readings(["x", "y"], np.array([[6.0], [8.0]]), np.array([True, True]), denominators=people)
    >>> denominate(given, ["cars"], {"cars": "people"}).values.ravel()
    array([3., 2.])
    """
    values = readings.values.copy()
    for at, name in enumerate(names):
        if name not in by:
            continue
        size = readings.denominators[by[name]]
        if (size == 0).any():
            row = int((size == 0).argmax())
            raise InputError(
                f"{readings.where(row)}, column {by[name]}: the denominator of '{name}' is zero; mend it, or leave the "
                "cell empty."
            )
        values[:, at] /= size
    return readings.with_values(values)
