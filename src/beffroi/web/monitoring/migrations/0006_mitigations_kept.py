"""The database itself keeps what piloting decided on mitigations, and the findings on which that rests."""

from django.db import migrations

from beffroi.web.monitoring import mitigation_keeping


class Migration(migrations.Migration):
    """Triggers only."""

    dependencies = (("monitoring", "0005_mitigations"),)
    operations = (migrations.RunPython(mitigation_keeping.install, mitigation_keeping.remove),)
