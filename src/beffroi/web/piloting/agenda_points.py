"""What bodies and meetings bring to an agenda: open actions of the body, and decisions due."""

from collections.abc import Iterable

from beffroi.web.piloting.agenda import Point, brings
from beffroi.web.piloting.models import Body
from beffroi.web.piloting.queries.meetings import decisions_due, open_actions, titles


@brings
def actions_of(body: Body) -> Iterable[Point]:
    """Actions that the body is responsible or accountable for, and that are not over."""
    items = [action.item_id for action in open_actions(body.strategy, body)]
    return [Point("action", title, item) for item, title in titles(body.strategy, items).items()]


@brings
def decisions_of(body: Body) -> Iterable[Point]:
    """Decisions that the body has to take."""
    items = [decision.item_id for decision in decisions_due(body)]
    return [Point("decision", title, item) for item, title in titles(body.strategy, items).items()]
