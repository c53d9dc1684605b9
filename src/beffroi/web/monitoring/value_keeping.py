"""What the database keeps of values: every measurement for good, and the way of a value to being published.

That measurements never change is also said by `measurement_guards`, which stand while a restore fills the tables.
"""

from typing import Any

from beffroi.web.core import keeping
from beffroi.web.core.keeping import MARK, Kept

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
NAME = f"{TABLE}{MARK}steps"
SKIPS = (
    "NEW.state <> OLD.state AND ((NEW.state = 'published' AND OLD.state <> 'validated') "
    "OR (NEW.state IN ('validated', 'published') AND NEW.decided_by_id IN (NEW.reported_by_id, NEW.written_by_id)))"
)


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    keeping.install(KEPT, schema_editor)
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} WHEN {SKIPS} BEGIN SELECT RAISE(ABORT, '{UNSEEN}'); END"
        )
        return
    schema_editor.execute(
        f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {SKIPS} THEN "
        f"RAISE EXCEPTION '{UNSEEN}' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END $$"
    )
    schema_editor.execute(f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {NAME}()")


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    keeping.remove(KEPT, schema_editor)
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {NAME}{f' ON {TABLE}' if is_postgresql else ''}")
    if is_postgresql:
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {NAME}()")
