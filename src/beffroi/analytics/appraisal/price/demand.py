"""Demand at several prices, where people were asked whether they would buy: Gabor and Granger."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from beffroi.analytics.appraisal.price.model import Asked

Z = 1.959963984540054
"""The 97.5 % quantile of the normal distribution."""


@dataclass(frozen=True)
class DemandPoint:
    """At a price: the share that said it would buy with its interval, and the share that never rises with the price."""

    price: float
    share: float
    low: float
    high: float
    smoothed: float


@dataclass(frozen=True)
class Demand:
    """Demand by price, cheapest first, and the prices asked that bring in most revenue and most margin."""

    points: tuple[DemandPoint, ...]
    best_revenue: float
    best_margin: float


def demand(asked: Sequence[Asked], variable: float) -> Demand | None:
    """The demand that the answers show; None where nobody was asked.

    Parameters
    ----------
    asked : sequence of Asked
        each price once.
    variable : float
        what a participant adds to the costs.

    Returns
    -------
    Demand or None

    Notes
    -----
    Intervals are Wilson's at 95 %. `smoothed` is the closest course that never rises with the price (weighted least
    squares by pooling adjacent violators): who would buy at a price would buy at a lower one. The best prices, among
    those asked, have the largest `price · smoothed` and `(price − variable) · smoothed`; of equal ones the lowest.

    Source: A. Gabor and C. W. J. Granger, Price as an indicator of quality, Economica 33, 1966.

    Examples
    --------
    >>> found = demand([Asked(100, 8, 10), Asked(200, 5, 10), Asked(300, 1, 10)], variable=80)
    >>> [point.smoothed for point in found.points], found.best_revenue, found.best_margin
    ([0.8, 0.5, 0.1], 200, 200)
    """
    if not asked:
        return None
    rows = sorted(asked, key=lambda row: row.price)
    smoothed = never_rising([row.would_buy / row.asked for row in rows], [row.asked for row in rows])
    points = tuple(
        DemandPoint(row.price, row.would_buy / row.asked, *wilson(row.would_buy, row.asked), share)
        for row, share in zip(rows, smoothed, strict=True)
    )
    return Demand(
        points,
        best_revenue=max(points, key=lambda point: point.price * point.smoothed).price,
        best_margin=max(points, key=lambda point: (point.price - variable) * point.smoothed).price,
    )


def never_rising(shares: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The closest course that never rises, by weighted least squares.

    Parameters
    ----------
    shares, weights : sequence of float
        weights above zero.

    Returns
    -------
    list of float

    Examples
    --------
    >>> never_rising([0.8, 0.2, 0.4], [1, 1, 1])
    [0.8, 0.30000000000000004, 0.30000000000000004]
    """
    blocks: list[tuple[float, float, int]] = []
    for share, weight in zip(shares, weights, strict=True):
        block = (share * weight, float(weight), 1)
        while blocks and blocks[-1][0] / blocks[-1][1] < block[0] / block[1]:
            total, heavy, size = blocks.pop()
            block = (total + block[0], heavy + block[1], size + block[2])
        blocks.append(block)
    return [total / weight for total, weight, size in blocks for _ in range(size)]


def wilson(count: int, total: int) -> tuple[float, float]:
    """Wilson's interval at 95 % of a share.

    Parameters
    ----------
    count, total : int
        at least one in total.

    Returns
    -------
    tuple of float
        low and high, within 0 and 1.

    Examples
    --------
    >>> low, high = wilson(5, 10)
    >>> round(low, 4), round(high, 4)
    (0.2366, 0.7634)
    """
    share, whole = count / total, 1 + Z * Z / total
    middle = (share + Z * Z / (2 * total)) / whole
    half = Z / whole * sqrt(share * (1 - share) / total + Z * Z / (4 * total * total))
    return max(0.0, middle - half), min(1.0, middle + half)
