"""The database itself keeps what was issued and entered."""

from django.db import migrations

from beffroi.web.billing import keeping
from beffroi.web.core.migrating import Guard


class Migration(migrations.Migration):
    """Triggers only."""

    replaces = (("billing", "0002_keeping"),)
    dependencies = (("billing", "0001_tables"),)
    operations = (Guard(keeping.install, keeping.remove),)
