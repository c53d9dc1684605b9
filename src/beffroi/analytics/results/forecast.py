"""The trend of an indicator, and where it leads by the month of its target, with an interval."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from beffroi.analytics.results.model import Indicator
from beffroi.analytics.results.path import Point
from beffroi.analytics.results.student import two_sided
from beffroi.analytics.results.verdicts import EQUAL, is_recent

Trend = Literal["improving", "unclear", "worsening"]
Reach = Literal["likely", "open", "unlikely"]
FEWEST = 4
"""Measurements from which a line is drawn: with three the interval has one degree of freedom and says nothing."""
COVERAGE = 0.8


@dataclass(frozen=True)
class Forecast:
    """A straight line through the measurements, followed to the month of the target."""

    at: int
    value: float
    low: float
    high: float
    """The interval in which a single measurement in that month would lie, with the coverage asked for."""
    coverage: float
    slope: float
    """Change a month, in the unit of the indicator."""
    count: int
    trend: Trend
    """Unclear where the interval of the slope holds 0."""
    reach: Reach
    """Whether the target is met all over the interval, in a part of it, or nowhere in it."""


@lru_cache(maxsize=4096)
def forecast(indicator: Indicator, at: int, coverage: float = COVERAGE) -> Forecast | None:
    """Where an indicator leads if it goes on as it has since its baseline.

    With *n* measurements *y* at months *x*, the line of least squares ``ŷ = ȳ + b (x − x̄)``, and *s²* the sum of its
    squared residuals over ``n − 2``: the interval at *x₀* is ``ŷ₀ ± t · s · √(1 + 1/n + (x₀ − x̄)² / Σ(x − x̄)²)``, that
    of the slope ``b ± t · s / √Σ(x − x̄)²``, *t* of Student's distribution with ``n − 2`` degrees of freedom.

    Parameters
    ----------
    indicator : Indicator
    at : int
        the month; measurements from the baseline up to it count.
    coverage : float, optional
        of the interval, between 0 and 1.

    Returns
    -------
    Forecast or None
        None with fewer than four measurements, without one in the last twelve months, and from the month of the
        target on.

    Notes
    -----
    The interval holds for a straight line with independent errors of one size; it knows no limits of a quantity.

    References
    ----------
    N. R. Draper and H. Smith (1998). Applied regression analysis, 3rd ed., chapter 3. Wiley.

    Examples
    --------
    >>> from beffroi.analytics.results.path import Path
    >>> points = tuple(Point(at, value) for at, value in ((0, 0.0), (6, 2.0), (12, 3.0), (18, 5.0)))
    >>> found = forecast(Indicator("i", "n", Path(Point(0, 0.0), Point(24, 10.0)), points), 18)
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2), found.trend, found.reach
    (6.5, 5.56, 7.44, 'improving', 'unlikely')
    """
    target = indicator.path.target
    points = [point for point in indicator.history if indicator.path.baseline.at <= point.at <= at]
    if len(points) < FEWEST or target.at <= at or not is_recent(points[-1], at):
        return None
    middle, mean, slope, error, spread = _line(points)
    t = two_sided(coverage, len(points) - 2)
    value = mean + slope * (target.at - middle)
    width = t * error * math.sqrt(1 + 1 / len(points) + (target.at - middle) ** 2 / spread)
    trend = _trend(indicator.sign * slope, t * error / math.sqrt(spread), abs(mean))
    reach = _reach(indicator.sign * (value - target.value), width, max(abs(value), abs(target.value)))
    return Forecast(target.at, value, value - width, value + width, coverage, slope, len(points), trend, reach)


def _line(points: Sequence[Point]) -> tuple[float, float, float, float, float]:
    """Mean month, mean value, slope, standard error of the residuals, squared spread of the months."""
    middle = sum(point.at for point in points) / len(points)
    mean = math.fsum(point.value for point in points) / len(points)
    spread = math.fsum((point.at - middle) ** 2 for point in points)
    slope = math.fsum((point.at - middle) * (point.value - mean) for point in points) / spread
    squares = math.fsum((point.value - mean - slope * (point.at - middle)) ** 2 for point in points)
    return middle, mean, slope, math.sqrt(squares / (len(points) - 2)), spread


def _trend(slope: float, width: float, size: float) -> Trend:
    if abs(slope) <= width or abs(slope) <= EQUAL * size:
        return "unclear"
    return "improving" if slope > 0 else "worsening"


def _reach(ahead: float, width: float, size: float) -> Reach:
    """From how far a forecast lies ahead of the target, and how wide its interval is to either side."""
    if ahead - width >= -EQUAL * size:
        return "likely"
    return "open" if ahead + width >= -EQUAL * size else "unlikely"
