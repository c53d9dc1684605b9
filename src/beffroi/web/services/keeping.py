"""What the database keeps of services on demand: prices as they were set, quotes as they were shown."""

from typing import Any

from beffroi.web.core import keeping
from beffroi.web.core.keeping import Kept

ALWAYS = "{row}.id IS NOT NULL"
KEPT = (
    Kept(
        "services_pricerule", ALWAYS, "a price that was set stays as it is; set a new one",
        (
            "offer_id", "number", "audience", "helix", "only_elsewhere", "amount", "tax", "tax_rate", "tax_reason",
            "rationale", "starts", "ends",
        ),
        unique=("{old}.offer_id = NEW.offer_id AND {old}.number = NEW.number",),
    ),
    Kept(
        "services_quote", ALWAYS, "a quote stays as it was shown",
        ("number", "booking_id", "rule_id", "seats", "amount", "tax", "tax_rate", "net", "tax_amount", "refund_steps"),
        unique=("{old}.number = NEW.number", "{old}.booking_id = NEW.booking_id"),
    ),
)  # fmt: skip


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    keeping.install(KEPT, schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    keeping.remove(KEPT, schema_editor)
