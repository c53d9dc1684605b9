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

__all__ = [
    "agree_mandate",
    "change_mandate",
    "end_term",
    "give_term",
    "remove_seat",
    "save_body",
    "save_seat",
    "start_mandate",
    "step_mandate",
    "warn_of_cadence",
]
