"""What the database itself refuses of a ledger: amounts of a closed period, and changes of any amount.

Migrations run these by `RunPython(install, remove)`; one that rebuilds the table on SQLite has to install them again.
"""

from typing import Any

CLOSED = "the books are closed up to that day"
STANDS = "an amount of the ledger is never changed"
LATE = 'EXISTS (SELECT 1 FROM piloting_periodclosing c WHERE c.strategy_id = NEW.strategy_id AND NEW."on" <= c.until)'
TABLE = "piloting_ledgerentry"
TRIGGERS = {"piloting_ledger_closed": ("INSERT", LATE, CLOSED), "piloting_ledger_stands": ("UPDATE", "TRUE", STANDS)}


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
