"""What the database itself refuses of measurements: any change, and a correction of something else.

Migrations run these by `RunPython(install, remove)`; one that rebuilds the table on SQLite has to install them again.
"""

from typing import Any

STANDS = "a measurement is never changed"
OTHER = "a correction is of the same indicator, period and part"
TABLE = "monitoring_measurement"
STRAYS = (
    "NEW.supersedes_id IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM monitoring_measurement m WHERE m.id = NEW.supersedes_id "
    "AND m.indicator_id = NEW.indicator_id AND m.period = NEW.period AND m.part = NEW.part)"
)
TRIGGERS = {
    "monitoring_measurement_stands": ("UPDATE", "TRUE", STANDS),
    "monitoring_measurement_same": ("INSERT", STRAYS, OTHER),
}


def install(_apps: Any, schema_editor: Any) -> None:
    """Put them in place."""
    for name, (verb, when, words) in TRIGGERS.items():
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {TABLE} WHEN {when} BEGIN SELECT RAISE(ABORT, '{words}'); END"
            )
            continue
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN "
            f"RAISE EXCEPTION '{words}' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END $$"
        )
        schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {name}()")


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for name in TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{f' ON {TABLE}' if is_postgresql else ''}")
        if is_postgresql:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")
