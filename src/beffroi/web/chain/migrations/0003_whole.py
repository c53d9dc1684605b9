"""PostgreSQL refuses to empty a table that holds kept rows."""

from typing import Any

from django.db import migrations

from beffroi.web.chain import keeping
from beffroi.web.core.keeping import install_whole, remove_whole
from beffroi.web.core.migrating import Guard

KEPT = keeping.KEPT


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    install_whole(KEPT, schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    remove_whole(KEPT, schema_editor)


class Migration(migrations.Migration):
    """Triggers only."""

    dependencies = (("chain", "0002_guards"),)
    operations = (Guard(install, remove),)
