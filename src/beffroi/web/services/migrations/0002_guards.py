"""The database itself keeps what was booked, appraised, surveyed and declared."""

from django.db import migrations

from beffroi.web.core.migrating import Guard
from beffroi.web.services import aid_keeping, appraisal_keeping, keeping, pilot_keeping


class Migration(migrations.Migration):
    """Triggers only."""

    replaces = (("services", "0002_keeping"),)
    dependencies = (("services", "0001_tables"),)
    operations = (
        Guard(keeping.install, keeping.remove),
        Guard(pilot_keeping.install, pilot_keeping.remove),
        Guard(appraisal_keeping.install, appraisal_keeping.remove),
        Guard(aid_keeping.install, aid_keeping.remove),
    )
