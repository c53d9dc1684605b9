"""What the slice of piloting stores."""

from beffroi.web.piloting.models.bodies import Body, Function, Seat, Term
from beffroi.web.piloting.models.flows import Flow, FlowRecord
from beffroi.web.piloting.models.mandates import Mandate, Party
from beffroi.web.piloting.models.meetings import Addendum, AgendaItem, Attendance, CalendarFeed, Decision, Meeting
from beffroi.web.piloting.models.money import FundingSource, LedgerEntry, PeriodClosing
from beffroi.web.piloting.models.risks import Issue, Risk, RiskRating
from beffroi.web.piloting.models.roadmap import Action, Deliverable, Replanning, Responsibility

__all__ = [
    "Action",
    "Addendum",
    "AgendaItem",
    "Attendance",
    "Body",
    "CalendarFeed",
    "Decision",
    "Deliverable",
    "Flow",
    "FlowRecord",
    "Function",
    "FundingSource",
    "Issue",
    "LedgerEntry",
    "Mandate",
    "Meeting",
    "Party",
    "PeriodClosing",
    "Replanning",
    "Responsibility",
    "Risk",
    "RiskRating",
    "Seat",
    "Term",
]
