"""Pilots with their steps, services compared and criteria, and what the database keeps of them."""

import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_fsm
from django.conf import settings
from django.db import migrations, models

import beffroi.web.services.models.pilots
import beffroi.web.services.pilot_keeping


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_names_of_fields"),
        ("piloting", "0011_mitigation_points"),
        ("services", "0002_keeping"),
        ("strategy", "0005_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Pilot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("awareness", "Awareness"),
                            ("cluster", "Choice of the cluster"),
                            ("services", "Choice of the service"),
                            ("conditions", "Conditions and price"),
                            ("promotion", "Promotion"),
                            ("provision", "Provision"),
                            ("assessment", "Assessment"),
                            ("decision", "Decision"),
                            ("decided", "Decided"),
                        ],
                        default="awareness",
                        max_length=50,
                        verbose_name="step",
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.JSONField(default=dict, verbose_name="title")),
                (
                    "weights",
                    models.JSONField(
                        default=beffroi.web.services.models.pilots.default_weights, verbose_name="weights"
                    ),
                ),
                ("lessons", models.JSONField(blank=True, default=dict, verbose_name="lessons")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("replicate", "Replicate"), ("adapt", "Adapt"), ("stop", "Stop")],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("reached", models.JSONField(blank=True, default=dict)),
                ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                ("started_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="started on")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="piloting.body",
                    ),
                ),
                (
                    "cluster",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.cluster",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="piloting.decision",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followers",
                        to="services.pilot",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pilots",
                        to="services.offer",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pilots",
                        to="services.service",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "strategy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pilots", to="strategy.strategy"
                    ),
                ),
            ],
            options={
                "verbose_name": "pilot",
                "verbose_name_plural": "pilots",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("bookings", "Seats booked"),
                            ("non_members", "Organisations reached that are not members"),
                            ("links", "New links between organisations of different clusters"),
                            ("revenue", "Revenue before VAT (euro)"),
                        ],
                        max_length=20,
                        verbose_name="What is measured",
                    ),
                ),
                (
                    "least",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="At least",
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="criteria", to="services.pilot"
                    ),
                ),
            ],
            options={
                "verbose_name": "criterion of a pilot",
                "verbose_name_plural": "criteria of pilots",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "elsewhere",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nowhere", "Nowhere else"),
                            ("far", "In other regions only"),
                            ("one_here", "By one other in the region"),
                            ("several_here", "By several in the region"),
                        ],
                        max_length=12,
                        verbose_name="Offered elsewhere?",
                    ),
                ),
                (
                    "remit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ours", "In that of the cluster"),
                            ("shared", "Shared with another body"),
                            ("of_another", "In that of another body"),
                        ],
                        max_length=12,
                        verbose_name="In whose remit?",
                    ),
                ),
                (
                    "demand",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("counted", "Requests were counted"),
                            ("voiced", "Some asked for it"),
                            ("unseen", "None seen"),
                        ],
                        max_length=12,
                        verbose_name="Demand seen?",
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("free", "With the people there are"),
                            ("with_help", "With help from outside"),
                            ("none", "No people for it"),
                        ],
                        max_length=12,
                        verbose_name="Capacity?",
                    ),
                ),
                ("reasons", models.JSONField(blank=True, default=dict, verbose_name="reasons")),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
                    ),
                ),
                (
                    "pilot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="candidates", to="services.pilot"
                    ),
                ),
            ],
            options={
                "verbose_name": "service compared",
                "verbose_name_plural": "services compared",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="PilotStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("awareness", "Awareness"),
                            ("cluster", "Choice of the cluster"),
                            ("services", "Choice of the service"),
                            ("conditions", "Conditions and price"),
                            ("promotion", "Promotion"),
                            ("provision", "Provision"),
                            ("assessment", "Assessment"),
                            ("decision", "Decision"),
                        ],
                        max_length=12,
                        verbose_name="step",
                    ),
                ),
                ("note", models.JSONField(blank=True, default=dict, verbose_name="note")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="piloting.action",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
                (
                    "person",
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
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="services.pilot"
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a pilot",
                "verbose_name_plural": "steps of pilots",
                "ordering": ("pk",),
            },
        ),
        migrations.AddConstraint(
            model_name="pilot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("awareness", "cluster")), ("cluster__isnull", False), _connector="OR"
                ),
                name="a_pilot_has_a_cluster",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("awareness", "cluster", "services")), ("service__isnull", False), _connector="OR"
                ),
                name="a_pilot_has_a_service",
            ),
        ),
        migrations.AddConstraint(
            model_name="pilot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "decided"), models.Q(("outcome", ""), _negated=True), ("decision__isnull", False)
                    ),
                    models.Q(models.Q(("state", "decided"), _negated=True), ("decision", None), ("outcome", "")),
                    _connector="OR",
                ),
                name="decided_by_a_body",
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.UniqueConstraint(fields=("pilot", "measure"), name="one_criterion_a_measure"),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.UniqueConstraint(fields=("pilot", "service"), name="a_service_is_compared_once"),
        ),
        migrations.AddConstraint(
            model_name="pilotstep",
            constraint=models.UniqueConstraint(fields=("pilot", "step"), name="one_step_of_a_name"),
        ),
        migrations.RunPython(beffroi.web.services.pilot_keeping.install, beffroi.web.services.pilot_keeping.remove),
    ]
