"""What waits in monitoring, and whether results are on track."""

from beffroi.web.monitoring.waiting import alerts, mitigations, requests, track

__all__ = ["alerts", "mitigations", "requests", "track"]
