"""Who may do what in piloting: co-managers lead; who holds a seat reads and answers; M&E never writes here."""

from typing import Any

from django.utils import timezone

from beffroi.web.accounts.permissions import roles_of
from beffroi.web.accounts.queries import current
from beffroi.web.core.permissions import Predicate, predicate, somebody
from beffroi.web.piloting.models import Attendance, Term
from beffroi.web.strategy.permissions import holds

leads = holds("co_manager", "administrator")
has_role = holds("administrator", "co_manager", "m_and_e_officer", "evaluator", "adviser", "cluster_manager", "reader")


@predicate
def manages_a_cluster(user: Any, _of: Any = None) -> bool:
    """The person manages a cluster: whichever it is, they read how the strategy is piloted."""
    return any(held.role == "cluster_manager" for held in roles_of(user))


@predicate
def sits(user: Any, of: Any = None) -> bool:
    """The person holds a seat today in a body of the strategy."""
    if not somebody(user) or of is None:
        return False
    strategy = getattr(of, "strategy", of)
    return Term.objects.filter(current(), person=user, seat__body__strategy=strategy).exists()


@predicate
def is_asked(user: Any, of: Any = None) -> bool:
    """The person was invited to the meeting, which has not begun."""
    if not somebody(user) or of is None or of.state != "invited" or of.starts_at < timezone.now():
        return False
    return Attendance.objects.filter(meeting=of, person=user).exists()


is_inside = has_role | manages_a_cluster | sits

PERMISSIONS: dict[str, Predicate] = {
    "browse": somebody,
    "view_piloting": is_inside,
    "change_bodies": leads,
    "change_meetings": leads,
    "answer_meeting": is_asked,
    "decide": leads,
    "change_roadmap": leads,
    "change_risks": leads,
    "change_money": leads,
    "change_flows": leads,
}
