"""The database itself keeps prices and quotes."""

from django.db import migrations

from beffroi.web.services.keeping import install, remove


class Migration(migrations.Migration):
    """Put the triggers in place."""

    dependencies = (("services", "0001_initial"),)
    operations = (migrations.RunPython(install, remove),)
