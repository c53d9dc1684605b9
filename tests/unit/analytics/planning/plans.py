"""Plans to test with, written in a line."""

from typing import Any

from beffroi.analytics.planning.dates import parse_date
from beffroi.analytics.planning.model import Plan, PlannedAction


def action(name: str, start: str = "", end: str = "", after: str = "", **others: Any) -> PlannedAction:
    """An action with an owner, unless another is named."""
    dates = {"start": parse_date(start), "end": parse_date(end)}
    return PlannedAction(name, after=tuple(after.split()), **{"owners": ("SPW",), **dates, **others})


def plan(*actions: PlannedAction) -> Plan:
    return Plan(actions)
