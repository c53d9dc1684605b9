"""PostgreSQL refuses to empty a table that holds kept rows."""

from typing import Any

from django.db import migrations

from beffroi.web.core.keeping import install_whole, remove_whole
from beffroi.web.core.migrating import Guard
from beffroi.web.monitoring import (
    alert_keeping,
    collecting_guards,
    issued_keeping,
    keeping,
    mitigation_keeping,
)

KEPT = (*alert_keeping.KEPT, *collecting_guards.KEPT, *issued_keeping.KEPT, *keeping.KEPT, *mitigation_keeping.KEPT)


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    install_whole(KEPT, schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    remove_whole(KEPT, schema_editor)


class Migration(migrations.Migration):
    """Triggers only."""

    dependencies = (("monitoring", "0002_guards"),)
    operations = (Guard(install, remove),)
