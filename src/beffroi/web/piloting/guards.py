"""What the database itself refuses: terms of one person in bodies of different function, changes of what was agreed.

Migrations run these by `RunPython(install, remove)`. A body's function is copied to its terms by triggers, so the rule
also holds when a body changes it or a seat is moved; a term never has another one. On SQLite a
migration that rebuilds one of these tables drops their triggers: `remove` before it and `install` after it.
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
FOLLOWS_SEAT = (
    "UPDATE piloting_term SET function = (SELECT b.function FROM piloting_body b WHERE b.id = NEW.body_id) "
    "WHERE seat_id = NEW.id"
)
OF_BODY = "(SELECT b.function FROM piloting_body b JOIN piloting_seat s ON s.body_id = b.id WHERE s.id = NEW.seat_id)"
VERBS = ("insert", "update")
FUNCTIONS = ("piloting_follow", "piloting_follow_seat", "piloting_terms_function")
COPIED = "the function of a term is that of its body"
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
    made += [
        f"CREATE TRIGGER piloting_terms_function_{verb} BEFORE {verb.upper()} ON piloting_term "
        f"WHEN NEW.function IS NOT {OF_BODY} BEGIN SELECT RAISE(ABORT, '{COPIED}'); END"
        for verb in ("insert", "update")
    ]
    made += [
        f"CREATE TRIGGER piloting_seat_follows_{verb} AFTER {when} ON piloting_seat BEGIN {FOLLOWS_SEAT}; END"
        for verb, when in (("insert", "INSERT"), ("update", "UPDATE OF body_id"))
    ]
    made.append(f"CREATE TRIGGER piloting_function_follows_insert AFTER INSERT ON piloting_body BEGIN {FOLLOWS}; END")
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
        "CREATE OR REPLACE FUNCTION piloting_follow_seat() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {FOLLOWS_SEAT}; RETURN NULL; END $$",
        "CREATE TRIGGER piloting_seat_follows AFTER UPDATE OF body_id ON piloting_seat FOR EACH ROW "
        "WHEN (NEW.body_id <> OLD.body_id) EXECUTE FUNCTION piloting_follow_seat()",
        "CREATE OR REPLACE FUNCTION piloting_terms_function() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN NEW.function := {OF_BODY}; RETURN NEW; END $$",
        "CREATE TRIGGER piloting_terms_function BEFORE INSERT OR UPDATE ON piloting_term FOR EACH ROW "
        "EXECUTE FUNCTION piloting_terms_function()",
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
    if is_postgresql:
        triggers |= {"piloting_seat_follows": "piloting_seat", "piloting_terms_function": "piloting_term"}
    else:
        triggers |= {f"piloting_terms_{kind}_{verb}": "" for kind in ("apart", "function") for verb in VERBS}
        triggers |= {"piloting_function_follows_insert": ""} | {f"piloting_seat_follows_{verb}": "" for verb in VERBS}
    made = [
        f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if is_postgresql else ''}" for name, table in triggers.items()
    ]
    if is_postgresql:
        made.append("ALTER TABLE piloting_term DROP CONSTRAINT IF EXISTS piloting_terms_apart")
        made += [f"DROP FUNCTION IF EXISTS {name}()" for name in (*FUNCTIONS, *(f"{t}_stands" for t in SETTLED))]
    return made


def install(_apps: Any, schema_editor: Any) -> None:
    """Put them in place."""
    for statement in _sqlite() if schema_editor.connection.vendor == "sqlite" else _postgresql():
        schema_editor.execute(statement)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    for statement in _removal(schema_editor.connection.vendor):
        schema_editor.execute(statement)
