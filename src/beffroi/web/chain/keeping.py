"""A frozen space is not removed, and nothing takes the place of what it holds; `freezing` refuses the rest."""

from typing import Any

from beffroi.web.chain.freezing import CONTENT, FROZEN, REFUSAL
from beffroi.web.core import keeping

KEPT = (
    keeping.Kept(
        "chain_space", "{row}.frozen_at IS NOT NULL", REFUSAL, ("key", "owner_type_id", "owner_id", "frozen_at")
    ),
    *(
        keeping.Kept(
            table, FROZEN, REFUSAL, is_only_replaced=True, unique=("{old}.key = NEW.key",) if has_key else ()
        )
        for table, has_key in zip(CONTENT, (False, False, True), strict=True)
    ),
)  # fmt: skip


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    keeping.install(KEPT, schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    keeping.remove(KEPT, schema_editor)
