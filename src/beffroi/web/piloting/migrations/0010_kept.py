"""The database itself keeps what was approved, agreed and entered; the function of a term is that of its body."""

from typing import Any

from django.db import migrations

from beffroi.web.piloting import guards, keeping


def install(apps: Any, schema_editor: Any) -> None:
    """Put the constraint and the triggers in place, those of terms anew."""
    guards.remove(apps, schema_editor)
    schema_editor.execute(
        "UPDATE piloting_term SET function = (SELECT b.function FROM piloting_body b "
        "JOIN piloting_seat s ON s.body_id = b.id WHERE s.id = piloting_term.seat_id)"
    )
    guards.install(apps, schema_editor)
    keeping.install(apps, schema_editor)


class Migration(migrations.Migration):
    """Triggers only."""

    dependencies = (("piloting", "0009_agenda_issues"),)
    operations = (migrations.RunPython(install, keeping.remove),)
