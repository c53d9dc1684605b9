"""What the slice brings to an agenda: open actions, decisions due, risks and issues, and requests for a change."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from beffroi.web.piloting.agenda import Point, brings, page_of_points
from beffroi.web.piloting.models import Body, Issue, Risk
from beffroi.web.piloting.queries.bodies import piloting_body
from beffroi.web.piloting.queries.meetings import decisions_due, open_actions, titles
from beffroi.web.piloting.risk_rules import is_to_be_discussed, rating
from beffroi.web.strategy.queries.requests import open_requests

AHEAD = timedelta(weeks=4)
"""An agenda is made ahead: a risk comes onto it when its review is due within so long."""


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


@brings
def risks_of(body: Body) -> Iterable[Point]:
    """Risks that the body watches and that are due for review or still high; unwatched ones for who leads."""
    mine = Q(owner=body) | Q(owner=None) if _leads(body) else Q(owner=body)
    until = timezone.localdate() + AHEAD
    items = [
        one.item_id
        for one in Risk.objects.filter(mine, strategy=body.strategy, state=Risk.State.OPEN)
        if is_to_be_discussed(
            rating(one.likelihood, one.impact), rating(one.likelihood_after, one.impact_after), one.review_on, until
        )
    ]
    return [Point("risk", title, item) for item, title in titles(body.strategy, items).items()]


@brings
def issues_of(body: Body) -> Iterable[Point]:
    """Issues that are open: for the body that watched the risk, else for the one that leads."""
    watched = dict(
        Risk.objects.filter(strategy=body.strategy, item__leads_to__kind="became").values_list(
            "item__leads_to__target", "owner"
        )
    )
    leads = _leads(body)
    items = [
        item
        for item in Issue.objects.filter(strategy=body.strategy, closed_on=None).values_list("item", flat=True)
        if watched.get(item) == body.pk or (leads and watched.get(item) is None)
    ]
    return [Point("issue", title, item) for item, title in titles(body.strategy, items).items()]


@brings
def requests_of(body: Body) -> Iterable[Point]:
    """Requests for a change of the strategy that wait, for the body that leads."""
    if not _leads(body):
        return []
    return [Point("request", node.title, node.item_id) for _asked, node in open_requests(body.strategy)]


def _leads(body: Body) -> bool:
    found = piloting_body(body.strategy)
    return found is not None and found.pk == body.pk


for _kind, _page in (("action", "piloting:action"), ("risk", "piloting:risk")):
    page_of_points(_kind, _page)
