"""The database itself refuses to change or delete rows of the audit."""

from django.db import migrations

from beffroi.web.core import audit_triggers
from beffroi.web.core.migrating import Guard


class Migration(migrations.Migration):
    """Triggers only."""

    replaces = (("core", "0002_audit_stands"),)
    dependencies = (("core", "0001_tables"),)
    operations = (Guard(audit_triggers.install, audit_triggers.remove),)
