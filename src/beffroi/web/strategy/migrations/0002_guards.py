"""The database itself keeps a published version."""

from django.db import migrations

from beffroi.web.core.migrating import Guard
from beffroi.web.strategy import keeping


class Migration(migrations.Migration):
    """Triggers only."""

    replaces = (("strategy", "0005_kept"),)
    dependencies = (("strategy", "0001_tables"),)
    operations = (Guard(keeping.install, keeping.remove),)
