"""The database takes no value that begins as published, and no measurement past one that somebody validated."""

from django.db import migrations

from beffroi.web.core.migrating import Guard
from beffroi.web.monitoring import insert_guards


class Migration(migrations.Migration):
    """Triggers only."""

    dependencies = (("monitoring", "0004_measurements_kept"),)
    operations = (Guard(insert_guards.install, insert_guards.remove),)
