"""What the database keeps of money: invoices as they were issued, movements as the bank told them, every posting."""

from typing import Any

from beffroi.web.core import keeping
from beffroi.web.core.keeping import Kept

ALWAYS = "{row}.id IS NOT NULL"
KEPT = (
    Kept(
        "billing_invoice", ALWAYS, "an invoice stays as it was issued; correct it by a credit note",
        (
            "key", "kind", "seller_id", "series", "year", "sequence", "number", "issued_on", "due_on", "supplied_on",
            "language", "sold_by", "buyer", "lines", "net", "tax", "gross", "communication", "buyer_reference",
            "corrects_id", "reason", "about", "idempotency_key", "made_by_id", "made_at",
        ),
        unique=(
            "{old}.key = NEW.key", "{old}.number = NEW.number", "{old}.idempotency_key = NEW.idempotency_key",
            "({old}.communication <> '' AND {old}.communication = NEW.communication)",
            "({old}.seller_id = NEW.seller_id AND {old}.series = NEW.series AND {old}.year = NEW.year "
            "AND {old}.sequence = NEW.sequence)",
        ),
    ),
    Kept(
        "billing_posting", ALWAYS, "a posting stays; turn it back by another one",
        (
            "key", "seller_id", "booked_on", "debit", "credit", "amount", "invoice_id", "document_id", "line_id",
            "words", "idempotency_key", "made_by_id", "made_at",
        ),
        unique=("{old}.key = NEW.key", "{old}.idempotency_key = NEW.idempotency_key"),
    ),
    Kept(
        "billing_bankline", ALWAYS, "a movement stays as the bank told it",
        (
            "key", "seller_id", "file_id", "digest", "booked_on", "amount", "counterparty", "counterparty_account",
            "communication", "words",
        ),
        unique=("{old}.key = NEW.key", "({old}.seller_id = NEW.seller_id AND {old}.digest = NEW.digest)"),
    ),
)  # fmt: skip


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    keeping.install(KEPT, schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    keeping.remove(KEPT, schema_editor)
