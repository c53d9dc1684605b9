"""Statements that make the database itself refuse to change or delete audit rows and seals.

A migration runs them by `RunPython(install, remove)`. They hold against mistakes and against whoever has only the
site's account; an owner of the database can drop them, which the seals then show.
"""

from typing import Any

TABLES = ("core_auditentry", "core_auditseal")
REFUSAL = "audit rows are never changed or deleted"

SQLITE_INSTALL = tuple(
    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for table in TABLES
    for verb in ("update", "delete")
)
SQLITE_REMOVE = tuple(f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for table in TABLES for verb in ("update", "delete"))

POSTGRESQL_INSTALL = (
    "CREATE OR REPLACE FUNCTION core_audit_stands() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$",
    *(
        f"CREATE TRIGGER {table}_stands BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION core_audit_stands()"
        for table in TABLES
    ),
    *(
        f"CREATE TRIGGER {table}_kept BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION core_audit_stands()"
        for table in TABLES
    ),
)
POSTGRESQL_REMOVE = (
    *(f"DROP TRIGGER IF EXISTS {table}_{kind} ON {table}" for table in TABLES for kind in ("stands", "kept")),
    "DROP FUNCTION IF EXISTS core_audit_stands()",
)

INSTALL = {"sqlite": SQLITE_INSTALL, "postgresql": POSTGRESQL_INSTALL}
REMOVE = {"sqlite": SQLITE_REMOVE, "postgresql": POSTGRESQL_REMOVE}


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    for statement in INSTALL[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    for statement in REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
