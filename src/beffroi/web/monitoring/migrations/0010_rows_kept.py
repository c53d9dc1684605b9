"""The database itself keeps beneficiary rows, their files and earlier commitments as they were written."""

from django.db import migrations

from beffroi.web.monitoring.keeping import install, remove


class Migration(migrations.Migration):
    """Put the triggers in place."""

    dependencies = (("monitoring", "0009_beneficiaries"),)
    operations = (migrations.RunPython(install, remove),)
