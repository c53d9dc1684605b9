"""What the worker does for memberships: it says some weeks before that they end."""

from datetime import timedelta
from itertools import groupby

from beffroi.web.accounts.actions import warn_of_lapses
from beffroi.web.accounts.queries.member_lists import to_warn_of
from beffroi.web.core.worker import chore


def warn_before_memberships_lapse() -> int:
    """Tell of memberships that end soon, cluster by cluster; says of how many."""
    found = list(to_warn_of())
    for cluster, memberships in groupby(found, lambda one: one.cluster):
        warn_of_lapses(actor=None, cluster=cluster, memberships=list(memberships))
    return len(found)


chore("warn before memberships lapse", timedelta(hours=1), warn_before_memberships_lapse)
