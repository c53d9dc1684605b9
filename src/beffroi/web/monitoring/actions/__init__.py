"""Every write of monitoring."""

from beffroi.web.monitoring.actions.beneficiaries import import_beneficiaries
from beffroi.web.monitoring.actions.checking import ask_for_check
from beffroi.web.monitoring.actions.commitments import carry_forward, state_commitment
from beffroi.web.monitoring.actions.entries import enter, remove_file, save_answers, start_correction
from beffroi.web.monitoring.actions.indicators import save_indicator
from beffroi.web.monitoring.actions.measurements import correct, measure
from beffroi.web.monitoring.actions.requests import (
    ask,
    close_period,
    delegate,
    lock_period,
    note_opened,
    open_periods,
    remind,
    reopen_period,
    send_link,
)
from beffroi.web.monitoring.actions.stating import state_indicator
from beffroi.web.monitoring.actions.steps import add_step
from beffroi.web.monitoring.actions.validation import publish_entries, return_entries, validate_entries
from beffroi.web.monitoring.actions.value_rules import remove_value_rule, save_value_rule, state_value_rule

__all__ = [
    "add_step",
    "ask",
    "ask_for_check",
    "carry_forward",
    "close_period",
    "correct",
    "delegate",
    "enter",
    "import_beneficiaries",
    "lock_period",
    "measure",
    "note_opened",
    "open_periods",
    "publish_entries",
    "remind",
    "remove_file",
    "remove_value_rule",
    "reopen_period",
    "return_entries",
    "save_answers",
    "save_indicator",
    "save_value_rule",
    "send_link",
    "start_correction",
    "state_commitment",
    "state_indicator",
    "state_value_rule",
    "validate_entries",
]
