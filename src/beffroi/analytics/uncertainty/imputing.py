"""What is imputed, drawn: a gap may be filled by many values, and the mean of others is only one of them."""

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.composite.reading import Readings
from beffroi.analytics.composite.steps import Impute

Floats = NDArray[np.float64]


def drawn(before: Readings, filled: Readings, step: Impute, how: str, random: np.random.Generator) -> Readings:
    """Imputed values drawn from those that their mean or median was taken of.

    donor: the value of one of them, each as likely. normal: what was filled in, plus a normal number with their
    standard deviation (n − 1 below the line), which keeps the spread that a mean takes away.

    Parameters
    ----------
    before, filled : Readings
        with gaps, and with the gaps filled.
    step : Impute
        how they were filled: by which groups, and over which periods.
    how : {"donor", "normal"}
    random : numpy.random.Generator

    Returns
    -------
    Readings
        what was reported, and what could not be filled, is unchanged.

    References
    ----------
    Andridge, R. R. and Little, R. J. A. (2010). A review of hot deck imputation for survey non-response. International
    Statistical Review 78(1).

    Examples
    --------
    >>> from dataclasses import replace
    >>> given = Readings(["x", "y", "z"], np.array([[1.0], [3.0], [np.nan]]), np.ones(3, dtype=bool))
    >>> mean = given.with_values(np.array([[1.0], [3.0], [2.0]]))
    >>> drawn(given, mean, Impute(), "donor", np.random.default_rng(1)).values.ravel().tolist()
    [1.0, 3.0, 1.0]
    """
    values = filled.values.copy()
    gaps = np.isnan(before.values) & ~np.isnan(values)
    groups = before.groups.get(step.by or "")
    names = np.array(["" if groups is None or name is None else name for name in groups or [None] * len(values)])
    for rows, reference in before.periods(step.over):
        for column in np.flatnonzero(gaps[rows].any(axis=0)):
            into = gaps[:, column] & rows
            giving = reference & ~np.isnan(before.values[:, column])
            for name in np.unique(names[into]):
                donors = before.values[giving & (names == name) if name else giving, column]
                at = np.flatnonzero(into & (names == name))
                values[at, column] = _values(values[at, column], donors, how, random)
    return filled.with_values(values)


def _values(filled: Floats, donors: Floats, how: str, random: np.random.Generator) -> Floats:
    if how == "donor":
        return donors[random.integers(0, donors.size, filled.size)]
    spread = donors.std(ddof=1) if donors.size > 1 else 0.0
    made: Floats = filled + spread * random.standard_normal(filled.size)
    return made
