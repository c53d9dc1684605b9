"""Who may do what in monitoring: the M&E unit measures, co-managers help to draw the chain, reporters answer.

Beneficiary rows are data of enterprises: the M&E unit and the evaluator read them, and an organisation what it sent.
"""

from typing import Any

from django.db.models import Q

from beffroi.web.accounts.permissions import roles_of, standing
from beffroi.web.accounts.queries import current
from beffroi.web.core.permissions import Predicate, anybody, predicate, somebody
from beffroi.web.monitoring.models import Alert, BeneficiaryFile, DataRequest, Entry, Mitigation
from beffroi.web.piloting.permissions import is_inside, leads
from beffroi.web.strategy.permissions import holds

MEASURING = ("m_and_e_officer", "administrator")
READERS_OF_ROWS = ("m_and_e_officer", "evaluator", "administrator")


def asked_of(user: Any, path: str = "") -> Q:
    """The requests that a person is asked to answer, as a condition on what leads to them.

    They act for the organisation, sit in the body, or were asked to answer in its place.
    """
    if not somebody(user):
        return Q(pk=None)
    acting = user.representations.filter(current(), state="confirmed").values("organisation")
    sitting = user.terms.filter(current()).values("seat__body")
    found = Q(**{f"{path}organisation__in": acting}) | Q(**{f"{path}body__in": sitting})
    return found | Q(**{f"{path}delegate": user.pk})


def measured_by(user: Any, path: str) -> Q:
    """The strategies for which a person measures, as a condition on what leads to them."""
    held = [one for one in roles_of(user) if one.role in MEASURING]
    if any(one.scope_type is None for one in held):
        return Q(pk__isnull=False)
    found = Q(pk=None)
    for one in held:
        found |= Q(**{path: one.scope_id, f"{path}__living__owner_type": one.scope_type})
    return found


@predicate
def reports(user: Any, of: Any = None) -> bool:
    """The person is asked to answer the request, or that of the value."""
    found = of.request if isinstance(of, Entry) else of
    if not somebody(user) or not isinstance(found, DataRequest):
        return False
    return DataRequest.objects.filter(asked_of(user), pk=found.pk).exists()


measures = holds(*MEASURING)


@predicate
def looks_after(user: Any, of: Any = None) -> bool:
    """The person was asked to look after the alert."""
    return somebody(user) and isinstance(of, Alert) and of.owner_id == user.pk


@predicate
def proposed_it(user: Any, of: Any = None) -> bool:
    """The person proposed the mitigation, or wrote the finding on which it rests."""
    if not isinstance(of, Mitigation):
        return False
    return user.pk in {of.proposed_by_id, of.finding.written_by_id}


@predicate
def sent_rows(user: Any, of: Any = None) -> bool:
    """The person acts for an organisation that sent beneficiary rows of the strategy."""
    represented = list(standing(user).represented)
    if not represented or of is None:
        return False
    found = BeneficiaryFile.objects.filter(strategy=getattr(of, "strategy", of))
    return found.filter(organisation__in=represented).exists()


PERMISSIONS: dict[str, Predicate] = {
    "browse": somebody,
    "view_results": is_inside,
    "view_beneficiaries": holds(*READERS_OF_ROWS) | (is_inside & sent_rows),
    "import_beneficiaries": measures,
    "change_chain": holds("m_and_e_officer", "administrator", "co_manager"),
    "change_indicators": measures,
    "change_alerts": measures,
    "snooze_alert": measures | looks_after & is_inside,
    "note_assumptions": measures,
    # The two sides: monitoring finds and proposes, piloting decides; nobody decides what they proposed themselves.
    "write_findings": measures,
    "propose_mitigation": measures,
    "decide_mitigation": leads & ~proposed_it,
    "look_at_effect": measures,
    "report": reports,
    "view_request": reports | measures,
    "collect": measures,
    # What is issued is read by whoever may read the strategy, which the queries of issued reports say
    "prepare_report": measures,
    "view_issued": anybody,
}
