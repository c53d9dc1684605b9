"""What the database itself keeps of collecting: published values, and everything in a locked period."""

from collections.abc import Iterator
from typing import Any

from beffroi.web.core import keeping, refusing
from beffroi.web.core.keeping import MARK, Kept
from beffroi.web.core.refusing import Refusal

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


def _refusals() -> Iterator[Refusal]:
    """What may not happen in a locked period."""
    table = "monitoring_measurement"
    yield Refusal(table, f"{table}{MARK}locked", "INSERT", IN_LOCKED.format(row="NEW", month="period"), LOCKED)
    table = "monitoring_entry"
    old, new = (IN_LOCKED.format(row=row, month="month") for row in ("OLD", "NEW"))
    for verb, when in (("INSERT", new), ("UPDATE", f"{old} OR {new}"), ("DELETE", old)):
        yield Refusal(table, f"{table}{MARK}locked_{verb.lower()}", verb, when, LOCKED)
    table = "monitoring_datarequest"
    for verb, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
        yield Refusal(table, f"{table}{MARK}locked_{verb.lower()}", verb, ASKED.format(row=row), LOCKED)


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    keeping.install(KEPT, schema_editor)
    refusing.install(_refusals(), schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    keeping.remove(KEPT, schema_editor)
    refusing.remove(_refusals(), schema_editor)
