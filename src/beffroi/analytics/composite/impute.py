"""Impute: fill in what is missing, from other units, other indicators of the unit, or groups of them."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.panel import from_other_periods
from beffroi.analytics.composite.reading import Readings
from beffroi.analytics.composite.steps import Impute

Floats = NDArray[np.float64]
PANEL = ("latest", "linear", "constant")


def column_means(values: Floats) -> Floats:
    """Mean of what each column reports; NaN where it reports nothing.

    Parameters
    ----------
    values : array, shape (units, columns)
        NaN is missing.

    Returns
    -------
    array, shape (columns,)

    Examples
    --------
    >>> column_means(np.array([[1.0, np.nan], [3.0, np.nan]]))
    array([ 2., nan])
    """
    seen = ~np.isnan(values)
    count = seen.sum(axis=0)
    means: Floats = np.where(seen, values, 0.0).sum(axis=0) / np.where(count > 0, count, np.nan)
    return means


def column_medians(values: Floats) -> Floats:
    """Median of what each column reports; NaN where it reports nothing.

    Parameters
    ----------
    values : array, shape (units, columns)
        NaN is missing.

    Returns
    -------
    array, shape (columns,)

    Examples
    --------
    >>> column_medians(np.array([[1.0, np.nan], [4.0, np.nan], [np.nan, np.nan]]))
    array([2.5, nan])
    """
    if not len(values):
        return np.full(values.shape[1], np.nan)
    ordered = np.sort(values, axis=0)  # NaN last
    count = (~np.isnan(values)).sum(axis=0)
    columns = np.arange(values.shape[1])
    low, high = np.maximum(count - 1, 0) // 2, np.minimum(count // 2, len(values) - 1)
    middle: Floats = ordered[low, columns] / 2 + ordered[high, columns] / 2
    return np.where(count > 0, middle, np.nan)


CENTRES: dict[str, Callable[[Floats], Floats]] = {"mean": column_means, "median": column_medians}


def impute(readings: Readings, spec: IndexSpec, step: Impute) -> Readings:
    """Fill in what is missing; what is there never changes.

    By column: the mean or median of the units of the reference set that report, those of the unit's own group if there
    are groups; a unit without a group takes that of all. By row: every indicator is scaled to 0 to 1 over the reference
    set, polarity turned, the mean or median of the unit's own scaled indicators taken, and put back into the unit of
    measurement. In a panel each period is filled in for itself unless the step says otherwise. Nothing to take from
    leaves the cell missing.

    Parameters
    ----------
    readings : Readings
    spec : IndexSpec
    step : Impute

    Returns
    -------
    Readings

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.3. OECD Publishing.

    Examples
    --------
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a]}]}''', "example")
    >>> given = Readings(["x", "y", "z"], np.array([[6.0], [8.0], [np.nan]]), np.ones(3, dtype=bool))
    >>> impute(given, spec, Impute()).values.ravel()
    array([6., 8., 7.])
    """
    if step.method == "none":
        return readings
    if step.method in PANEL:
        return readings.with_values(from_other_periods(readings, step.method, step.periods))
    values = readings.values.copy()
    for rows, reference in readings.periods(step.over):
        if step.axis == "row":
            values[rows] = _by_row(values, rows, reference, spec, step)
        else:
            _by_column(values, rows, reference, step, readings.groups.get(step.by or ""))
    return readings.with_values(values)


def _by_column(
    values: Floats, rows: NDArray[np.bool_], reference: NDArray[np.bool_], step: Impute, groups: list[str | None] | None
) -> None:
    """Fill the gaps of some rows in place."""
    centre = CENTRES[step.method]
    given = values.copy()
    names = np.array(["" if groups is None or group is None else group for group in groups or [None] * len(values)])
    for name in np.unique(names[rows]):
        same = names == name if name else np.ones(len(values), dtype=bool)
        into = rows & (names == name)
        gaps = np.isnan(values) & into[:, None]
        if gaps.any():
            filled = np.broadcast_to(centre(given[reference & same]), values.shape)
            values[gaps] = filled[gaps]


def _by_row(
    values: Floats, rows: NDArray[np.bool_], reference: NDArray[np.bool_], spec: IndexSpec, step: Impute
) -> Floats:
    """Some rows with their gaps filled from their own scaled values."""
    polarity = np.array([item.polarity for item in spec.indicators])
    turned = values * polarity
    seen = ~np.isnan(turned[reference])
    low = np.min(turned[reference], axis=0, where=seen, initial=np.inf)
    span = np.max(turned[reference], axis=0, where=seen, initial=-np.inf) - low
    usable = span > 0
    low, span = np.where(usable, low, 0.0), np.where(usable, span, 1.0)
    scaled = np.where(usable, (turned[rows] - low) / span, np.nan)
    filled = values[rows].copy()
    for columns in _together(spec, step.level):
        own = CENTRES[step.method](scaled[:, columns].T)[:, None]
        back = (own * span[columns] + low[columns]) * polarity[columns]
        back[:, ~usable[columns]] = np.nan
        part = filled[:, columns]
        filled[:, columns] = np.where(np.isnan(part), back, part)
    return filled


def _together(spec: IndexSpec, level: int | None) -> list[list[int]]:
    """Positions of the indicators that stand in for each other: all, or those under one node of a level."""
    places = {item.id: at for at, item in enumerate(spec.indicators)}
    if level is None:
        return [list(places.values())]
    parents = {child: node.id for node in spec.tree for child in node.children}
    groups: dict[str, list[int]] = {}
    for name, at in places.items():
        top = parents[name]
        while spec.heights[top] < level and top in parents:
            top = parents[top]
        groups.setdefault(top, []).append(at)
    return list(groups.values())
