"""Who may do what in piloting: co-managers lead; those who hold a seat read and prepare; M&E never writes here."""

from beffroi.web.core.permissions import Predicate
from beffroi.web.strategy.permissions import holds

leads = holds("co_manager", "administrator")
is_inside = holds("administrator", "co_manager", "m_and_e_officer", "evaluator", "adviser", "cluster_manager", "reader")

PERMISSIONS: dict[str, Predicate] = {
    "view_piloting": is_inside,
    "change_bodies": leads,
    "change_meetings": leads,
    "decide": leads,
    "change_roadmap": leads,
    "change_risks": leads,
    "change_money": leads,
    "change_flows": leads,
}
