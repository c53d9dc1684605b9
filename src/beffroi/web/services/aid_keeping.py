"""What the database keeps of de minimis aid: what was declared and granted stays; only the register is added."""

from typing import Any

from beffroi.web.core import keeping
from beffroi.web.core.keeping import Kept

KEPT = (
    Kept(
        "services_aidgrant", "{row}.id IS NOT NULL", "aid that was granted stays as it is",
        (
            "key", "pilot_id", "booking_id", "undertaking", "number", "linked", "others", "reference", "amount",
            "granted_on", "register_by",
        ),
        unique=("{old}.key = NEW.key", "{old}.booking_id = NEW.booking_id"),
    ),
)  # fmt: skip


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    keeping.install(KEPT, schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    keeping.remove(KEPT, schema_editor)
