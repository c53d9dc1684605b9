"""The database itself keeps monitoring reports as they were issued."""

from django.db import migrations

from beffroi.web.monitoring.issued_keeping import install, remove


class Migration(migrations.Migration):
    """Put the triggers in place."""

    dependencies = (("monitoring", "0011_issued_reports"),)
    operations = (migrations.RunPython(install, remove),)
