"""The database itself keeps measurements as they were entered."""

from django.db import migrations

from beffroi.web.monitoring.measurement_guards import install, remove


class Migration(migrations.Migration):
    """Put the triggers in place."""

    dependencies = (("monitoring", "0001_initial"),)
    operations = (migrations.RunPython(install, remove),)
