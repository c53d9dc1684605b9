"""Every read of monitoring."""

from beffroi.web.monitoring.queries.alerts import visible_alerts
from beffroi.web.monitoring.queries.chain import Chain, Rung, chain_of, drawing_of, outline_of, steps_and_actions
from beffroi.web.monitoring.queries.framework import Finding, findings_of
from beffroi.web.monitoring.queries.mitigations import visible_findings, visible_mitigations
from beffroi.web.monitoring.queries.readings import PeerReading, Reading, others_of, reading_of, readings_of
from beffroi.web.monitoring.queries.track import (
    KEPT_TRACK,
    Track,
    Tracked,
    kept_track,
    kept_track_for,
    overdue,
    reads_of_track,
    track_of,
)
from beffroi.web.monitoring.queries.visible import (
    visible_entries,
    visible_indicators,
    visible_periods,
    visible_requests,
)
from beffroi.web.monitoring.queries.wholes import Together, together_of

__all__ = [
    "KEPT_TRACK",
    "Chain",
    "Finding",
    "PeerReading",
    "Reading",
    "Rung",
    "Together",
    "Track",
    "Tracked",
    "chain_of",
    "drawing_of",
    "findings_of",
    "kept_track",
    "kept_track_for",
    "others_of",
    "outline_of",
    "overdue",
    "reading_of",
    "readings_of",
    "reads_of_track",
    "steps_and_actions",
    "together_of",
    "track_of",
    "visible_alerts",
    "visible_entries",
    "visible_findings",
    "visible_indicators",
    "visible_mitigations",
    "visible_periods",
    "visible_requests",
]
