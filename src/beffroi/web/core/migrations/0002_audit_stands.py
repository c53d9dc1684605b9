"""The database itself refuses to change or delete rows of the audit."""

from django.db import migrations

from beffroi.web.core import audit_triggers


class Migration(migrations.Migration):
    """Triggers on the audit's tables."""

    dependencies = [("core", "0001_initial")]

    operations = [migrations.RunPython(audit_triggers.install, audit_triggers.remove)]
