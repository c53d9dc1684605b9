"""The database itself keeps the alerts that facts closed, and looks at assumptions."""

from django.db import migrations

from beffroi.web.monitoring import alert_keeping


class Migration(migrations.Migration):
    """Triggers only."""

    dependencies = (("monitoring", "0003_alerts"),)
    operations = (migrations.RunPython(alert_keeping.install, alert_keeping.remove),)
