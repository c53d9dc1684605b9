"""The database itself refuses to change a frozen space."""

from django.db import migrations

from beffroi.web.chain import freezing


class Migration(migrations.Migration):
    """Triggers on nodes, links and evidence."""

    dependencies = [("chain", "0001_initial")]

    operations = [migrations.RunPython(freezing.install, freezing.remove)]
