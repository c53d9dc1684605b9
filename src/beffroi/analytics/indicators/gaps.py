"""Distance from a reference: the gap in the unit, and the ratio."""

import math


def gap(value: float | None, reference: float | None) -> float | None:
    """Value minus reference, ``x − r``, in their unit.

    Parameters
    ----------
    value, reference : float or None
        in one unit; None and NaN are missing.

    Returns
    -------
    float or None
        in that unit; None where one of them is missing.

    Examples
    --------
    >>> gap(28100.0, 29300.0)
    -1200.0
    >>> gap(None, 29300.0) is None
    True
    """
    if value is None or reference is None or math.isnan(value) or math.isnan(reference):
        return None
    return float(value - reference)


def ratio(value: float | None, reference: float | None) -> float | None:
    """Value over reference, ``x / r``, without unit: 1 where they are equal.

    Parameters
    ----------
    value, reference : float or None
        in one unit; None and NaN are missing.

    Returns
    -------
    float or None
        None where one of them is missing, or the reference is zero.

    References
    ----------
    OECD and JRC (2008). Handbook on constructing composite indicators, section 1.5, distance to
    a reference. OECD Publishing.

    Examples
    --------
    >>> ratio(50.0, 100.0)
    0.5
    >>> ratio(50.0, 0.0) is None
    True
    """
    if value is None or not reference or math.isnan(value) or math.isnan(reference):
        return None
    return float(value / reference)
