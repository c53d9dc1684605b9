"""What the database keeps of piloting: approved minutes and what belongs to them, agreed mandates, the ledger.

Organisations that turn out to be one are still put together, and a person who is erased stays under their key.
"""

from typing import Any

from beffroi.web.core import keeping
from beffroi.web.core.keeping import Kept
from beffroi.web.piloting.guards import STANDS
from beffroi.web.piloting.ledger_guards import STANDS as LEDGER

APPROVED = "EXISTS (SELECT 1 FROM piloting_meeting m WHERE m.id = {row}.meeting_id AND m.minutes_state = 'approved')"
AGREED = "{row}.state IN ('agreed', 'superseded')"
OF_AGREED = (
    "EXISTS (SELECT 1 FROM piloting_mandate m WHERE m.id = {row}.mandate_id AND m.state IN ('agreed', 'superseded'))"
)
ALWAYS = "{row}.id IS NOT NULL"
KEPT = (
    Kept(
        "piloting_meeting", "{row}.minutes_state = 'approved'", STANDS,
        (
            "key", "body_id", "title", "starts_at", "ends_at", "place", "link", "state", "minutes", "minutes_state",
            "circulated_at", "approved_at", "approved_by_id",
        ),
    ),
    Kept(
        "piloting_agendaitem", APPROVED, STANDS, ("meeting_id", "position", "kind", "title", "item_id", "minutes"),
        unique=(), is_closed=True,
    ),
    Kept(
        "piloting_attendance", APPROVED, STANDS, ("meeting_id", "person_id", "helix", "is_voting", "answer"),
        unique=("{old}.meeting_id = NEW.meeting_id AND {old}.person_id = NEW.person_id",), is_closed=True,
    ),
    Kept(
        "piloting_decision", APPROVED, STANDS,
        ("strategy_id", "item_id", "body_id", "meeting_id", "state", "taken_on", "reasons"),
        unique=("{old}.item_id = NEW.item_id",),
    ),
    Kept("piloting_addendum", ALWAYS, STANDS, ("meeting_id", "text", "added_by_id", "added_at"), unique=()),
    Kept(
        "piloting_mandate", AGREED, STANDS, ("key", "body_id", "number", "text", "tasks", "based_on_id"),
        unique=(
            "{old}.key = NEW.key",
            "{old}.body_id = NEW.body_id AND {old}.number = NEW.number",
            "{old}.body_id = NEW.body_id AND {old}.state = 'agreed' AND NEW.state = 'agreed'",
        ),
        moves=("state", "agreed", "superseded"),
    ),
    Kept(
        "piloting_party", OF_AGREED, STANDS, ("mandate_id", "name", "agreed_on", "signed_by"),
        unique=("{old}.mandate_id = NEW.mandate_id AND {old}.name = NEW.name",), is_closed=True,
    ),
    Kept(
        "piloting_ledgerentry", ALWAYS, LEDGER,
        ("key", "strategy_id", "item_id", "source_id", "kind", '"on"', "amount", "reference", "note", "reverses_id",
         "entered_by_id", "at"),
        unique=(
            "{old}.key = NEW.key", "{old}.reverses_id = NEW.reverses_id",
            "{old}.strategy_id = NEW.strategy_id AND {old}.kind = NEW.kind AND {old}.reference = NEW.reference "
            "AND NEW.reference <> ''",
        ),
    ),
    Kept(
        "piloting_periodclosing", ALWAYS, "the books that were closed stay closed",
        ("strategy_id", "until", "closed_by_id", "at"),
        unique=("{old}.strategy_id = NEW.strategy_id AND {old}.until = NEW.until",),
    ),
)  # fmt: skip


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    keeping.install(KEPT, schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    keeping.remove(KEPT, schema_editor)
