"""The database itself keeps a frozen space."""

from django.db import migrations

from beffroi.web.chain import keeping


class Migration(migrations.Migration):
    """Triggers only."""

    dependencies = (("chain", "0002_frozen"),)
    operations = (migrations.RunPython(keeping.install, keeping.remove),)
