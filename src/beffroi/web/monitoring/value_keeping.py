"""What the database keeps of values: every measurement for good, and the way of a value to being published.

That measurements never change is also said by `measurement_guards`, which stand while a restore fills the tables.
"""

from typing import Any

from beffroi.web.core import keeping, refusing
from beffroi.web.core.keeping import MARK, Kept
from beffroi.web.core.refusing import Refusal

STANDS = "a measurement is never changed"
UNSEEN = "a value is published after somebody else has validated it"
KEPT = (
    Kept(
        "monitoring_measurement", "{row}.id IS NOT NULL", STANDS,
        ("key", "indicator_id", "period", "part", "value", "note", "supersedes_id", "reason", "entry_id",
         "entered_by_id", "at"),
        unique=(
            "{old}.key = NEW.key", "{old}.supersedes_id = NEW.supersedes_id",
            "({old}.indicator_id = NEW.indicator_id AND {old}.period = NEW.period AND {old}.part = NEW.part "
            "AND {old}.supersedes_id IS NULL AND NEW.supersedes_id IS NULL)",
        ),
    ),
)  # fmt: skip
TABLE = "monitoring_entry"
SKIPS = (
    "NEW.state <> OLD.state AND ((NEW.state = 'published' AND OLD.state <> 'validated') "
    "OR (NEW.state IN ('validated', 'published') AND NEW.decided_by_id IN (NEW.reported_by_id, NEW.written_by_id)))"
)

REFUSALS = (Refusal(TABLE, f"{TABLE}{MARK}steps", "UPDATE", SKIPS, UNSEEN),)


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    keeping.install(KEPT, schema_editor)
    refusing.install(REFUSALS, schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    keeping.remove(KEPT, schema_editor)
    refusing.remove(REFUSALS, schema_editor)
