"""Every read of piloting."""

from beffroi.web.piloting.queries.visible import (
    code_now,
    openable_actions,
    piloted_strategies,
    strategies_from_inside,
    visible_actions,
    visible_bodies,
    visible_decisions,
    visible_issues,
    visible_mandates,
    visible_meetings,
    visible_of,
    visible_risks,
)

__all__ = [
    "code_now",
    "openable_actions",
    "piloted_strategies",
    "strategies_from_inside",
    "visible_actions",
    "visible_bodies",
    "visible_decisions",
    "visible_issues",
    "visible_mandates",
    "visible_meetings",
    "visible_of",
    "visible_risks",
]
