"""What the database keeps of monitoring as it was written: beneficiary rows, their files, earlier commitments.

Organisations that turn out to be one are still put together, and a person who is erased stays under their key.
"""

from typing import Any

from beffroi.web.core import keeping
from beffroi.web.core.keeping import Kept

STANDS = "a beneficiary row is never changed"
ENDED = "an earlier commitment is never changed"
ALWAYS = "{row}.id IS NOT NULL"
KEPT = (
    Kept(
        "monitoring_beneficiaryrow", ALWAYS, STANDS,
        ("key", "strategy_id", "file_id", "reference", "number", "name", "item_id", "support", "amount", '"on"', "part",
         "is_withdrawn", "supersedes_id"),
        unique=("{old}.key = NEW.key", "{old}.supersedes_id = NEW.supersedes_id"),
    ),
    Kept(
        "monitoring_beneficiaryfile", ALWAYS, STANDS,
        ("key", "strategy_id", "name", "is_complete", "reason", "added", "changed", "withdrawn", "imported_by_id",
         "at"),
    ),
    Kept(
        "monitoring_commitment", ALWAYS, ENDED,
        ("key", "indicator_id", "label", "baseline_on", "baseline_value", "milestones", "target_on", "target_value",
         "band", "until", "ended_by_id", "at"),
        unique=("{old}.key = NEW.key", "{old}.indicator_id = NEW.indicator_id AND {old}.until = NEW.until"),
    ),
)  # fmt: skip


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    keeping.install(KEPT, schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    keeping.remove(KEPT, schema_editor)
