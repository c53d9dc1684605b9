"""Every read of monitoring."""

from beffroi.web.monitoring.queries.alerts import visible_alerts
from beffroi.web.monitoring.queries.chain import Chain, Rung, chain_of, drawing_of, outline_of, steps_and_actions
from beffroi.web.monitoring.queries.framework import Finding, findings_of
from beffroi.web.monitoring.queries.readings import PeerReading, Reading, reading_of, readings_of
from beffroi.web.monitoring.queries.track import Track, Tracked, kept_track, overdue, track_of
from beffroi.web.monitoring.queries.visible import visible_indicators

__all__ = [
    "Chain",
    "Finding",
    "PeerReading",
    "Reading",
    "Rung",
    "Track",
    "Tracked",
    "chain_of",
    "drawing_of",
    "findings_of",
    "kept_track",
    "outline_of",
    "overdue",
    "reading_of",
    "readings_of",
    "steps_and_actions",
    "track_of",
    "visible_alerts",
    "visible_indicators",
]
