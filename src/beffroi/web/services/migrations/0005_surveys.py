"""Surveys of pilots: who was asked, and apart from it what was answered."""

import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0004_appraisals"),
    ]

    operations = [
        migrations.CreateModel(
            name="SurveyAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("members", "Members who attended"),
                            ("non_members", "Non-members who attended"),
                            ("provider", "The cluster that provides"),
                            ("promoters", "Clusters that promote"),
                            ("administration", "Administration"),
                        ],
                        max_length=16,
                        verbose_name="group",
                    ),
                ),
                (
                    "satisfied",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="satisfied",
                    ),
                ),
                (
                    "recommends",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(10)], verbose_name="recommends"
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=2000, verbose_name="in words")),
                ("on", models.DateField(default=django.utils.timezone.localdate)),
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="services.pilot"
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a survey",
                "verbose_name_plural": "answers to surveys",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("satisfied__gte", 1), ("satisfied__lte", 5)), name="satisfied_1_to_5"
                    ),
                    models.CheckConstraint(condition=models.Q(("recommends__lte", 10)), name="recommends_0_to_10"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("members", "Members who attended"),
                            ("non_members", "Non-members who attended"),
                            ("provider", "The cluster that provides"),
                            ("promoters", "Clusters that promote"),
                            ("administration", "Administration"),
                        ],
                        max_length=16,
                        verbose_name="group",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("address_digest", models.CharField(max_length=64)),
                ("language", models.CharField(default="fr", max_length=2)),
                ("sent_at", models.DateTimeField(auto_now_add=True)),
                ("reminders", models.PositiveSmallIntegerField(default=0)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("has_answered", models.BooleanField(default=False)),
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="services.pilot"
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation to a survey",
                "verbose_name_plural": "invitations to surveys",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("pilot", "address_digest"), name="asked_once_about_a_pilot"),
                    models.CheckConstraint(
                        condition=models.Q(("has_answered", False), ("email", ""), _connector="OR"),
                        name="no_address_beside_an_answer",
                    ),
                ],
            },
        ),
    ]
