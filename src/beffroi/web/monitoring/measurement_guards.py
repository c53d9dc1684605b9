"""What the database itself refuses of measurements: any change, and a correction of something else."""

from typing import Any

from beffroi.web.core import refusing
from beffroi.web.core.refusing import Refusal

STANDS = "a measurement is never changed"
OTHER = "a correction is of the same indicator, period and part"
TABLE = "monitoring_measurement"
STRAYS = (
    "NEW.supersedes_id IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM monitoring_measurement m WHERE m.id = NEW.supersedes_id "
    "AND m.indicator_id = NEW.indicator_id AND m.period = NEW.period AND m.part = NEW.part)"
)
REFUSALS = (
    Refusal(TABLE, "monitoring_measurement_stands", "UPDATE", "TRUE", STANDS),
    Refusal(TABLE, "monitoring_measurement_same", "INSERT", STRAYS, OTHER),
)


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    refusing.install(REFUSALS, schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    refusing.remove(REFUSALS, schema_editor)
