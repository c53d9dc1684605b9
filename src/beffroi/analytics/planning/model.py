"""A plan: actions with dates, owners and what they come after."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message
from beffroi.analytics.planning.dates import PartialDate

MOST_ACTIONS = 20_000
MOST_NAMES = 500
"""Owners, predecessors and the like of one action."""


@dataclass(frozen=True)
class Statement:
    """What another passage says of an action: its start, its end, and where that stands."""

    where: str
    start: PartialDate | None = None
    end: PartialDate | None = None


@dataclass(frozen=True)
class PlannedAction:
    """One action of a plan; `after` names the actions that must have ended before it starts."""

    id: str
    name: str = ""
    group: str = ""
    """What it is part of: an intervention, a roadmap."""
    start: PartialDate | None = None
    end: PartialDate | None = None
    owners: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    milestone: bool = False
    stated_elsewhere: tuple[Statement, ...] = ()

    @cached_property
    def begins(self) -> date | None:
        """The first day of its start; of a milestone with an end only, the first day of that."""
        given = self.start or (self.end if self.milestone else None)
        return None if given is None else given.first

    @cached_property
    def ends(self) -> date | None:
        """The last day of its end; of a milestone with a start only, the last day of that."""
        given = self.end or (self.start if self.milestone else None)
        return None if given is None else given.last


@dataclass(frozen=True)
class Plan:
    """Actions in the order in which they are printed; each has an identifier of its own."""

    actions: tuple[PlannedAction, ...]

    def __post_init__(self) -> None:
        """Refuse identifiers that are empty or stand twice."""
        check_ids([action.id for action in self.actions])

    @cached_property
    def by_id(self) -> dict[str, PlannedAction]:
        """Identifier → action."""
        return {action.id: action for action in self.actions}

    @cached_property
    def position(self) -> dict[str, int]:
        """Identifier → place in the plan, from 0."""
        return {action.id: at for at, action in enumerate(self.actions)}

    @cached_property
    def before(self) -> list[list[int]]:
        """For each action the places of its predecessors, each once; those that the plan does not have are left out."""
        place = self.position
        return [[place[name] for name in dict.fromkeys(action.after) if name in place] for action in self.actions]


def check_ids(ids: Collection[str]) -> None:
    """Refuse identifiers that are empty or stand twice.

    Parameters
    ----------
    ids : collection of str

    Raises
    ------
    InputError
        that says which.

    Examples
    --------
    >>> check_ids(["A1", "A2"])
    """
    seen: set[str] = set()
    for name in ids:
        if not name:
            raise InputError(Message("an action has no identifier; give it one, such as A1"))
        if name in seen:
            raise InputError(Message("the identifier {id} stands twice; give each action its own", id=name))
        seen.add(name)
