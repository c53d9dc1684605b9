"""What waits in monitoring, and whether results are on track."""

from beffroi.web.monitoring.waiting import alerts, track

__all__ = ["alerts", "track"]
