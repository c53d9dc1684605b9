"""The database itself keeps what was published, and what lies in a locked period."""

from django.db import migrations

from beffroi.web.monitoring import collecting_guards


class Migration(migrations.Migration):
    """Triggers only."""

    dependencies = (("monitoring", "0007_collecting"),)
    operations = (migrations.RunPython(collecting_guards.install, collecting_guards.remove),)
