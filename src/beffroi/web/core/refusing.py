"""What the database itself refuses of single rows: triggers with a sentence, the same on SQLite and PostgreSQL.

A slice declares its refusals; its migrations run `install` and `remove`. A migration that rebuilds the table on SQLite
has to install them again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Refusal:
    """A trigger before each row that is inserted, updated or deleted, which ends the statement with its words."""

    table: str
    name: str
    verb: str
    when: str
    """When it refuses, in SQL on `NEW` and `OLD`."""
    words: str


def install(refusals: Iterable[Refusal], schema_editor: Any) -> None:
    """Put the triggers in place."""
    for one in refusals:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {one.name} BEFORE {one.verb} ON {one.table} WHEN {one.when} "
                f"BEGIN SELECT RAISE(ABORT, '{one.words}'); END"
            )
            continue
        row = "OLD" if one.verb == "DELETE" else "NEW"
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {one.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {one.when} THEN "
            f"RAISE EXCEPTION '{one.words}' USING ERRCODE = 'restrict_violation'; END IF; RETURN {row}; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {one.name} BEFORE {one.verb} ON {one.table} FOR EACH ROW EXECUTE FUNCTION {one.name}()"
        )


def remove(refusals: Iterable[Refusal], schema_editor: Any) -> None:
    """Take them away."""
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for one in refusals:
        on = f" ON {one.table}" if is_postgresql else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {one.name}{on}")
        if is_postgresql:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {one.name}()")
