"""What the database keeps of pilots: no step is skipped, criteria are fixed before provision, a decision stands."""

from collections.abc import Iterator
from typing import Any

from beffroi.web.core import keeping, refusing
from beffroi.web.core.keeping import MARK, Kept
from beffroi.web.core.refusing import Refusal
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


def _refusals() -> Iterator[Refusal]:
    """A pilot begins at the first step, and moves to the next one only."""
    moves = " OR ".join(f"(OLD.state = '{one}' AND NEW.state = '{following(one)}')" for one in STEPS)
    yield Refusal(TABLE, f"{TABLE}{MARK}first", "INSERT", f"NEW.state <> '{STEPS[0]}'", ORDERLY)
    yield Refusal(TABLE, f"{TABLE}{MARK}order", "UPDATE", f"NEW.state <> OLD.state AND NOT ({moves})", ORDERLY)


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    keeping.install(KEPT, schema_editor)
    refusing.install(_refusals(), schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    keeping.remove(KEPT, schema_editor)
    refusing.remove(_refusals(), schema_editor)
