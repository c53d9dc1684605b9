"""What the database itself refuses: terms of one person in bodies of different function, changes of what was agreed.

Migrations run these by `RunPython(install, remove)`. A body's function is copied to its terms by a trigger, so the rule
also holds when a body changes it. On SQLite a migration that rebuilds one of these tables drops their triggers:
`remove` before it and `install` after it.
"""

from typing import Any

APART = "terms of a person may not overlap in bodies of different function"
STANDS = "what was agreed or approved is never changed"
SETTLED = {
    "piloting_mandate": ("{old}.state IN ('agreed', 'superseded')", ("text", "tasks", "number", "body_id")),
    "piloting_meeting": ("{old}.minutes_state = 'approved'", ("minutes", "minutes_state", "starts_at")),
    "piloting_agendaitem": (
        "EXISTS (SELECT 1 FROM piloting_meeting m WHERE m.id = {old}.meeting_id AND m.minutes_state = 'approved')",
        ("title", "minutes", "meeting_id"),
    ),
}
FOLLOWS = (
    "UPDATE piloting_term SET function = NEW.function "
    "WHERE seat_id IN (SELECT s.id FROM piloting_seat s WHERE s.body_id = NEW.id)"
)
CLASH = (
    "EXISTS (SELECT 1 FROM piloting_term t WHERE t.person_id = NEW.person_id AND t.id IS NOT NEW.id "
    "AND t.function <> NEW.function AND t.starts <= COALESCE(NEW.ends, '9999-12-31') "
    "AND NEW.starts <= COALESCE(t.ends, '9999-12-31'))"
)


def _sqlite() -> list[str]:
    made = [
        f"CREATE TRIGGER piloting_terms_apart_{verb} BEFORE {verb.upper()} ON piloting_term WHEN {CLASH} "
        f"BEGIN SELECT RAISE(ABORT, '{APART}'); END"
        for verb in ("insert", "update")
    ]
    made.append(
        "CREATE TRIGGER piloting_function_follows AFTER UPDATE OF function ON piloting_body "
        f"WHEN NEW.function <> OLD.function BEGIN {FOLLOWS}; END"
    )
    for table, (settled, columns) in SETTLED.items():
        differs = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in columns)
        made.append(
            f"CREATE TRIGGER {table}_stands BEFORE UPDATE ON {table} WHEN {settled.format(old='OLD')} AND ({differs}) "
            f"BEGIN SELECT RAISE(ABORT, '{STANDS}'); END"
        )
    return made


def _postgresql() -> list[str]:
    made = [
        "CREATE EXTENSION IF NOT EXISTS btree_gist",
        "ALTER TABLE piloting_term ADD CONSTRAINT piloting_terms_apart EXCLUDE USING gist "
        "(person_id WITH =, daterange(starts, ends, '[]') WITH &&, function WITH <>) DEFERRABLE INITIALLY IMMEDIATE",
        "CREATE OR REPLACE FUNCTION piloting_follow() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {FOLLOWS}; RETURN NULL; END $$",
        "CREATE TRIGGER piloting_function_follows AFTER UPDATE OF function ON piloting_body FOR EACH ROW "
        "WHEN (NEW.function <> OLD.function) EXECUTE FUNCTION piloting_follow()",
    ]
    for table, (settled, columns) in SETTLED.items():
        differs = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns)
        made += [
            f"CREATE OR REPLACE FUNCTION {table}_stands() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {settled.format(old='OLD')} AND ({differs}) THEN "
            f"RAISE EXCEPTION '{STANDS}' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END $$",
            f"CREATE TRIGGER {table}_stands BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_stands()",
        ]
    return made


def _removal(vendor: str) -> list[str]:
    is_postgresql = vendor == "postgresql"
    triggers = {"piloting_function_follows": "piloting_body"} | {f"{table}_stands": table for table in SETTLED}
    if not is_postgresql:
        triggers |= {f"piloting_terms_apart_{verb}": "piloting_term" for verb in ("insert", "update")}
    made = [
        f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if is_postgresql else ''}" for name, table in triggers.items()
    ]
    if is_postgresql:
        made.append("ALTER TABLE piloting_term DROP CONSTRAINT IF EXISTS piloting_terms_apart")
        made += [f"DROP FUNCTION IF EXISTS {name}()" for name in ("piloting_follow", *(f"{t}_stands" for t in SETTLED))]
    return made


def install(_apps: Any, schema_editor: Any) -> None:
    """Put them in place."""
    for statement in _sqlite() if schema_editor.connection.vendor == "sqlite" else _postgresql():
        schema_editor.execute(statement)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    for statement in _removal(schema_editor.connection.vendor):
        schema_editor.execute(statement)
