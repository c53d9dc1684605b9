"""Screen: set units aside that report too little to be compared."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.reading import Readings
from beffroi.analytics.composite.steps import Screen
from beffroi.analytics.errors import InputError

Floats = NDArray[np.float64]

# A share such as 0.9 is not exact in binary: 9 of 10 must not fall below it by rounding.
ROUNDING = 1e-12


class Availability(NamedTuple):
    """How much each unit reports: counts, the share that is there, and of that the share that is not zero."""

    missing: NDArray[np.int64]
    zeros: NDArray[np.int64]
    share: Floats
    nonzero: Floats


def availability(values: Floats) -> Availability:
    """How much each unit reports.

    ``share = 1 − missing / indicators``, ``nonzero = 1 − zeros / (indicators − missing)``.

    Parameters
    ----------
    values : array, shape (units, indicators)
        NaN is missing.

    Returns
    -------
    Availability
        arrays of shape (units,); nonzero is NaN where nothing is reported.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.2. OECD Publishing.

    Examples
    --------
    >>> availability(np.array([[1.0, 0.0, np.nan, 3.0]])).share
    array([0.75])
    """
    gaps = np.isnan(values)
    missing = gaps.sum(axis=1)
    zeros = (values == 0).sum(axis=1)
    there = values.shape[1] - missing
    nonzero = 1 - zeros / np.where(there > 0, there, 1)
    return Availability(missing, zeros, 1 - missing / values.shape[1], np.where(there > 0, nonzero, np.nan))


def screen(readings: Readings, step: Screen) -> Readings:
    """Keep the units that report enough.

    Parameters
    ----------
    readings : Readings
    step : Screen
        smallest shares of values and of values that are not zero; units kept or left out whatever they report.

    Returns
    -------
    Readings
        fewer units; in a panel, each period is screened for itself.

    Raises
    ------
    InputError
        if a unit that is named has no row, no unit is left, or none of the reference set.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.2. OECD Publishing.

    Examples
    --------
    >>> given = Readings(["x", "y"], np.array([[6.0, 1.0], [8.0, np.nan]]), np.array([True, True]))
    >>> screen(given, Screen(minimum_share=0.6)).units
    ['x']
    """
    for name in (*step.keep, *step.leave_out):
        if name not in readings.units:
            raise InputError(f"unit '{name}', which the step screen names, has no row; mend the name, or take it out.")
    found = availability(readings.values)
    wanted = np.ones(len(readings.units), dtype=bool)
    if step.minimum_share is not None:
        wanted &= found.share >= step.minimum_share - ROUNDING
    if step.minimum_nonzero is not None:
        wanted &= ~(found.nonzero < step.minimum_nonzero - ROUNDING)
    wanted |= np.isin(readings.units, step.keep)
    wanted &= ~np.isin(readings.units, step.leave_out)
    if not (wanted & readings.reference).any():
        raise InputError("the step screen leaves no unit of the reference set; lower what it asks for.")
    return readings.kept(wanted)
