"""Every write of piloting."""

from beffroi.web.piloting.actions.bodies import (
    end_term,
    give_term,
    remove_seat,
    save_body,
    save_seat,
    warn_of_cadence,
)
from beffroi.web.piloting.actions.decisions import decide, drop_decision, save_due_decision
from beffroi.web.piloting.actions.flows import end_flow, note_flow, save_flow
from beffroi.web.piloting.actions.mandates import agree_mandate, change_mandate, start_mandate, step_mandate
from beffroi.web.piloting.actions.meetings import (
    add_point,
    answer_meeting,
    build_agenda,
    cancel_meeting,
    change_meeting,
    hold_meeting,
    invite,
    plan_meeting,
    renew_feed,
)
from beffroi.web.piloting.actions.minutes import (
    add_addendum,
    approve_minutes,
    circulate_minutes,
    write_minutes,
)
from beffroi.web.piloting.actions.money import close_period, enter_amount, enter_ledger, reverse_amount, save_source
from beffroi.web.piloting.actions.reminders import remind_of_action
from beffroi.web.piloting.actions.replanning import replan
from beffroi.web.piloting.actions.responsibilities import share_out
from beffroi.web.piloting.actions.risks import close_issue, close_risk, rate_risk, risk_happened, save_risk
from beffroi.web.piloting.actions.roadmap import (
    add_action,
    add_deliverable,
    change_action,
    report_deliverable,
    set_state,
)
from beffroi.web.piloting.actions.roadmap_import import take_in_roadmap
from beffroi.web.piloting.actions.written import decide_in_writing

__all__ = [
    "add_action",
    "add_addendum",
    "add_deliverable",
    "add_point",
    "agree_mandate",
    "answer_meeting",
    "approve_minutes",
    "build_agenda",
    "cancel_meeting",
    "change_action",
    "change_mandate",
    "change_meeting",
    "circulate_minutes",
    "close_issue",
    "close_period",
    "close_risk",
    "decide",
    "decide_in_writing",
    "drop_decision",
    "end_flow",
    "end_term",
    "enter_amount",
    "enter_ledger",
    "give_term",
    "hold_meeting",
    "invite",
    "note_flow",
    "plan_meeting",
    "rate_risk",
    "remind_of_action",
    "remove_seat",
    "renew_feed",
    "replan",
    "report_deliverable",
    "reverse_amount",
    "risk_happened",
    "save_body",
    "save_due_decision",
    "save_flow",
    "save_risk",
    "save_seat",
    "save_source",
    "set_state",
    "share_out",
    "start_mandate",
    "step_mandate",
    "take_in_roadmap",
    "warn_of_cadence",
    "write_minutes",
]
