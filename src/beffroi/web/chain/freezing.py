"""Statements that make the database itself refuse any change to a frozen space.

A migration runs them by `RunPython(install, remove)`. Two things stay possible: marking a node of a frozen space for
review, and noting that pinned evidence was revised; they say something about the version, and change nothing in it.
"""

from typing import Any

REFUSAL = "a published version is never changed"
CONTENT = {
    "chain_node": ("space_id", "item_id", "code", "title", "text", "details", "position"),
    "chain_link": ("space_id", "kind", "source_id", "target_id", "rationale", "details"),
    "chain_evidence": ("space_id", "item_id", "link_id", "kind", "pin_id", "source", "url", "note"),
}
FROZEN = "EXISTS (SELECT 1 FROM chain_space s WHERE s.id = {row}.space_id AND s.frozen_at IS NOT NULL)"


def _sqlite() -> list[str]:
    made = []
    for table, columns in CONTENT.items():
        differs = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in columns)
        conditions = {
            "insert": FROZEN.format(row="NEW"),
            "delete": FROZEN.format(row="OLD"),
            "update": f"({FROZEN.format(row='OLD')} OR {FROZEN.format(row='NEW')}) AND ({differs})",
        }
        made += [
            f"CREATE TRIGGER {table}_frozen_{verb} BEFORE {verb.upper()} ON {table} WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for verb, condition in conditions.items()
        ]
    made.append(
        "CREATE TRIGGER chain_space_stays_frozen BEFORE UPDATE ON chain_space "
        "WHEN OLD.frozen_at IS NOT NULL AND NEW.frozen_at IS NOT OLD.frozen_at "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
    return made


def _postgresql() -> list[str]:
    made = [
        "CREATE OR REPLACE FUNCTION chain_stands() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$",
        "CREATE OR REPLACE FUNCTION chain_is_frozen(wanted bigint) RETURNS boolean LANGUAGE sql STABLE AS "
        "$$ SELECT EXISTS (SELECT 1 FROM chain_space s WHERE s.id = wanted AND s.frozen_at IS NOT NULL) $$",
    ]
    for table, columns in CONTENT.items():
        differs = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns)
        conditions = {
            "insert": "chain_is_frozen(NEW.space_id)",
            "delete": "chain_is_frozen(OLD.space_id)",
            "update": f"(chain_is_frozen(OLD.space_id) OR chain_is_frozen(NEW.space_id)) AND ({differs})",
        }
        made += [
            f"CREATE TRIGGER {table}_frozen_{verb} BEFORE {verb.upper()} ON {table} FOR EACH ROW "
            f"WHEN ({condition}) EXECUTE FUNCTION chain_stands()"
            for verb, condition in conditions.items()
        ]
    made.append(
        "CREATE TRIGGER chain_space_stays_frozen BEFORE UPDATE ON chain_space FOR EACH ROW "
        "WHEN (OLD.frozen_at IS NOT NULL AND NEW.frozen_at IS DISTINCT FROM OLD.frozen_at) "
        "EXECUTE FUNCTION chain_stands()"
    )
    return made


def _removal(vendor: str) -> list[str]:
    on = {table: f" ON {table}" if vendor == "postgresql" else "" for table in (*CONTENT, "chain_space")}
    made = [
        f"DROP TRIGGER IF EXISTS {table}_frozen_{verb}{on[table]}"
        for table in CONTENT
        for verb in ("insert", "delete", "update")
    ]
    made.append(f"DROP TRIGGER IF EXISTS chain_space_stays_frozen{on['chain_space']}")
    if vendor == "postgresql":
        made += ["DROP FUNCTION IF EXISTS chain_stands()", "DROP FUNCTION IF EXISTS chain_is_frozen(bigint)"]
    return made


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    for statement in _sqlite() if schema_editor.connection.vendor == "sqlite" else _postgresql():
        schema_editor.execute(statement)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    for statement in _removal(schema_editor.connection.vendor):
        schema_editor.execute(statement)
