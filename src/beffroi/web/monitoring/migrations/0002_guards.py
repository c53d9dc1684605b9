"""The database itself keeps what was measured, answered, decided and issued."""

from django.db import migrations

from beffroi.web.core.migrating import Guard
from beffroi.web.monitoring import (
    alert_keeping,
    collecting_guards,
    issued_keeping,
    keeping,
    measurement_guards,
    mitigation_keeping,
)


class Migration(migrations.Migration):
    """Triggers only."""

    replaces = (
        ("monitoring", "0002_measurement_guards"),
        ("monitoring", "0004_alerts_kept"),
        ("monitoring", "0006_mitigations_kept"),
        ("monitoring", "0008_collecting_guards"),
        ("monitoring", "0010_rows_kept"),
        ("monitoring", "0012_issued_kept"),
    )
    dependencies = (("monitoring", "0001_tables"),)
    operations = (
        Guard(measurement_guards.install, measurement_guards.remove),
        Guard(alert_keeping.install, alert_keeping.remove),
        Guard(mitigation_keeping.install, mitigation_keeping.remove),
        Guard(collecting_guards.install, collecting_guards.remove),
        Guard(keeping.install, keeping.remove),
        Guard(issued_keeping.install, issued_keeping.remove),
    )
