"""De minimis aid by subsidised prices; the database keeps what was granted."""

import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import beffroi.web.services.aid_keeping


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0005_surveys"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AidGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("undertaking", models.CharField(max_length=200, verbose_name="undertaking")),
                ("number", models.CharField(max_length=20, verbose_name="enterprise number")),
                ("linked", models.JSONField(blank=True, default=list, verbose_name="linked enterprises")),
                ("others", models.JSONField(blank=True, default=list, verbose_name="aid declared")),
                (
                    "reference",
                    models.DecimalField(decimal_places=2, max_digits=9, verbose_name="reference price (euro)"),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=11,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="grant equivalent (euro)",
                    ),
                ),
                ("granted_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="granted on")),
                ("register_by", models.DateField(verbose_name="to be registered by")),
                ("registered_on", models.DateField(blank=True, null=True, verbose_name="registered on")),
                ("register_number", models.CharField(blank=True, max_length=60, verbose_name="number in the register")),
                (
                    "booking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="aid", to="services.booking"
                    ),
                ),
                (
                    "entered_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="aids", to="services.pilot"
                    ),
                ),
            ],
            options={
                "verbose_name": "de minimis aid",
                "verbose_name_plural": "de minimis aid",
                "ordering": ("register_by", "pk"),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="aid_is_not_negative"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("register_number", ""), ("registered_on", None)),
                            models.Q(
                                ("registered_on__isnull", False), models.Q(("register_number", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="registered_under_a_number",
                    ),
                ],
            },
        ),
        migrations.RunPython(beffroi.web.services.aid_keeping.install, beffroi.web.services.aid_keeping.remove),
    ]
