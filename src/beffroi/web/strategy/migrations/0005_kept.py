"""The database itself keeps a published version."""

from django.db import migrations

from beffroi.web.strategy import keeping


class Migration(migrations.Migration):
    """Triggers only."""

    dependencies = (("strategy", "0004_titles_when_published"),)
    operations = (migrations.RunPython(keeping.install, keeping.remove),)
