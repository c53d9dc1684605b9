"""Who may do what with pilots: their cluster and the co-managers carry them, whoever reads the piloting reads them.

The cluster of a pilot never decides about it: that is up to who decides for the competent body.
"""

from typing import Any

from beffroi.web.accounts.permissions import clusters_managed
from beffroi.web.core.permissions import Predicate, predicate, somebody
from beffroi.web.piloting.permissions import is_inside, leads
from beffroi.web.services.models import Pilot
from beffroi.web.strategy.permissions import holds


@predicate
def carries(user: Any, of: Any = None) -> bool:
    """The person manages the cluster of the pilot."""
    return somebody(user) and isinstance(of, Pilot) and of.cluster_id in clusters_managed(user)


@predicate
def may_begin(user: Any, of: Any = None) -> bool:
    """The person manages a cluster."""
    return somebody(user) and bool(clusters_managed(user))


PILOTS: dict[str, Predicate] = {
    "browse_pilots": somebody,
    "start_pilot": may_begin | holds("co_manager", "administrator"),
    "view_pilot": carries | is_inside,
    "change_pilot": carries | leads,
    "decide_pilot": leads,
}
