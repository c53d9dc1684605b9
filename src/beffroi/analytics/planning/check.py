"""The plan check: every rule on a plan, findings in the order of its actions."""

from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from beffroi.analytics.planning.findings import PlanFinding
from beffroi.analytics.planning.model import Plan
from beffroi.analytics.planning.rules.dates import end_before_start, milestone_with_duration, no_dates
from beffroi.analytics.planning.rules.order import too_early, unknown_predecessor
from beffroi.analytics.planning.rules.owners import no_owner, owner_overloaded, owner_without_seat
from beffroi.analytics.planning.rules.statements import stated_differently

RULES = (no_dates, end_before_start, milestone_with_duration, unknown_predecessor, too_early, no_owner)
CODES = (
    "no_dates",
    "end_before_start",
    "milestone_with_duration",
    "cycle",
    "unknown_predecessor",
    "starts_before_predecessor_ends",
    "no_owner",
    "owner_without_seat",
    "owner_overloaded",
    "stated_differently",
)
"""In the order in which the findings at one action are told."""


def check(
    plan: Plan, seats: Collection[str] | None = None, capacity: Mapping[str, int] | None = None
) -> tuple[PlanFinding, ...]:
    """What is to be mended in a plan.

    Parameters
    ----------
    plan : Plan
    seats : collection of str, optional
        owners who hold a seat; without it, `owner_without_seat` is not looked for.
    capacity : mapping of owner to number, optional
        how many actions an owner can carry at once; owners that are not in it are not looked at.

    Returns
    -------
    tuple of PlanFinding
        in the order of the actions, then of `CODES`. Apart from that order they do not depend on that of the actions.

    Notes
    -----
    A month or year counts as its first day for a start and as its last for an end. Time grows in proportion to
    actions and links, and for `capacity` as sorting does.

    Examples
    --------
    >>> from beffroi.analytics.planning.model import PlannedAction
    >>> [(found.code, str(found.message)) for found in check(Plan((PlannedAction("A1", owners=("SPW",)),)))]
    [('no_dates', 'A1 has no dates')]
    """
    parts: list[Iterable[PlanFinding]] = [rule(plan) for rule in RULES]
    parts.append(stated_differently(plan))
    if seats is not None:
        parts.append(owner_without_seat(plan, seats))
    if capacity is not None:
        parts.append(owner_overloaded(plan, capacity))
    place = {code: at for at, code in enumerate(CODES)}
    return tuple(sorted(chain(*parts), key=lambda found: (plan.position[found.action], place[found.code])))
