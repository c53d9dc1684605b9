"""Who sees the history of what in piloting, and how the verbs of its actions read."""

from beffroi.web.core import history
from beffroi.web.piloting import queries

history.register("piloting.body", queries.visible_bodies)
history.register("piloting.meeting", queries.visible_meetings)
history.register("piloting.action", queries.visible_actions)
