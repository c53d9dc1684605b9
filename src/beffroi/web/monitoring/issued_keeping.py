"""What the database keeps of monitoring reports: each edition that was issued, its files, and the period it is of."""

from typing import Any

from beffroi.web.core import keeping
from beffroi.web.core.keeping import Kept

ISSUED = "an issued report stays as it is; issue another edition"
ALWAYS = "{row}.id IS NOT NULL"
HAS_EDITIONS = "EXISTS (SELECT 1 FROM monitoring_issuedreport i WHERE i.report_id = {row}.id)"
KEPT = (
    Kept(
        "monitoring_issuedreport", ALWAYS, ISSUED,
        ("key", "report_id", "number", "reason", "content", "checksum", "issued_by_id", "at"),
        unique=("{old}.key = NEW.key", "{old}.report_id = NEW.report_id AND {old}.number = NEW.number"),
    ),
    Kept(
        "monitoring_issuedfile", ALWAYS, ISSUED, ("issued_id", "language", "form", "content", "checksum"),
        unique=("{old}.issued_id = NEW.issued_id AND {old}.language = NEW.language AND {old}.form = NEW.form",),
    ),
    Kept(
        "monitoring_monitoringreport", HAS_EDITIONS, ISSUED, ("key", "strategy_id", "starts", "ends"),
        unique=(
            "{old}.key = NEW.key",
            "{old}.strategy_id = NEW.strategy_id AND {old}.starts = NEW.starts AND {old}.ends = NEW.ends",
        ),
    ),
)  # fmt: skip


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    keeping.install(KEPT, schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    keeping.remove(KEPT, schema_editor)
