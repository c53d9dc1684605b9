"""Dates of one action: absent, turned round, or a milestone that takes time."""

from collections.abc import Iterator

from beffroi.analytics.messages import Day, Message
from beffroi.analytics.planning.findings import PlanFinding
from beffroi.analytics.planning.model import Plan, PlannedAction


def no_dates(plan: Plan) -> Iterator[PlanFinding]:
    """Actions without a start or without an end; one of them is enough for a milestone.

    >>> [str(found.message) for found in no_dates(Plan((PlannedAction("A1"),)))]
    ['A1 has no dates']
    """
    for action in plan.actions:
        if action.begins is not None and action.ends is not None:
            continue
        if action.begins is None and action.ends is None:
            said = Message("{action} has no dates", action=action.id)
        elif action.begins is None:
            said = Message("{action} has no start", action=action.id)
        else:
            said = Message("{action} has no end", action=action.id)
        yield PlanFinding("no_dates", action.id, said, Message("Give it a start and an end."))


def end_before_start(plan: Plan) -> Iterator[PlanFinding]:
    """Actions whose last day lies before their first.

    >>> from beffroi.analytics.planning.dates import parse_date
    >>> action = PlannedAction("A1", start=parse_date("2020-06"), end=parse_date("2020-05"))
    >>> [str(found.message) for found in end_before_start(Plan((action,)))]
    ['A1 ends (2020-05) before it starts (2020-06)']
    """
    for action in plan.actions:
        if is_turned_round(action):
            said = Message(
                "{action} ends ({end}) before it starts ({start})",
                action=action.id,
                end=Day(action.end),
                start=Day(action.start),
            )
            yield PlanFinding("end_before_start", action.id, said, Message("Correct the start or the end."))


def is_turned_round(action: PlannedAction) -> bool:
    """Whether an action ends before it starts.

    >>> is_turned_round(PlannedAction("A1"))
    False
    """
    return action.begins is not None and action.ends is not None and action.ends < action.begins


def milestone_with_duration(plan: Plan) -> Iterator[PlanFinding]:
    """Milestones whose start and end are not the same.

    >>> from beffroi.analytics.planning.dates import parse_date
    >>> action = PlannedAction("A1", start=parse_date("2020"), end=parse_date("2021"), milestone=True)
    >>> [str(found.message) for found in milestone_with_duration(Plan((action,)))]
    ['A1 is a milestone but lasts from 2020 to 2021']
    """
    for action in plan.actions:
        if action.milestone and action.start and action.end and action.start != action.end:
            said = Message(
                "{action} is a milestone but lasts from {start} to {end}",
                action=action.id,
                start=Day(action.start),
                end=Day(action.end),
            )
            remedy = Message("Give it one date, or plan it as an action.")
            yield PlanFinding("milestone_with_duration", action.id, said, remedy)
