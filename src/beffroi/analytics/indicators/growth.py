"""Compound annual growth."""


def compound_annual_growth(first: float | None, last: float | None, years: float) -> float | None:
    """Growth in percent a year that leads from the first value to the last.

    ``100 · ((last / first)^(1 / years) − 1)``

    Parameters
    ----------
    first, last : float or None
        in the same unit; growth is defined for positive values only.
    years : float
        time between them, in years, positive.

    Returns
    -------
    float or None
        percent a year; None where a value is missing, or a value or the time is not positive.

    References
    ----------
    World Bank. World Development Indicators, statistical methods: compound or geometric end-point growth.

    Examples
    --------
    >>> round(compound_annual_growth(100.0, 121.0, 2), 9)
    10.0
    >>> compound_annual_growth(0.0, 121.0, 2) is None
    True
    """
    if first is None or last is None or not (first > 0 and last > 0 and years > 0):
        return None
    return float(100.0 * ((last / first) ** (1.0 / years) - 1.0))
