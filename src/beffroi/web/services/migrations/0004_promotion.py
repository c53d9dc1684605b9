"""Clusters that promote the offers of others."""

import django.db.models.deletion
from django.db import migrations, models
from django.utils.timezone import localdate


class Migration(migrations.Migration):
    """One table."""

    dependencies = (("accounts", "0001_tables"), ("services", "0003_whole"))
    operations = (
        migrations.CreateModel(
            name="Promotion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started_on", models.DateField(default=localdate, verbose_name="promotes since")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="promoted until")),
                (
                    "cluster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.cluster"
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="promotions", to="services.offer"
                    ),
                ),
            ],
            options={
                "verbose_name": "promotion of an offer",
                "verbose_name_plural": "promotions of offers",
                "ordering": ("cluster__name", "pk"),
                "constraints": [
                    models.UniqueConstraint(fields=("offer", "cluster"), name="a_cluster_promotes_once"),
                ],
            },
        ),
    )
