"""Every write of services on demand."""

from beffroi.web.services.actions.accepting import accept
from beffroi.web.services.actions.aid import declare_aid, register_aid
from beffroi.web.services.actions.appraisals import keep_appraisal, take_price
from beffroi.web.services.actions.booking import (
    Asker,
    cancel,
    confirm,
    expire,
    hold,
    hold_once,
    review,
    share_now,
    substitute,
)
from beffroi.web.services.actions.invoicing import Terms, invoice_booking
from beffroi.web.services.actions.offers import save_offer, save_service, set_price, step_offer
from beffroi.web.services.actions.pilot_decision import decide_pilot, take_over
from beffroi.web.services.actions.pilots import (
    add_document,
    advance,
    choose_service,
    compare,
    save_pilot,
    save_step,
    set_criteria,
    start_pilot,
    weigh,
)
from beffroi.web.services.actions.promotion import promote, stop_promoting
from beffroi.web.services.actions.sessions import call_off, check_in, save_session, step_session
from beffroi.web.services.actions.shares import invoice_share
from beffroi.web.services.actions.surveys import answer_survey, remind_of_survey, send_survey
from beffroi.web.services.actions.waiting import join, join_once, lapse, leave
from beffroi.web.services.seating import SoldOut

__all__ = [
    "Asker",
    "SoldOut",
    "Terms",
    "accept",
    "add_document",
    "advance",
    "answer_survey",
    "call_off",
    "cancel",
    "check_in",
    "choose_service",
    "compare",
    "confirm",
    "decide_pilot",
    "declare_aid",
    "expire",
    "hold",
    "hold_once",
    "invoice_booking",
    "invoice_share",
    "join",
    "join_once",
    "keep_appraisal",
    "lapse",
    "leave",
    "promote",
    "register_aid",
    "remind_of_survey",
    "review",
    "save_offer",
    "save_pilot",
    "save_service",
    "save_session",
    "save_step",
    "send_survey",
    "set_criteria",
    "set_price",
    "share_now",
    "start_pilot",
    "step_offer",
    "step_session",
    "stop_promoting",
    "substitute",
    "take_over",
    "take_price",
    "weigh",
]
