"""Suppressed cells of a table of employment: estimated from published totals, with what they can be at all."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.errors import InputError
from beffroi.analytics.matrix import Floats
from beffroi.analytics.messages import Message

SLACK = 1e-9
"""How far sums may miss a total, as a share of it."""
MOST = 1000
Names = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True)
class Estimated:
    """The table with its gaps filled where a total allows it.

    `estimated` marks the cells that are no figures; `low` and `high` are what they can be if the totals are right, and
    equal the value elsewhere. NaN where nothing is known.
    """

    values: Floats
    estimated: NDArray[np.bool_]
    low: Floats
    high: Floats
    notes: tuple[Message, ...]


def estimate_suppressed(
    values: Floats, region_totals: Floats, sector_totals: Floats, names: Names | None = None
) -> Estimated:
    """Fill gaps by iterative proportional fitting to the totals, and bound each of them.

    What a total leaves is spread over the gaps of its line until rows and columns agree. The bounds follow from both
    totals and zero alone (the shuttle algorithm), and hold whatever the estimate.

    Parameters
    ----------
    values : array of float, shape (regions, sectors)
        zero or more; NaN where suppressed.
    region_totals, sector_totals : array of float, shape (regions,), (sectors,)
        in the same unit; NaN where unknown. A gap both of whose totals are unknown stays one.

    names : tuple of two sequences of str, optional

    Returns
    -------
    Estimated
        four arrays of shape (regions, sectors), in the unit of the values.

    Raises
    ------
    InputError
        if shapes differ, the cells of a line exceed its total, or a total leaves something and its line has no gap.

    References
    ----------
    Deming, W. E. & Stephan, F. F. (1940). Annals of Mathematical Statistics, 11(4).

    Examples
    --------
    >>> jobs = np.array([[10.0, np.nan], [np.nan, 5.0]])
    >>> found = estimate_suppressed(jobs, np.array([14.0, np.nan]), np.array([np.nan, 9.0]))
    >>> found.values.tolist(), found.low[0].tolist()
    ([[10.0, 4.0], [nan, 5.0]], [10.0, 4.0])
    """
    gaps = np.isnan(values)
    rows = _left(values, gaps, region_totals, "region", names and names[0])
    columns = _left(values.T, gaps.T, sector_totals, "sector", names and names[1])
    fillable = gaps & (np.isfinite(rows)[:, None] | np.isfinite(columns))
    low, high = _bounds(fillable, gaps, rows, columns)
    fitted, agrees = _fitted(fillable, rows, columns)
    filled = np.where(fillable, np.clip(fitted, low, high), values)
    notes = _notes(fillable, agrees)
    return Estimated(filled, fillable, np.where(fillable, low, values), np.where(fillable, high, values), tuple(notes))


def _notes(fillable: NDArray[np.bool_], agrees: bool) -> list[Message]:
    notes = []
    if fillable.any():
        said = "{count} of {total} cells are estimated from totals, not figures"
        notes.append(Message(said, count=int(fillable.sum()), total=fillable.size))
    if not agrees:
        notes.append(Message("the totals of regions and sectors cannot all be met: estimates are the nearest found"))
    return notes


def _left(values: Floats, gaps: NDArray[np.bool_], totals: Floats, what: str, names: Sequence[str] | None) -> Floats:
    """What each total leaves for the gaps of its line; infinite where it is unknown."""
    if totals.shape != values.shape[:1]:
        raise InputError(f"there are {len(values)} {what}s and {totals.size} totals; give one for each {what}.")
    said = names or [f"{at} (counted from 0)" for at in range(len(values))]
    left = totals - np.nansum(values, axis=1)
    near = SLACK * np.maximum(np.abs(totals), 1.0)
    below = np.flatnonzero(left < -near)
    if len(below):
        raise InputError(f"{what} {said[below[0]]}: its cells exceed its total; mend one of them.")
    over = np.flatnonzero((left > near) & ~gaps.any(axis=1))
    if len(over):
        raise InputError(f"{what} {said[over[0]]}: no cell is missing and the total is larger; mend one.")
    return np.where(np.isnan(left), np.inf, np.maximum(left, 0.0))


def _bounds(
    fillable: NDArray[np.bool_], gaps: NDArray[np.bool_], rows: Floats, columns: Floats
) -> tuple[Floats, Floats]:
    """The least and most that each gap can be, tightened from line to line until nothing moves."""
    high = np.where(fillable, np.minimum(rows[:, None], columns), np.where(gaps, np.inf, 0.0))
    low = np.zeros_like(high)
    for _ in range(MOST):
        before = low.sum(), high[fillable].sum()
        for left, axis in ((rows[:, None], 1), (columns[None, :], 0)):
            others = _others(high, axis)
            with np.errstate(invalid="ignore"):
                least = np.where(np.isfinite(left) & np.isfinite(others), left - others, 0.0)
            low = np.where(fillable, np.maximum(low, least), 0.0)
            most = left - (low.sum(axis=axis, keepdims=True) - low)
            high = np.where(fillable, np.minimum(high, np.maximum(most, low)), high)
        if before == (low.sum(), high[fillable].sum()):
            break
    return low, high


def _others(high: Floats, axis: int) -> Floats:
    """The sum of the other cells of a line; infinite where one of them has no bound."""
    endless = np.isinf(high)
    finite = np.where(endless, 0.0, high)
    rest = finite.sum(axis=axis, keepdims=True) - finite
    return np.where(endless.sum(axis=axis, keepdims=True) - endless > 0, np.inf, rest)


def _fitted(fillable: NDArray[np.bool_], rows: Floats, columns: Floats) -> tuple[Floats, bool]:
    """Proportional fitting to the totals that are known, and whether it met them all."""
    bound = np.isfinite(rows), np.isfinite(columns)
    weights = [np.where(np.isfinite(left), left, 1.0) for left in (rows, columns)]
    found = np.where(fillable, np.multiply.outer(*weights), 0.0)
    for _ in range(MOST):
        for left, axis, binding in ((rows, 1, bound[0]), (columns, 0, bound[1])):
            sums = found.sum(axis=axis)
            with np.errstate(divide="ignore", invalid="ignore"):
                factor = np.where(binding & (sums > 0), left / sums, 1.0)
            found = found * (factor[:, None] if axis else factor)
        missed = np.abs(found.sum(axis=1) - rows)[bound[0]]
        if (missed <= SLACK * np.maximum(rows[bound[0]], 1.0)).all():
            return found, True
    return found, False
