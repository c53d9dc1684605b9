"""What the slice of piloting stores."""

from beffroi.web.piloting.models.bodies import Body, Function, Seat, Term
from beffroi.web.piloting.models.meetings import AgendaItem, Attendance, Decision, Meeting
from beffroi.web.piloting.models.roadmap import Action, Deliverable, Responsibility

__all__ = [
    "Action",
    "AgendaItem",
    "Attendance",
    "Body",
    "Decision",
    "Deliverable",
    "Function",
    "Meeting",
    "Responsibility",
    "Seat",
    "Term",
]
