"""Which cells tell too much about one contributor: the rules of primary suppression.

References
----------
Hundepool, A. et al. (2024). Handbook on Statistical Disclosure Control, second edition, chapter 4.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from beffroi.analytics.errors import InputError
from beffroi.analytics.microdata.grid import Marks, Whole

COUNT, DOMINANCE, PERCENT = "minimum count", "dominance", "p-percent"


@dataclass(frozen=True)
class Rules:
    """The rules and their parameters; None switches one off.

    `minimum` contributors at least; the `dominance` of the n largest by more than k percent of the total; an estimate
    by the second largest that comes within `percent` of the largest contribution.
    """

    minimum: int = 3
    dominance: tuple[int, float] | None = (2, 85.0)
    percent: float | None = 10.0

    def __post_init__(self) -> None:
        """Refuse parameters that are none."""
        if self.minimum < 1:
            raise InputError(f"--minimum: {self.minimum} is no number of contributors; give 1 or more.")
        if self.dominance is not None and not (1 <= self.dominance[0] <= 10 and 0 < self.dominance[1] < 100):
            n, k = self.dominance
            raise InputError(f"--dominance: {n}:{k:g} is no rule; give n of 1 to 10 and k above 0 and below 100.")
        if self.percent is not None and not 0 < self.percent < 100:
            raise InputError(f"--p-percent: {self.percent:g} is no share; give a number above 0 and below 100.")

    @property
    def depth(self) -> int:
        """How many of the largest contributions the rules look at."""
        return max(2 if self.percent is not None else 1, self.dominance[0] if self.dominance is not None else 1)


@dataclass(frozen=True)
class Sensitive:
    """One measure judged: the rule's marks by name, and how many units of room a sensitive cell needs either way."""

    marks: dict[str, Marks]
    need: Whole


def undecided(rules: Rules, firms: Whole, total: Whole, largest: Whole) -> Marks:
    """Cells whose largest contribution alone does not clear them, and whose others are not known from the total.

    Parameters
    ----------
    rules : Rules
    firms, total, largest : arrays of int
        contributors; sum and largest contribution in one unit.

    Returns
    -------
    array of bool

    Examples
    --------
    >>> counts, totals, most = np.array([2, 9, 9]), np.array([10, 100, 100]), np.array([7, 60, 12])
    >>> undecided(Rules(), counts, totals, most).tolist()
    [False, True, False]
    """
    most, whole = largest.astype(float), total.astype(float)
    safe = np.ones(total.shape, dtype=bool)
    if rules.percent is not None:
        safe &= whole - np.minimum(2 * most, whole) >= rules.percent / 100 * most
    if rules.dominance is not None:
        n, k = rules.dominance
        safe &= np.minimum(n * most, whole) <= k / 100 * whole
    return ~safe & (firms > 2) & (total > 0)


def judged(rules: Rules, firms: Whole, total: Whole, leading: list[Whole]) -> Sensitive:
    """Judge one measure of every cell.

    With X the total and x1 ≥ x2 ≥ … the contributions, a cell is sensitive if it has fewer than the minimum of
    contributors; if x1 + … + xn > k/100 · X; or if X − x1 − x2 < p/100 · x1, for then the second largest knows the
    largest to p percent. The room it needs is what makes each true rule false: p/100 · x1 − (X − x1 − x2), and
    100/k · (x1 + … + xn) − X; where the count is too small, p percent of the total; one unit at least.

    Parameters
    ----------
    rules : Rules
    firms, total : arrays of int
        contributors, and their sum.
    leading : list of arrays of int
        sums of the 1, 2, … largest contributions, in the unit of the total.

    Returns
    -------
    Sensitive

    Examples
    --------
    >>> found = judged(Rules(), np.array([9, 9]), np.array([100, 100]), [np.array([60, 20]), np.array([95, 38])])
    >>> found.marks["p-percent"].tolist(), found.need.tolist()
    ([True, False], [12, 0])
    """
    whole = total.astype(float)
    present = (firms > 0) & (total > 0)
    few = (firms > 0) & (firms < rules.minimum)
    marks = {COUNT: few}
    need = np.where(few, (rules.percent or 0.0) / 100 * whole, 0.0)
    if rules.dominance is not None:
        n, k = rules.dominance
        marks[DOMINANCE] = present & (leading[n - 1] > k / 100 * whole)
        need = np.maximum(need, np.where(marks[DOMINANCE], 100 / k * leading[n - 1] - whole, 0.0))
    if rules.percent is not None:
        short: NDArray[np.float64] = rules.percent / 100 * leading[0] - (whole - leading[1])
        marks[PERCENT] = present & (short > 0)
        need = np.maximum(need, np.where(present, short, 0.0))
    sensitive = np.logical_or.reduce(list(marks.values()))
    return Sensitive(marks, np.where(sensitive, np.maximum(np.ceil(need), 1.0), 0.0).astype(np.int64))
