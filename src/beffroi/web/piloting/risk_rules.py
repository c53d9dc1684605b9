"""How risks are scored and classed; no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

LEVELS = (1, 2, 3, 4, 5)
THRESHOLDS = ((20, 5), (15, 4), (9, 3), (5, 2), (1, 1))
"""Score at least → class; the class is the shade of the heat map."""


@dataclass(frozen=True, order=True)
class Rating:
    """Likelihood and impact, each from 1 to 5."""

    likelihood: int
    impact: int

    @property
    def score(self) -> int:
        """Likelihood times impact, from 1 to 25."""
        return self.likelihood * self.impact

    @property
    def level(self) -> int:
        """Class of the score, from 1 (low) to 5 (severe)."""
        return next(level for least, level in THRESHOLDS if self.score >= least)


def rating(likelihood: int | None, impact: int | None) -> Rating | None:
    """A rating where both are known."""
    return Rating(likelihood, impact) if likelihood and impact else None


HIGH = 4
"""From this class on a risk is spoken about even before its review is due."""


def is_to_be_discussed(before: Rating | None, after: Rating | None, review_on: date | None, until: date) -> bool:
    """Whether a risk is due for review by a day, or high after mitigation (as it stands, where that is not rated).

    >>> is_to_be_discussed(Rating(5, 5), Rating(2, 2), None, date(2021, 1, 1))
    False
    >>> is_to_be_discussed(Rating(4, 4), None, None, date(2021, 1, 1))
    True
    """
    left = after or before
    return bool(review_on and review_on <= until) or (left is not None and left.level >= HIGH)


def by_cell(rated: Iterable[tuple[str, Rating | None]]) -> dict[Rating, list[str]]:
    """Cell of the heat map → the codes of the risks in it, in their order."""
    found: dict[Rating, list[str]] = {}
    for code, one in rated:
        if one is not None:
            found.setdefault(one, []).append(code)
    return found


def is_worse_after(before: Rating, after: Rating | None) -> bool:
    """Whether mitigation would make a risk worse: more likely or more harmful than without it."""
    return after is not None and (after.likelihood > before.likelihood or after.impact > before.impact)
