"""What the database keeps of appraisals: what a price was chosen on stays as it was computed."""

from typing import Any

from beffroi.web.core import keeping
from beffroi.web.core.keeping import Kept

KEPT = (
    Kept(
        "services_appraisal", "{row}.id IS NOT NULL", "an appraisal stays as it was made; make a new one",
        ("key", "pilot_id", "kind", "text"),
    ),
)  # fmt: skip


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    keeping.install(KEPT, schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    keeping.remove(KEPT, schema_editor)
