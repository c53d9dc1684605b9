"""The database itself keeps terms apart and what was agreed as it is."""

from django.db import migrations

from beffroi.web.piloting.guards import install, remove


class Migration(migrations.Migration):
    """Put the constraint and the triggers in place."""

    dependencies = (("piloting", "0002_bodies_mandates"),)
    operations = (migrations.RunPython(install, remove),)
