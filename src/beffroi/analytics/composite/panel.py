"""Imputing a panel: what a unit reports in other periods."""

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.reading import Readings

Floats = NDArray[np.float64]


def from_other_periods(readings: Readings, method: str, periods: int | None = None) -> Floats:
    """Fill each gap from the same unit and indicator in other periods.

    latest: the last value before, at most `periods` periods of the panel back. linear: on the line between the values
    before and after, ``x_s + (x_e − x_s)(t − s)/(e − s)``, and before the first and after the last value, that value.
    constant: the value before, and before the first value, that value.

    Parameters
    ----------
    readings : Readings
        of a panel.
    method : str
        latest, linear or constant.
    periods : int, optional
        for latest; default: as far back as there are periods.

    Returns
    -------
    array, shape (rows, indicators)
        NaN where the unit never reports, or for latest nothing before.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.3. OECD Publishing.

    Examples
    --------
    >>> given = Readings(["x", "x", "x"], np.array([[1.0], [np.nan], [4.0]]), np.ones(3, dtype=bool),
    ...                  times=np.array([2018.0, 2019.0, 2021.0]))
    >>> from_other_periods(given, "linear").ravel(), from_other_periods(given, "latest").ravel()
    (array([1., 2., 4.]), array([1., 1., 4.]))
    """
    assert readings.times is not None  # noqa: S101 - the spec was checked
    times, period = np.unique(readings.times, return_inverse=True)
    names, unit = np.unique(np.array(readings.units), return_inverse=True)
    cube = np.full((len(times), len(names), readings.values.shape[1]), np.nan)
    cube[period, unit] = readings.values
    before, after = _nearest(cube), _nearest(cube[::-1])[::-1]
    after = np.where(after >= 0, len(times) - 1 - after, -1)
    filled = _filled(cube, times, before, after, method, periods)
    made: Floats = filled[period, unit]
    return np.where(np.isnan(readings.values), made, readings.values)


def _nearest(cube: Floats) -> NDArray[np.int64]:
    """For each cell, the last period up to its own in which there is a value; -1 where there is none."""
    steps = np.arange(len(cube))[:, None, None]
    return np.maximum.accumulate(np.where(np.isnan(cube), -1, steps), axis=0)


def _filled(
    cube: Floats, times: Floats, before: NDArray[np.int64], after: NDArray[np.int64], method: str, periods: int | None
) -> Floats:
    earlier, later = _taken(cube, before), _taken(cube, after)
    if method == "latest":
        far = np.arange(len(times))[:, None, None] - before
        return earlier if periods is None else np.where(far <= periods, earlier, np.nan)
    if method == "constant":
        return np.where(before >= 0, earlier, later)
    start, end = times[np.maximum(before, 0)], times[np.maximum(after, 0)]
    gap = np.where(end > start, end - start, 1.0)
    line = earlier + (later - earlier) * ((times[:, None, None] - start) / gap)
    return np.where(before < 0, later, np.where(after < 0, earlier, line))


def _taken(cube: Floats, at: NDArray[np.int64]) -> Floats:
    taken = np.take_along_axis(cube, np.maximum(at, 0), axis=0)
    return np.where(at >= 0, taken, np.nan)
