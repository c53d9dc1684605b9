"""PostgreSQL refuses to empty a table that holds kept rows."""

from typing import Any

from django.db import migrations

from beffroi.web.core.keeping import install_whole, remove_whole
from beffroi.web.core.migrating import Guard
from beffroi.web.services import aid_keeping, appraisal_keeping, keeping, pilot_keeping

KEPT = (*aid_keeping.KEPT, *appraisal_keeping.KEPT, *keeping.KEPT, *pilot_keeping.KEPT)


def install(_apps: Any, schema_editor: Any) -> None:
    """Put the triggers in place."""
    install_whole(KEPT, schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    remove_whole(KEPT, schema_editor)


class Migration(migrations.Migration):
    """Triggers only."""

    dependencies = (("services", "0002_guards"),)
    operations = (Guard(install, remove),)
