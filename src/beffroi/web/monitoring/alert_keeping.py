"""What the database keeps of alerts: those that facts closed, and looks at assumptions."""

from typing import Any

from beffroi.web.core import keeping
from beffroi.web.core.keeping import Kept

CLOSED = "an alert that facts closed stays as it is"
KEPT = (
    Kept(
        "monitoring_alert", "{row}.closed_at IS NOT NULL", CLOSED,
        (
            "key", "strategy_id", "rule", "subject", "indicator_id", "item_id", "body_id", "severity", "opened_at",
            "opened_facts", "facts", "closed_at", "closed_facts", "owner_id", "snoozed_until", "snoozed_because",
        ),
    ),
    Kept(
        "monitoring_assumptionlook", "{row}.id IS NOT NULL", "a look at an assumption stays; note another one",
        ("strategy_id", "item_id", "said", "state", "note", "by_id", "at"), unique=(),
    ),
)  # fmt: skip


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    keeping.install(KEPT, schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    keeping.remove(KEPT, schema_editor)
