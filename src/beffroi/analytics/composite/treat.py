"""Treat: draw in outliers, where skewness and kurtosis say that a few units would set the whole scale."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.moments import skewness_kurtosis
from beffroi.analytics.composite.reading import Readings
from beffroi.analytics.composite.steps import Treat
from beffroi.analytics.composite.transform import (
    SHIFT,
    box_cox,
    box_cox_power,
    log_one,
    log_shift,
    log_shift_signed,
)

Floats = NDArray[np.float64]
LOGS = {"log_shift": log_shift, "log_shift_signed": log_shift_signed, "log_one": log_one}


class Winsorised(NamedTuple):
    """A column with its ends drawn in: how many points were moved at either end, and the ends now."""

    values: Floats
    high: int
    low: int


def passes(values: Floats, step: Treat) -> tuple[bool, float, float]:
    """Whether a column is near enough to normal, its skewness and its kurtosis.

    ``|G₁| < skew or G₂ < kurtosis``: a column fails only if both are at the threshold or beyond.

    Parameters
    ----------
    values : array, shape (units,)
    step : Treat

    Returns
    -------
    tuple of bool, float, float

    Examples
    --------
    >>> passes(np.array([1.0, 2.0, 3.0, 4.0, 100.0]), Treat())[0]
    False
    """
    skew, kurtosis = (float(found[0]) for found in skewness_kurtosis(values[:, None]))
    return not (abs(skew) >= step.skew and kurtosis >= step.kurtosis), skew, kurtosis


def winsorise(values: Floats, step: Treat) -> Winsorised:
    """Move the outermost points to the next value, one at a time, until the column passes.

    The end is that of the skewness: high for zero or more. Equal outermost points are moved together, so more than
    `winsorise_max` may be moved in the end.

    Parameters
    ----------
    values : array, shape (units,)
        no NaN.
    step : Treat

    Returns
    -------
    Winsorised

    References
    ----------
    Becker, W. et al. (2022). COINr: An R package for developing composite indicators. JOSS 7(78), 4567.

    Examples
    --------
    >>> winsorise(np.array([1.0, 2.0, 3.0, 4.0, 5.0, 100.0]), Treat()).values.tolist()
    [1.0, 2.0, 3.0, 4.0, 5.0, 5.0]
    """
    moved = values.copy()
    high = low = 0
    while step.winsorise_max is None or high + low < step.winsorise_max:
        enough, skew, _ = passes(moved, step)
        outermost = moved == (moved.max() if skew >= 0 else moved.min())
        rest = moved[~outermost]
        if enough or not rest.size:
            break
        if skew >= 0:
            moved[outermost], high = rest.max(), int(outermost.sum())
        else:
            moved[outermost], low = rest.min(), int(outermost.sum())
    return Winsorised(moved, high, low)


def treat(
    readings: Readings, names: list[str], steps: list[Treat], compat: str | None = None
) -> tuple[Readings, dict[str, list[dict[str, Any]]]]:
    """Treat every indicator that needs it.

    Parameters
    ----------
    readings : Readings
    names : list of str
        the indicators, in the order of the values.
    steps : list of Treat
        one for each of them.
    compat : str, optional
        `coinr`: Box-Cox on ``x − min + 1``.

    Returns
    -------
    pair of Readings and dict
        the treated values, and for each indicator that was treated what was done to it, once for each group of periods:
        skewness and kurtosis before and after, how many points were moved, and the transformation.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.2. OECD Publishing.

    Examples
    --------
    >>> given = Readings(list("abcdef"), np.array([[1.0, 2.0, 3.0, 4.0, 5.0, 100.0]]).T, np.ones(6, dtype=bool))
    >>> treated, done = treat(given, ["x"], [Treat()])
    >>> treated.values.ravel().tolist(), done["x"][0]["moved_high"]
    ([1.0, 2.0, 3.0, 4.0, 5.0, 5.0], 1)
    """
    values = readings.values.copy()
    done: dict[str, list[dict[str, Any]]] = {}
    for over in dict.fromkeys(step.over for step in steps):
        for rows, reference in readings.periods(over):
            failing = _failing(values[reference], steps)
            for at in (at for at in failing if steps[at].over == over):
                column = values[rows, at]
                within = values[reference, at]
                made, record = _treated(column, within[~np.isnan(within)], steps[at], compat)
                values[rows, at] = made
                done.setdefault(names[at], []).append(record)
    return readings.with_values(values), done


def _failing(values: Floats, steps: list[Treat]) -> list[int]:
    """Which columns fail; a column of too few or equal values passes."""
    skew, kurtosis = skewness_kurtosis(values)
    far = np.array([step.skew for step in steps]), np.array([step.kurtosis for step in steps])
    return [int(at) for at in np.flatnonzero((np.abs(skew) >= far[0]) & (kurtosis >= far[1]))]


def _treated(column: Floats, within: Floats, step: Treat, compat: str | None) -> tuple[Floats, dict[str, Any]]:
    """A column that fails: winsorised, or if that is not enough transformed from what it was."""
    _, skew, kurtosis = passes(within, step)
    drawn = winsorise(within, step)
    enough, *after = passes(drawn.values, step)
    record: dict[str, Any] = {"skew": skew, "kurtosis": kurtosis, "moved_high": drawn.high, "moved_low": drawn.low}
    record |= {"skew_winsorised": after[0], "kurtosis_winsorised": after[1], "then": "none", "passes": enough}
    clipped = np.clip(column, drawn.values.min(), drawn.values.max())
    if enough or step.then == "none":
        return clipped, record
    base, sample = (clipped, drawn.values) if step.combine else (column, within)
    made, power = _transformed(base, sample, step, compat)
    over_sample, _ = _transformed(sample, sample, step, compat)
    enough, *after = passes(over_sample, step)
    record |= {"then": step.then, "skew_then": after[0], "kurtosis_then": after[1], "passes": enough}
    return made, record | ({} if power is None else {"box_cox_lambda": power})


def _transformed(values: Floats, within: Floats, step: Treat, compat: str | None) -> tuple[Floats, float | None]:
    if step.then != "box_cox":
        return LOGS[step.then](values, within), None
    low, high = within.min(), within.max()
    # Natively without unit, so that another unit of measurement changes nothing.
    size, shift = (1.0, 1.0) if compat == "coinr" else (high - low, SHIFT)
    positive = (np.clip(values, low, high) - low) / size + shift
    power = step.box_cox_lambda
    if power is None:
        power = box_cox_power((within - low) / size + shift)
    return box_cox(positive, power), power
