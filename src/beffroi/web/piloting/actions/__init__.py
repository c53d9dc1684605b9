"""Every write of piloting."""

from beffroi.web.piloting.actions.bodies import (
    end_term,
    give_term,
    remove_seat,
    save_body,
    save_seat,
    warn_of_cadence,
)
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
    decide,
    write_minutes,
)

__all__ = [
    "add_addendum",
    "add_point",
    "agree_mandate",
    "answer_meeting",
    "approve_minutes",
    "build_agenda",
    "cancel_meeting",
    "change_mandate",
    "change_meeting",
    "circulate_minutes",
    "decide",
    "end_term",
    "give_term",
    "hold_meeting",
    "invite",
    "plan_meeting",
    "remove_seat",
    "renew_feed",
    "save_body",
    "save_seat",
    "start_mandate",
    "step_mandate",
    "warn_of_cadence",
    "write_minutes",
]
