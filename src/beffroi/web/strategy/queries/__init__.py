"""Every read of strategies."""

from beffroi.web.strategy.queries.strategies import (
    all_strategies,
    draft_of,
    in_force,
    people_who_lead,
    spaces_at_work,
    spaces_of,
    the_version,
    versions_at_work,
    versions_to_read,
    visible_changerequests,
    visible_comments,
    visible_instruments,
    visible_plans,
    visible_strategies,
    visible_versions,
)

__all__ = [
    "all_strategies",
    "draft_of",
    "in_force",
    "people_who_lead",
    "spaces_at_work",
    "spaces_of",
    "the_version",
    "versions_at_work",
    "versions_to_read",
    "visible_changerequests",
    "visible_comments",
    "visible_instruments",
    "visible_plans",
    "visible_strategies",
    "visible_versions",
]
