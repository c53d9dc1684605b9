"""What the database refuses to be given as published: a value begins as a draft, a measurement comes from a value.

A first measurement without a value is taken: the command that takes over a case file, and the demonstration, so state
what was measured before anybody collected on the site. Nothing that somebody validated is replaced in that way.
"""

from typing import Any

from beffroi.web.core import refusing
from beffroi.web.core.keeping import MARK
from beffroi.web.core.refusing import Refusal

BEGINS = "a value begins as a draft, and is published after it was sent and validated"
STRAYS = "a measurement says what a validated value says, or is the first word of one that nobody reported"
ENTRY, MEASUREMENT = "monitoring_entry", "monitoring_measurement"
OF_ENTRY = (
    "NEW.entry_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM monitoring_entry e WHERE e.id = NEW.entry_id "
    "AND e.indicator_id = NEW.indicator_id AND e.month = NEW.period AND e.state = 'validated')"
)
OVER_REPORTED = (
    "NEW.entry_id IS NULL AND EXISTS (SELECT 1 FROM monitoring_measurement m "
    "WHERE m.id = NEW.supersedes_id AND m.entry_id IS NOT NULL)"
)
REFUSALS = (
    Refusal(ENTRY, f"{ENTRY}{MARK}begins", "INSERT", "NEW.state IN ('validated', 'published')", BEGINS),
    Refusal(MEASUREMENT, f"{MEASUREMENT}{MARK}comes", "INSERT", f"({OF_ENTRY}) OR ({OVER_REPORTED})", STRAYS),
)


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    refusing.install(REFUSALS, schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    refusing.remove(REFUSALS, schema_editor)
