"""How risks are scored and classed; no database."""

from collections.abc import Iterable
from dataclasses import dataclass

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
