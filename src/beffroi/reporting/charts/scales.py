"""Scales: where a value stands between the two ends of an axis, and which round values to print along it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A linear or logarithmic axis from `low` to `high`, with its ticks."""

    low: float
    high: float
    ticks: tuple[float, ...]
    logarithmic: bool = False

    def at(self, value: float) -> float:
        """The share of the width at which a value stands, 0 to 1; values beyond an end stay at that end.

        >>> Scale(0, 40, (0, 20, 40)).at(10), Scale(0.25, 4, (1,), logarithmic=True).at(1)
        (0.25, 0.5)
        """
        if self.logarithmic:
            share = math.log(max(value, self.low) / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return min(1.0, max(0.0, share))


def from_zero(values: Sequence[float], steps: int = 5) -> Scale:
    """A linear scale that holds zero and every value, ending on round numbers.

    >>> from_zero([28100, 39100]).ticks
    (0.0, 10000.0, 20000.0, 30000.0, 40000.0)
    """
    low, high = min([0.0, *values]), max([0.0, *values])
    if low == high:
        high = 1.0
    step = round_step((high - low) / steps)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(round(index * step, 10) for index in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def between(values: Sequence[float], steps: int = 5) -> Scale:
    """A linear scale that holds every value, ending on round numbers; it need not hold zero.

    >>> between([29.6, 47.3]).ticks
    (25.0, 30.0, 35.0, 40.0, 45.0, 50.0)
    """
    low, high = min(values, default=0.0), max(values, default=1.0)
    step = round_step(((high - low) or abs(high) or 1.0) / steps)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(round(index * step, 10) for index in range(first, max(last, first + 1) + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def around(values: Sequence[float], margin: float = 0.06) -> Scale:
    """A linear scale just wide enough for the values, which need not hold zero; it has no ticks."""
    low, high = min(values), max(values)
    spread = (high - low) or abs(high) or 1.0
    return Scale(low - margin * spread, high + margin * spread, ())


def of_quotients(values: Sequence[float]) -> Scale:
    """A logarithmic scale in powers of two around 1; it ends at 1/8, where all that is smaller stands too.

    >>> of_quotients([0.3, 4.7]).ticks
    (0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
    """
    positive = [value for value in values if value > 0]
    low = max(-3, math.floor(math.log2(min([0.5, *positive]))))
    high = math.ceil(math.log2(max([2.0, *positive])))
    return Scale(2.0**low, 2.0**high, tuple(2.0**power for power in range(low, high + 1)), logarithmic=True)


def round_step(wanted: float) -> float:
    """The round number (1, 2 or 5 times a power of ten) at or just above a wanted step.

    >>> round_step(7820.0), round_step(0.23)
    (10000.0, 0.5)
    """
    power = 10.0 ** math.floor(math.log10(wanted))
    return next(factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= wanted * (1 - 1e-9))
