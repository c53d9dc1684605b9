"""What appraisals of pilots were computed from; the database keeps them."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import beffroi.web.services.appraisal_keeping


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0003_pilots"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Appraisal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("price", "Price corridor"), ("costs", "Costs and benefits")],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.TextField(verbose_name="inputs (YAML)")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appraisals", to="services.pilot"
                    ),
                ),
            ],
            options={
                "verbose_name": "appraisal",
                "verbose_name_plural": "appraisals",
                "ordering": ("-pk",),
            },
        ),
        migrations.RunPython(
            beffroi.web.services.appraisal_keeping.install, beffroi.web.services.appraisal_keeping.remove
        ),
    ]
