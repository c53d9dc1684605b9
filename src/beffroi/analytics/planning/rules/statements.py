"""Contradictions: another passage gives an action another date."""

from collections.abc import Iterator

from beffroi.analytics.messages import Day, Message
from beffroi.analytics.planning.dates import PartialDate
from beffroi.analytics.planning.findings import PlanFinding
from beffroi.analytics.planning.model import Plan, PlannedAction, Statement


def stated_differently(plan: Plan) -> Iterator[PlanFinding]:
    """Starts and ends that another passage gives differently; a coarser date that holds the planned one agrees.

    >>> year, other = PartialDate(2020), PartialDate(2021)
    >>> action = PlannedAction("A1", end=year, stated_elsewhere=(Statement("annex", end=other),))
    >>> [str(found.message) for found in stated_differently(Plan((action,)))]
    ['the end of A1 is 2020 here and 2021 elsewhere (annex)']
    """
    for action in plan.actions:
        for statement in action.stated_elsewhere:
            if _differ(action.start, statement.start):
                template = "the start of {action} is {planned} here and {stated} elsewhere ({where})"
                yield _finding(Message(template, **_values(action, action.start, statement.start, statement)))
            if _differ(action.end, statement.end):
                template = "the end of {action} is {planned} here and {stated} elsewhere ({where})"
                yield _finding(Message(template, **_values(action, action.end, statement.end, statement)))


def _differ(planned: PartialDate | None, stated: PartialDate | None) -> bool:
    return planned is not None and stated is not None and not planned.agrees_with(stated)


def _values(
    action: PlannedAction, planned: PartialDate | None, stated: PartialDate | None, statement: Statement
) -> dict[str, str]:
    return {"action": action.id, "planned": Day(planned), "stated": Day(stated), "where": statement.where}


def _finding(said: Message) -> PlanFinding:
    remedy = Message("Find out which is right, and correct the other.")
    return PlanFinding("stated_differently", said.values["action"], said, remedy)
