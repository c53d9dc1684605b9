"""What the database keeps of mitigations: what was decided, and the finding on which it rests."""

from typing import Any

from beffroi.web.core import keeping
from beffroi.web.core.keeping import Kept

STANDS = "what was decided stays as it is"
DECIDED = (
    "EXISTS (SELECT 1 FROM monitoring_mitigation m "
    "WHERE m.finding_id = {row}.id AND m.state IN ('accepted', 'rejected'))"
)
SAID = (
    "strategy_id", "finding_id", "item_id", "indicator_id", "expected_value", "expected_on", "value_before", "cost_low",
    "cost_high", "proposed_by_id", "proposed_at", "state", "reasons", "decision_id", "action_id", "decided_by_id",
)  # fmt: skip
KEPT = (
    Kept(
        "monitoring_mitigation", "{row}.state <> 'proposed'", STANDS, SAID, unique=("{old}.item_id = NEW.item_id",)
    ),
    Kept(
        "monitoring_finding", DECIDED, STANDS, ("key", "alert_id", "item_id", "kind", "text", "written_by_id"),
    ),
)  # fmt: skip


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    keeping.install(KEPT, schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    keeping.remove(KEPT, schema_editor)
