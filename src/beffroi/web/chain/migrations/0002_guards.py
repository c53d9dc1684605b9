"""The database itself refuses to change a frozen space, and keeps it."""

from django.db import migrations

from beffroi.web.chain import freezing, keeping
from beffroi.web.core.migrating import Guard


class Migration(migrations.Migration):
    """Triggers only."""

    replaces = (
        ("chain", "0002_frozen"),
        ("chain", "0003_kept"),
    )
    dependencies = (("chain", "0001_tables"),)
    operations = (
        Guard(freezing.install, freezing.remove),
        Guard(keeping.install, keeping.remove),
    )
