"""What the database itself keeps of collecting: published values, and everything in a locked period."""

from collections.abc import Iterator
from typing import Any

from beffroi.web.core import keeping
from beffroi.web.core.keeping import MARK, Kept

STANDS = "what was published stays as it is"
LOCKED = "this period is locked and stays as it is"
KEPT = (
    Kept(
        "monitoring_entry", "{row}.state = 'published'", STANDS,
        (
            "key", "indicator_id", "request_id", "month", '"values"', "note", "explanation", '"nothing"', "state",
            "corrects_id", "reason", "revision", "written_by_id", "reported_by_id", "is_by_link", "submitted_at",
            "decided_by_id", "decided_at", "published_at",
        ),
        unique=("{old}.key = NEW.key", "{old}.corrects_id = NEW.corrects_id"),
    ),
    Kept(
        "monitoring_reportingperiod", "{row}.state = 'locked'", LOCKED,
        ("strategy_id", "starts", "ends", "due_on", "state"),
        unique=("{old}.strategy_id = NEW.strategy_id AND {old}.ends = NEW.ends",),
    ),
)  # fmt: skip
IN_LOCKED = (
    "EXISTS (SELECT 1 FROM monitoring_reportingperiod p JOIN monitoring_indicator i ON i.strategy_id = p.strategy_id "
    "WHERE i.id = {row}.indicator_id AND p.state = 'locked' AND {row}.{month} >= p.starts AND {row}.{month} <= p.ends)"
)
ASKED = "EXISTS (SELECT 1 FROM monitoring_reportingperiod p WHERE p.id = {row}.period_id AND p.state = 'locked')"


def _triggers() -> Iterator[tuple[str, str, str, str]]:
    """Table, name, verb, and when it refuses, of what may not happen in a locked period."""
    table = "monitoring_measurement"
    yield table, f"{table}{MARK}locked", "INSERT", IN_LOCKED.format(row="NEW", month="period")
    table = "monitoring_entry"
    old, new = (IN_LOCKED.format(row=row, month="month") for row in ("OLD", "NEW"))
    for verb, when in (("INSERT", new), ("UPDATE", f"{old} OR {new}"), ("DELETE", old)):
        yield table, f"{table}{MARK}locked_{verb.lower()}", verb, when
    table = "monitoring_datarequest"
    for verb, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
        yield table, f"{table}{MARK}locked_{verb.lower()}", verb, ASKED.format(row=row)


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    keeping.install(KEPT, schema_editor)
    for table, name, verb, when in _triggers():
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{LOCKED}'); END"
            )
            continue
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN "
            f"RAISE EXCEPTION '{LOCKED}' USING ERRCODE = 'restrict_violation'; END IF; "
            f"RETURN {'OLD' if verb == 'DELETE' else 'NEW'}; END $$"
        )
        schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    keeping.remove(KEPT, schema_editor)
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for table, name, _verb, _when in _triggers():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{f' ON {table}' if is_postgresql else ''}")
        if is_postgresql:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")
