"""Normalise by any method of the spec: one column after the other on a scale on which they compare."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.model import IndexSpec
from beffroi.analytics.composite.normalise import minmax
from beffroi.analytics.composite.reading import Readings
from beffroi.analytics.composite.scales import (
    distance,
    fraction_of_max,
    goalposts,
    ranked,
    zscore,
)
from beffroi.analytics.composite.steps import Normalise, refined
from beffroi.analytics.errors import InputError

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
FROM_OUTSIDE = ("distance_to_target", "goalposts")
"""Methods whose scale the data do not set."""


def normalise(readings: Readings, spec: IndexSpec, step: Normalise) -> Readings:
    """Scale every indicator as the step, and where it says so the indicator itself, want it.

    Parameters
    ----------
    readings : Readings
        values of shape (units, indicators).
    spec : IndexSpec
    step : Normalise

    Returns
    -------
    Readings
        the same units, NaN where missing or where an indicator cannot be scaled.

    Raises
    ------
    InputError
        if a unit lies too far from the reference set, a reference unit is absent, or a value cannot be scaled.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.5. OECD Publishing.

    Examples
    --------
    >>> from beffroi.analytics.composite.spec import parse_spec
    >>> spec = parse_spec('''{id: small, title: {en: Small}, indicators: [{id: a}],
    ...                       tree: [{id: total, label: {en: Total}, children: [a]}]}''', "example")
    >>> given = Readings(["x", "y", "z"], np.array([[6.0], [8.0], [7.0]]), np.ones(3, dtype=bool))
    >>> normalise(given, spec, Normalise(method="rank")).values.ravel()
    array([1., 3., 2.])
    """
    own = [refined(step, item.normalise) for item in spec.indicators]
    scaled = np.full(readings.values.shape, np.nan)
    for way in dict.fromkeys(own):
        columns = np.array([at for at, other in enumerate(own) if other == way])
        for rows, reference in readings.periods(way.over):
            if way.unusable == "refuse" or (way.unusable is None and spec.steps is not None):
                _check_usable(readings, spec, way, columns, reference)
            scaled[np.ix_(rows, columns)] = _scaled(readings, spec, way, columns, reference)[rows]
    return readings.with_values(scaled)


def _check_usable(
    readings: Readings, spec: IndexSpec, way: Normalise, columns: NDArray[np.int64], reference: Bools
) -> None:
    """Refuse a column without a value, or one that tells no units apart where the method lives on differences."""
    within = readings.values[np.ix_(reference, columns)]
    seen = ~np.isnan(within)
    low = np.min(within, axis=0, where=seen, initial=np.inf)
    high = np.max(within, axis=0, where=seen, initial=-np.inf)
    for at in np.flatnonzero(high <= low):
        period = "" if readings.times is None or way.over == "pooled" else f" in {readings.times[reference][0]:g}"
        name = spec.indicators[columns[at]].id
        remedy = "take it out of the spec, or set unusable: missing in the step normalise"
        if not seen[:, at].any():
            raise InputError(f"column {name}: no unit of the reference set has a value{period}; fill it in, {remedy}.")
        if way.method not in FROM_OUTSIDE:
            raise InputError(
                f"column {name}: every value of the reference set is {low[at]:g}{period}, which tells no units apart; "
                f"check the column, {remedy}."
            )


def _scaled(
    readings: Readings, spec: IndexSpec, way: Normalise, columns: NDArray[np.int64], reference: Bools
) -> Floats:
    """Some columns over all rows, with the parameters that the reference rows set."""
    items = [spec.indicators[at] for at in columns]
    polarity = np.array([item.polarity for item in items])
    values = readings.values[:, columns]
    if way.method == "minmax":
        return minmax(values, reference, *way.range, polarity)
    if way.method == "distance_to_max":
        return minmax(values, reference, 0.0, 1.0, polarity)
    if way.method == "fraction_of_max":
        return _fractions(readings, spec, columns, reference)
    if way.method == "goalposts":
        posts = np.array([item.goalposts for item in items])
        return goalposts(values, posts, polarity, way.scale, way.truncate)
    turned = values * polarity
    if way.method == "distance_to_target":
        ends = np.array([item.target for item in items], dtype=float) * polarity
        return distance(turned, reference, ends, way.cap, spec.compat)
    if way.method == "distance_to_reference":
        return distance(turned, reference, turned[_reference_row(readings, spec, way, reference)], way.cap, spec.compat)
    return PLAIN[way.method](turned, reference, way)


PLAIN: dict[str, Callable[[Floats, Bools, Normalise], Floats]] = {
    "zscore": lambda values, reference, way: zscore(values, reference, way.mean, way.sd),
    "rank": lambda values, reference, way: ranked(values, reference, way.ties)[0],
    "borda": lambda values, reference, way: ranked(values, reference, way.ties)[0] - 1,
    "percentile_rank": lambda values, reference, way: _percentiles(values, reference, way),
}


def _percentiles(values: Floats, reference: Bools, way: Normalise) -> Floats:
    ranks, count = ranked(values, reference, way.ties)
    return (ranks - 1) / np.where(count > 1, count - 1.0, np.nan)


def _fractions(readings: Readings, spec: IndexSpec, columns: NDArray[np.int64], reference: Bools) -> Floats:
    """Fractions of the best; natively refused where a value below zero makes them meaningless."""
    values = readings.values[:, columns]
    polarity = np.array([spec.indicators[at].polarity for at in columns])
    if spec.compat is None:
        wrong = np.argwhere((values < 0) | ((values == 0) & (polarity < 0)))
        if len(wrong):
            row, at = (int(place) for place in wrong[0])
            raise InputError(
                f"{readings.where(row)}, column {spec.indicators[columns[at]].id}: {values[row, at]:g} has no fraction "
                "of the best; choose minmax, or goalposts, for the indicator."
            )
    return fraction_of_max(values, reference, polarity, spec.compat)


def _reference_row(readings: Readings, spec: IndexSpec, way: Normalise, reference: Bools) -> int:
    """The row of the reference unit among those that set the scale."""
    inside = np.flatnonzero(reference)
    if way.reference_unit is None:
        if spec.compat is None:
            raise InputError(
                "distance_to_reference needs the unit to measure from; add reference_unit to the step normalise."
            )
        return int(min(inside, key=lambda row: readings.units[row]))
    found = [int(row) for row in inside if readings.units[row] == way.reference_unit]
    if not found:
        raise InputError(
            f"the reference unit '{way.reference_unit}' of the step normalise has no row in the reference set; name "
            "another."
        )
    return found[0]
