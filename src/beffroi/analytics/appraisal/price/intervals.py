"""How sure a corridor is: what it would be, had other members and firms been asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from beffroi.analytics.appraisal.price.ceiling import Prices, resampled_ceilings
from beffroi.analytics.appraisal.price.floors import floor_at, quantile
from beffroi.analytics.appraisal.price.model import ALIKE, PriceCase

LEVEL = 0.95


@dataclass(frozen=True)
class Interval:
    """From where to where."""

    low: float
    high: float


@dataclass(frozen=True)
class Intervals:
    """Intervals at a level from so many draws; `viable` is the share of the draws that have a viable price."""

    level: float
    draws: int
    ceiling: Interval | None
    floor_members: Interval | None
    viable: float | None


def intervals(case: PriceCase, answers: Sequence[Prices], floor_cost: float) -> Intervals:
    """Percentile intervals by the bootstrap.

    Parameters
    ----------
    case : PriceCase
    answers : sequence of tuple of float
        those of the survey whose prices rise.
    floor_cost : float

    Returns
    -------
    Intervals
        None for what cannot be computed: a ceiling without answers, a floor without members who use the service.

    Notes
    -----
    Answers and members are drawn anew with replacement, as many as there are, independently of each other, from the
    streams that numpy's `default_rng` gives for `(seed, 0)` and `(seed, 1)`. The interval goes from the type-7 quantile
    0.025 of the draws to 0.975. A draw of members in which nobody uses the service has no floor of members. Costs and
    take-up are not drawn: they are not asked of a sample. One answer, or answers that are all alike, give an interval
    without width, which says nothing of how sure they are.

    Source: B. Efron, Bootstrap methods: another look at the jackknife, Annals of Statistics 7, 1979.

    Examples
    --------
    >>> from beffroi.analytics.appraisal.price.model import Answer, Costs, Membership, TakeUp
    >>> members = Membership(1500, 0.5, 100, 120, (6, 6))
    >>> case = PriceCase(Costs(1200, 80), 40, TakeUp(12, 20, 30), members, 0.75, (Answer(80, 150, 300, 450),))
    >>> found = intervals(case, [(80, 150, 300, 450)], 180)
    >>> found.ceiling, found.floor_members, found.viable
    (Interval(low=300.0, high=300.0), Interval(low=225.0, high=225.0), 1.0)
    """
    floors = list(_floors(case)) if case.membership.using else []
    random = np.random.default_rng((case.seed, 0))
    ceilings = list(resampled_ceilings(answers, case.draws, random)) if answers else []
    highest = [max(floor_cost, floor or 0) for floor in floors] or [floor_cost] * case.draws
    viable = [low <= high * (1 + ALIKE) for low, high in zip(highest, ceilings, strict=False)]
    return Intervals(
        level=LEVEL,
        draws=case.draws,
        ceiling=_interval(ceilings),
        floor_members=_interval([floor for floor in floors if floor is not None]),
        viable=sum(viable) / len(viable) if viable else None,
    )


def _floors(case: PriceCase) -> Iterator[float | None]:
    """The floor of members in each draw."""
    random = np.random.default_rng((case.seed, 1))
    uses = np.array(case.membership.uses)
    for _ in range(case.draws):
        drawn = uses[random.integers(len(uses), size=len(uses))]
        using = drawn[drawn >= 1]
        yield floor_at(case.membership, quantile(using.tolist(), 1 - case.protect_share)) if len(using) else None


def _interval(values: Sequence[float]) -> Interval | None:
    if not values:
        return None
    return Interval(quantile(values, (1 - LEVEL) / 2), quantile(values, (1 + LEVEL) / 2))
