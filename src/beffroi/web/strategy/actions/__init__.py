"""Every write of strategies."""

from beffroi.web.strategy.actions.context import accept_pairing, merge_factors, set_aside, take_up_again
from beffroi.web.strategy.actions.criteria import name_proof, take_proof_away
from beffroi.web.strategy.actions.elements import add_beside
from beffroi.web.strategy.actions.reviews import note_reading
from beffroi.web.strategy.actions.timeline import remove_instrument, remove_plan, save_instrument, save_plan
from beffroi.web.strategy.actions.versions import change_strategy, create_strategy, publish_version, start_version
from beffroi.web.strategy.actions.voices import (
    accept_request,
    comment,
    decline_request,
    request_change,
    withdraw_comment,
    withdraw_request,
)

__all__ = [
    "accept_pairing",
    "accept_request",
    "add_beside",
    "change_strategy",
    "comment",
    "create_strategy",
    "decline_request",
    "merge_factors",
    "name_proof",
    "note_reading",
    "publish_version",
    "remove_instrument",
    "remove_plan",
    "request_change",
    "save_instrument",
    "save_plan",
    "set_aside",
    "start_version",
    "take_proof_away",
    "take_up_again",
    "withdraw_comment",
    "withdraw_request",
]
