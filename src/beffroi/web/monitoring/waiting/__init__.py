"""What waits in monitoring, and whether results are on track."""

from beffroi.web.monitoring.waiting import track

__all__ = ["track"]
