"""The last day of a membership of which those concerned were told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, empty: who was not told yet is."""

    dependencies = (("accounts", "0003_scope_to_book"),)
    operations = (
        migrations.AddField("clustermembership", "told_for", models.DateField(null=True, blank=True, editable=False)),
    )
