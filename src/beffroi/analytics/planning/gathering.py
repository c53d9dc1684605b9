"""What a file of a plan turns out to hold: its actions, or everything that is wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from beffroi.analytics.errors import InputError
from beffroi.analytics.messages import Message
from beffroi.analytics.planning.model import MOST_ACTIONS, Plan, PlannedAction

MOST_MISTAKES = 200
"""Mistakes that are listed; the rest is counted."""


@dataclass(frozen=True)
class Mistake:
    """Something that cannot be read: in which row of a table or line of a text (0: none), under which heading."""

    row: int
    column: str
    message: Message


@dataclass(frozen=True)
class Reading:
    """What a file holds: its plan, or everything that is wrong with it."""

    plan: Plan | None
    mistakes: tuple[Mistake, ...] = ()
    mistake_count: int = 0
    actions: tuple[PlannedAction, ...] = field(default=(), compare=False)
    """Those that can be read, also where others cannot."""
    rows: Mapping[str, int] = field(default_factory=dict, compare=False)
    """In which row or line each identifier stands first, also of an action that cannot be read."""
    headings: Mapping[str, str] = field(default_factory=dict, compare=False)
    """What a column of a table holds → its heading as the file writes it."""


@dataclass
class Gathered:
    """Actions and mistakes as they come."""

    actions: list[PlannedAction] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    count: int = 0
    """Mistakes, also those that are not listed."""
    begun: int = 0
    headings: dict[str, str] = field(default_factory=dict)
    _row_of: dict[str, int] = field(default_factory=dict)
    _unread: dict[str, int] = field(default_factory=dict)

    def begin(self, name: str) -> None:
        """Count an action that is about to be read; a file without end is given up."""
        self.begun += 1
        if self.begun > MOST_ACTIONS:
            said = Message("{name}: there are more than {most} actions; divide the plan.", name=name, most=MOST_ACTIONS)
            raise InputError(said)

    def wrong(self, row: int, column: str, message: Message) -> None:
        """Note a mistake."""
        self.count += 1
        if len(self.mistakes) < MOST_MISTAKES:
            self.mistakes.append(Mistake(row, column, message))

    def keep(self, row: int, values: dict[str, Any]) -> None:
        """Keep an action, if its identifier is its own."""
        name = values["id"]
        if name in self._row_of:
            first = self._row_of[name]
            self.wrong(row, "id", Message("{id} stands already at {row}; give each action its own", id=name, row=first))
            return
        self._row_of[name] = row
        self.actions.append(PlannedAction(**values))

    def leave(self, row: int, values: dict[str, Any]) -> None:
        """Remember where an action stands that cannot be read."""
        if values.get("id"):
            self._unread.setdefault(values["id"], row)

    def reading(self, name: str) -> Reading:
        """The plan if nothing was wrong."""
        if self.count:
            rows = self._unread | self._row_of
            return Reading(None, tuple(self.mistakes), self.count, tuple(self.actions), rows, self.headings)
        if not self.actions:
            raise InputError(Message("{name}: there is no action in it; add the actions of the plan.", name=name))
        plan = Plan(tuple(self.actions))
        return Reading(plan, actions=plan.actions, rows=dict(self._row_of), headings=self.headings)
