"""Who may do what in piloting: co-managers lead; who holds a seat reads and answers; M&E never writes here.

Whoever is inside reads the sums of money; single lines of the ledger, which name payments to others, are read by who
leads, monitors, evaluates or administers. An evaluator must see the payments themselves: whoever is judged does not
choose what the judgement rests on. Advisers and readers need the sums alone.

A cluster manager reads how a strategy is piloted if it concerns the cluster: they sit in one of its bodies, or the
organisation that runs the cluster holds a seat or has a part in an action.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from beffroi.web.accounts.permissions import organisations_managed
from beffroi.web.accounts.queries import current
from beffroi.web.core.permissions import Predicate, predicate, somebody
from beffroi.web.piloting.models import Action, Attendance, Responsibility, Term
from beffroi.web.strategy.permissions import holds

OWNING = (Responsibility.Part.RESPONSIBLE, Responsibility.Part.ACCOUNTABLE)
READERS_OF_LEDGER = ("co_manager", "m_and_e_officer", "evaluator", "administrator")
leads = holds("co_manager", "administrator")
monitors = holds("m_and_e_officer")
has_role = holds("administrator", "co_manager", "m_and_e_officer", "evaluator", "adviser", "reader")


def taken_part_in(user: Any, path: str = "pk") -> Q:
    """The strategies that a person reads from inside without a role, as a condition on what leads to them.

    They hold a seat in a body today, or manage a cluster whose organisation does or has a part in an action.
    """
    if not somebody(user):
        return Q(pk=None)
    sat_in = Term.objects.filter(current(), person=user).values("seat__body__strategy")
    found = Q(**{f"{path}__in": sat_in})
    if managed := list(organisations_managed(user).values_list("pk", flat=True)):
        seats = Term.objects.filter(current(), organisation__in=managed).values("seat__body__strategy")
        parts = Responsibility.objects.filter(organisation__in=managed).values("action__strategy")
        found |= Q(**{f"{path}__in": seats}) | Q(**{f"{path}__in": parts})
    return found


@predicate
def takes_part(user: Any, of: Any = None) -> bool:
    """The person holds a seat in a body of the strategy, or manages a cluster that has a part in it."""
    if not somebody(user) or of is None:
        return False
    strategy = getattr(of, "strategy", of)
    return bool(type(strategy).objects.filter(taken_part_in(user), pk=strategy.pk).exists())


@predicate
def is_asked(user: Any, of: Any = None) -> bool:
    """The person was invited to the meeting, which has not begun."""
    if not somebody(user) or of is None or of.state != "invited" or of.starts_at < timezone.now():
        return False
    return Attendance.objects.filter(meeting=of, person=user).exists()


def own_actions(user: Any) -> QuerySet[Action]:
    """The actions of which the person's organisation, or a body in which they sit, is an owner."""
    if not somebody(user):
        return Action.objects.none()
    acting = user.representations.filter(current(), state="confirmed").values("organisation")
    sitting = Term.objects.filter(current(), person=user).values("seat__body")
    owned = Responsibility.objects.filter(part__in=OWNING).filter(Q(organisation__in=acting) | Q(body__in=sitting))
    return Action.objects.filter(pk__in=owned.values("action"))


@predicate
def owns(user: Any, of: Any = None) -> bool:
    """The person acts for an organisation that owns the action, or sits in a body that does."""
    return isinstance(of, Action) and own_actions(user).filter(pk=of.pk).exists()


is_inside = has_role | takes_part

PERMISSIONS: dict[str, Predicate] = {
    "browse": somebody,
    "view_piloting": is_inside,
    "view_action": is_inside | owns,
    "change_bodies": leads,
    "change_meetings": leads,
    "answer_meeting": is_asked,
    "decide": leads,
    "change_roadmap": leads,
    "report_evidence": leads | owns,
    "change_risks": leads,
    "view_ledger": holds(*READERS_OF_LEDGER),
    "change_money": leads,
    "change_flows": leads,
    "note_flow": leads | monitors,
}
