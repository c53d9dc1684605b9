"""What the database itself refuses of a ledger: amounts of a closed period, and changes of any amount."""

from typing import Any

from beffroi.web.core import refusing
from beffroi.web.core.refusing import Refusal

CLOSED = "the books are closed up to that day"
STANDS = "an amount of the ledger is never changed"
LATE = 'EXISTS (SELECT 1 FROM piloting_periodclosing c WHERE c.strategy_id = NEW.strategy_id AND NEW."on" <= c.until)'
TABLE = "piloting_ledgerentry"
REFUSALS = (
    Refusal(TABLE, "piloting_ledger_closed", "INSERT", LATE, CLOSED),
    Refusal(TABLE, "piloting_ledger_stands", "UPDATE", "TRUE", STANDS),
)


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    refusing.install(REFUSALS, schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    refusing.remove(REFUSALS, schema_editor)
