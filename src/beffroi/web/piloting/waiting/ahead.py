"""What the functions of this room will read, so that it is read together."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from beffroi.web.core.waiting import Asked, reads
from beffroi.web.piloting.queries.bodies import reads_of_bodies
from beffroi.web.piloting.queries.flows import reads_of_flows
from beffroi.web.piloting.queries.meetings import reads_of_decision_titles, reads_of_decisions_open
from beffroi.web.piloting.queries.money import reads_of_money
from beffroi.web.piloting.queries.risks import reads_of_risks
from beffroi.web.piloting.queries.roadmap import reads_of_kept_roadmap
from beffroi.web.piloting.waiting.meetings import reads_of_invitations, reads_of_open
from beffroi.web.piloting.waiting.reading import is_inside
from beffroi.web.piloting.waiting.roadmap import reads_of_mine


@reads(then=True)
def ahead(asked: Asked) -> Iterable[QuerySet[Any, Any]]:
    """Everything, once the versions of the strategy are known."""
    invited = reads_of_invitations(asked)
    if not is_inside(asked):
        return (invited,)
    return (
        invited,
        *reads_of_bodies(asked.user, asked.of),
        reads_of_flows(asked.of, asked.today),
        reads_of_open(asked),
        reads_of_decisions_open(asked.of),
        *reads_of_decision_titles(asked.of),
        *reads_of_money(asked.of),
        *reads_of_risks(asked.of),
        *reads_of_kept_roadmap(asked.of, asked.today, asked.state),
        reads_of_mine(asked),
    )
