"""Every write of services on demand."""

from beffroi.web.services.actions.accepting import accept
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
from beffroi.web.services.actions.offers import save_offer, save_service, set_price, step_offer
from beffroi.web.services.actions.sessions import call_off, check_in, save_session, step_session
from beffroi.web.services.actions.waiting import join, lapse, leave
from beffroi.web.services.seating import SoldOut

__all__ = [
    "Asker",
    "SoldOut",
    "accept",
    "call_off",
    "cancel",
    "check_in",
    "confirm",
    "expire",
    "hold",
    "hold_once",
    "join",
    "lapse",
    "leave",
    "review",
    "save_offer",
    "save_service",
    "save_session",
    "set_price",
    "share_now",
    "step_offer",
    "step_session",
    "substitute",
]
