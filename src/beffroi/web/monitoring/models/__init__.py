"""Tables of monitoring."""

from beffroi.web.monitoring.models.indicators import Indicator, Measurement

__all__ = ["Indicator", "Measurement"]
