"""Every write of monitoring."""

from beffroi.web.monitoring.actions.indicators import save_indicator
from beffroi.web.monitoring.actions.measurements import correct, measure
from beffroi.web.monitoring.actions.steps import add_step

__all__ = ["add_step", "correct", "measure", "save_indicator"]
