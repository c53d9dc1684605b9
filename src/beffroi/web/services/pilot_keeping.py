"""What the database keeps of pilots: no step is skipped, criteria are fixed before provision, a decision stands."""

from collections.abc import Iterator
from typing import Any

from beffroi.web.core import keeping
from beffroi.web.core.keeping import MARK, Kept
from beffroi.web.services.pilot_states import PROVIDED, STEPS, following

PROVISION = ", ".join(f"'{state}'" for state in PROVIDED)
FIXED = f"EXISTS (SELECT 1 FROM services_pilot p WHERE p.id = {{row}}.pilot_id AND p.state IN ({PROVISION}))"  # noqa: S608 - ours
KEPT = (
    Kept(
        "services_criterion", FIXED, "criteria are fixed before the service is provided",
        ("pilot_id", "measure", "least"), unique=("{old}.pilot_id = NEW.pilot_id AND {old}.measure = NEW.measure",),
        is_closed=True,
    ),
    Kept(
        "services_pilot", "{row}.state = 'decided'", "a pilot that was decided stays as it is",
        (
            "key", "strategy_id", "title", "cluster_id", "body_id", "service_id", "offer_id", "weights", "lessons",
            "follows_id", "outcome", "decision_id", "reached", "state",
        ),
    ),
)  # fmt: skip
TABLE = "services_pilot"
ORDERLY = "a pilot takes one step after the other"


def _triggers() -> Iterator[tuple[str, str, str]]:
    """Name, verb, and when it refuses: a pilot begins at the first step, and moves to the next one only."""
    moves = " OR ".join(f"(OLD.state = '{one}' AND NEW.state = '{following(one)}')" for one in STEPS)
    yield f"{TABLE}{MARK}first", "INSERT", f"NEW.state <> '{STEPS[0]}'"
    yield f"{TABLE}{MARK}order", "UPDATE", f"NEW.state <> OLD.state AND NOT ({moves})"


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    keeping.install(KEPT, schema_editor)
    for name, verb, when in _triggers():
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {TABLE} WHEN {when} "
                f"BEGIN SELECT RAISE(ABORT, '{ORDERLY}'); END"
            )
            continue
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN "
            f"RAISE EXCEPTION '{ORDERLY}' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END $$"
        )
        schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {name}()")


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    keeping.remove(KEPT, schema_editor)
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for name, _verb, _when in _triggers():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{f' ON {TABLE}' if is_postgresql else ''}")
        if is_postgresql:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")
