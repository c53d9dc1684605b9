"""How satisfied people are: shares with Wilson intervals, the net promoter score with bootstrap intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np

from beffroi.analytics.appraisal.price.intervals import Interval

LEVEL = 0.95
LEAST = 5
"""Of a group with fewer answers nothing is told: who said what could be guessed."""
PROMOTES, DETRACTS = 9, 6
MOST = 10
DRAWS = 2_000


@dataclass(frozen=True)
class Share:
    """A part of some people, with its interval."""

    count: int
    of: int
    value: float
    interval: Interval


@dataclass(frozen=True)
class Promoters:
    """A net promoter score from -100 to 100, with its interval."""

    score: float
    interval: Interval
    answers: int


def wilson(count: int, of: int, level: float = LEVEL) -> Share | None:
    """A share with Wilson's score interval.

    Parameters
    ----------
    count, of : int
    level : float

    Returns
    -------
    Share or None
        None where there is nobody.

    Notes
    -----
    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22, 1927.

    Examples
    --------
    >>> found = wilson(8, 10)
    >>> found.value, round(found.interval.low, 4), round(found.interval.high, 4)
    (0.8, 0.4902, 0.9433)
    """
    if of < 1:
        return None
    z = NormalDist().inv_cdf((1 + level) / 2)
    part = count / of
    middle = (part + z * z / (2 * of)) / (1 + z * z / of)
    reach = z * sqrt(part * (1 - part) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    low, high = (0.0 if count == 0 else middle - reach), (1.0 if count == of else middle + reach)
    return Share(count, of, part, Interval(max(0.0, low), min(1.0, high)))


def promoters(answers: Sequence[int], draws: int = DRAWS, seed: int = 1, level: float = LEVEL) -> Promoters | None:
    """The net promoter score of answers from 0 to 10, with a percentile interval by the bootstrap.

    Parameters
    ----------
    answers : sequence of int
        how likely it is that somebody recommends it.
    draws, seed : int
    level : float

    Returns
    -------
    Promoters or None
        None where there is no answer.

    Notes
    -----
    The share of those who say 9 or 10 less the share of those who say 0 to 6, times 100. Answers are drawn anew with
    replacement, as many as there are.

    Source: F. F. Reichheld, The one number you need to grow, Harvard Business Review, December 2003.

    Examples
    --------
    >>> promoters([10, 9, 8, 7, 6]).score
    20.0
    """
    if not answers:
        return None
    points = np.array([(one >= PROMOTES) - (one <= DETRACTS) for one in map(int, answers)], dtype=np.float64)
    random = np.random.default_rng(seed)
    drawn = points[random.integers(len(points), size=(draws, len(points)))].mean(axis=1)
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return Promoters(100 * float(points.mean()), Interval(100 * float(low), 100 * float(high)), len(points))
