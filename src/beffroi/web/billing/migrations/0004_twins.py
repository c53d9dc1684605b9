"""Movements that a bank file of the other kind told of again."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The kind of a bank file, and one table."""

    dependencies = (("billing", "0003_whole"),)
    operations = (
        migrations.AddField("bankfile", "kind", models.CharField(blank=True, default="", max_length=8)),
        migrations.CreateModel(
            name="BankTwin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="twins", to="billing.bankfile"
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="twin", to="billing.bankline"
                    ),
                ),
            ],
            options={"ordering": ("pk",)},
        ),
    )
