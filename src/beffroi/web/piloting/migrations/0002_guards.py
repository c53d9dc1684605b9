"""The database itself keeps what was approved, agreed and entered, and seats nobody on both sides."""

from django.db import migrations

from beffroi.web.core.migrating import Guard
from beffroi.web.piloting import guards, keeping, ledger_guards


class Migration(migrations.Migration):
    """Triggers only."""

    replaces = (
        ("piloting", "0003_guards"),
        ("piloting", "0007_ledger_guards"),
        ("piloting", "0010_kept"),
    )
    dependencies = (("piloting", "0001_tables"),)
    operations = (
        Guard(guards.install, guards.remove),
        Guard(ledger_guards.install, ledger_guards.remove),
        Guard(keeping.install, keeping.remove),
    )
