"""The database itself keeps the ledger as it was entered."""

from django.db import migrations

from beffroi.web.piloting.ledger_guards import install, remove


class Migration(migrations.Migration):
    """Put the triggers in place."""

    dependencies = (("piloting", "0006_money"),)
    operations = (migrations.RunPython(install, remove),)
