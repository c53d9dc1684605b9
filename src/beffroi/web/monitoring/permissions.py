"""Who may do what in monitoring: the M&E unit measures, co-managers help to draw the chain, insiders read."""

from beffroi.web.core.permissions import Predicate, somebody
from beffroi.web.piloting.permissions import is_inside
from beffroi.web.strategy.permissions import holds

PERMISSIONS: dict[str, Predicate] = {
    "browse": somebody,
    "view_results": is_inside,
    "change_chain": holds("m_and_e_officer", "administrator", "co_manager"),
    "change_indicators": holds("m_and_e_officer", "administrator"),
}
