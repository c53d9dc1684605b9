"""Every write of strategies."""

from beffroi.web.strategy.actions.elements import add_beside
from beffroi.web.strategy.actions.reviews import note_reading
from beffroi.web.strategy.actions.versions import create_strategy, publish_version, start_version
from beffroi.web.strategy.actions.voices import (
    accept_request,
    comment,
    decline_request,
    request_change,
    withdraw_comment,
    withdraw_request,
)

__all__ = [
    "accept_request",
    "add_beside",
    "comment",
    "create_strategy",
    "decline_request",
    "note_reading",
    "publish_version",
    "request_change",
    "start_version",
    "withdraw_comment",
    "withdraw_request",
]
