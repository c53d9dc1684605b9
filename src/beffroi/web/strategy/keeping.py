"""A published version stays as it was published; it may only be superseded."""

from typing import Any

from beffroi.web.core import keeping

KEPT = (
    keeping.Kept(
        "strategy_version",
        "{row}.status IN ('published', 'superseded')",
        "a published version is never changed",
        (
            "strategy_id", "number", "space_id", "based_on_id", "note", "title", "starts", "ends", "published_at",
            "published_by_id",
        ),
        (
            "{old}.space_id = NEW.space_id",
            "{old}.strategy_id = NEW.strategy_id AND {old}.number = NEW.number",
            "{old}.strategy_id = NEW.strategy_id AND {old}.status = 'published' AND NEW.status = 'published'",
        ),
        moves=("status", "published", "superseded"),
    ),
)  # fmt: skip


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    keeping.install(KEPT, schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    keeping.remove(KEPT, schema_editor)
