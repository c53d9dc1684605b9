"""Who may do what in monitoring: the M&E unit measures, co-managers help to draw the chain, insiders read."""

from typing import Any

from beffroi.web.core.permissions import Predicate, predicate, somebody
from beffroi.web.monitoring.models import Alert, Mitigation
from beffroi.web.piloting.permissions import is_inside, leads
from beffroi.web.strategy.permissions import holds

measures = holds("m_and_e_officer", "administrator")


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


PERMISSIONS: dict[str, Predicate] = {
    "browse": somebody,
    "view_results": is_inside,
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
}
