"""The ceiling of a price: Van Westendorp's point of marginal expensiveness, and how sure it is."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.appraisal.price.model import Answer

Prices = tuple[float, float, float, float]
CHEAP, TOO_EXPENSIVE = 1, 3


def ordered(answers: Sequence[Answer]) -> list[Prices]:
    """The answers whose prices rise; the others contradict themselves or are not finished.

    Parameters
    ----------
    answers : sequence of Answer

    Returns
    -------
    list of tuple of float

    Examples
    --------
    >>> ordered([Answer(80, 150, 300, 450), Answer(80, 80, 300, 450), Answer(80, None, 300, 450)])
    [(80, 150, 300, 450)]
    """
    return [prices for prices in (answer.prices for answer in answers) if prices is not None]


def ceiling(answers: Sequence[Prices]) -> float | None:
    """The price at which as many find it too expensive as find it cheap.

    Parameters
    ----------
    answers : sequence of tuple of float
        those whose prices rise.

    Returns
    -------
    float or None
        None where there is no answer.

    Notes
    -----
    On the grid of all distinct prices that the answers name, two shares are taken: T(p) of the answers with
    `too_expensive ≤ p`, which rises from 0 to 1, and C(p) of those with `cheap ≥ p`, which falls from 1 to 0. Between
    neighbours on the grid both are straight lines. Where T and C are equal at one or several prices of the grid, the
    ceiling is the middle between the lowest and the highest of them; else it is the one place between two neighbours
    where the lines cross. As T − C never falls and goes from −1 to 1, there always is one.

    Source: P. H. van Westendorp, NSS Price Sensitivity Meter, ESOMAR 1976.

    Examples
    --------
    >>> ceiling([(80, 150, 300, 450)])
    300.0
    >>> ceiling([(80, 150, 300, 450), (100, 310, 320, 400), (20, 40, 60, 310)])
    310.0
    """
    if not answers:
        return None
    grid, places = _grid(answers)
    return _meeting(grid, places)


def resampled_ceilings(answers: Sequence[Prices], draws: int, random: np.random.Generator) -> Iterator[float]:
    """The ceilings of samples that are drawn from the answers with replacement, each as large as they are.

    Parameters
    ----------
    answers : sequence of tuple of float
        at least one.
    draws : int
    random : numpy.random.Generator

    Yields
    ------
    float

    Notes
    -----
    Each sample has its own grid, that of its own prices. One sample is in memory at a time; it costs time in proportion
    to the answers, for they are sorted once.

    Examples
    --------
    >>> list(resampled_ceilings([(80, 150, 300, 450)], 2, np.random.default_rng(1)))
    [300.0, 300.0]
    """
    grid, places = _grid(answers)
    for _ in range(draws):
        yield _meeting(grid, places[random.integers(len(places), size=len(places))])


def _grid(answers: Sequence[Prices]) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """The distinct prices, lowest first, and for each answer the places of its four."""
    prices = np.array(answers, dtype=np.float64)
    grid, places = np.unique(prices, return_inverse=True)
    return grid, places.reshape(prices.shape)


def _meeting(grid: NDArray[np.float64], places: NDArray[np.intp]) -> float:
    """Where T and C meet on the prices that some answers name; counts stand for shares."""
    size = len(grid)
    named = np.zeros(size, dtype=bool)
    named[places.ravel()] = True
    too_expensive = np.bincount(places[:, TOO_EXPENSIVE], minlength=size)
    cheap = np.bincount(places[:, CHEAP], minlength=size)
    apart = np.cumsum(too_expensive) - (len(places) - np.cumsum(cheap) + cheap)
    prices, apart = grid[named], apart[named]
    first, after = np.searchsorted(apart, [0, 1])
    if first < after:
        return float(prices[first] + prices[after - 1]) / 2
    below, above = -apart[first - 1], apart[first]
    part = below / (below + above)
    return float(prices[first - 1] + part * (prices[first] - prices[first - 1]))
