"""Tables of monitoring."""

from beffroi.web.monitoring.models.alerts import Alert, AssumptionLook
from beffroi.web.monitoring.models.indicators import Indicator, Measurement

__all__ = ["Alert", "AssumptionLook", "Indicator", "Measurement"]
