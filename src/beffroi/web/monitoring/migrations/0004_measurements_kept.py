"""The database keeps every measurement, and publishes no value that nobody validated."""

from typing import Any

from django.db import migrations

from beffroi.web.core.keeping import install_whole, remove_whole
from beffroi.web.core.migrating import Guard
from beffroi.web.monitoring import value_keeping


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    value_keeping.install(None, schema_editor)
    install_whole(value_keeping.KEPT, schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    remove_whole(value_keeping.KEPT, schema_editor)
    value_keeping.remove(None, schema_editor)


class Migration(migrations.Migration):
    """Triggers only."""

    dependencies = (("monitoring", "0003_whole"),)
    operations = (Guard(install, remove),)
