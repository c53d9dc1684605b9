"""Every read of piloting."""

from beffroi.web.piloting.queries.visible import (
    visible_actions,
    visible_bodies,
    visible_decisions,
    visible_meetings,
    visible_of,
)

__all__ = ["visible_actions", "visible_bodies", "visible_decisions", "visible_meetings", "visible_of"]
