"""The tables of this slice."""

import uuid

import django.db.models.deletion
import django_fsm
from django.conf import settings
from django.db import migrations, models

import beffroi.web.core.migrating


class Migration(migrations.Migration):
    replaces = [("observatory", "0001_initial"), ("observatory", "0002_note_translated")]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("accounts", "__first__"),
    ]

    operations = [
        beffroi.web.core.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name="ComposedProfile",
                    fields=[
                        ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ("code", models.CharField(max_length=200)),
                        ("lang", models.CharField(max_length=2)),
                        ("payload", models.TextField()),
                        ("composed_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["composed_at"], name="observatory_compose_6b95d2_idx")],
                    },
                ),
                migrations.CreateModel(
                    name="OwnSeries",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=80, unique=True)),
                        ("label", models.JSONField()),
                        ("definition", models.JSONField()),
                        ("unit", models.CharField(max_length=60)),
                        ("polarity", models.SmallIntegerField(default=0)),
                        ("source", models.CharField(max_length=200)),
                        ("licence", models.CharField(max_length=200)),
                        (
                            "visibility",
                            models.CharField(
                                choices=[
                                    ("open", "Everybody"),
                                    ("organisation", "My organisation"),
                                    ("private", "Only me"),
                                ],
                                default="private",
                                max_length=12,
                            ),
                        ),
                        ("latest", models.PositiveIntegerField(default=0)),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_because", models.CharField(blank=True, max_length=300)),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="own_series",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="own_series",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "own series",
                        "verbose_name_plural": "own series",
                        "ordering": ("slug",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("visibility", "organisation"), _negated=True),
                                    ("organisation__isnull", False),
                                    _connector="OR",
                                ),
                                name="series_of_an_organisation_names_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("polarity__in", (-1, 0, 1))), name="series_polarity"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pin",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=8, unique=True)),
                        ("kind", models.CharField(max_length=40)),
                        ("permalink", models.CharField(max_length=1000)),
                        ("titles", models.JSONField()),
                        ("payload", models.JSONField()),
                        ("sources", models.JSONField()),
                        ("fingerprint", models.CharField(max_length=64)),
                        ("digest", models.CharField(max_length=64)),
                        ("identity", models.CharField(max_length=64)),
                        ("note", models.TextField(blank=True, max_length=1000, verbose_name="note")),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("fr", "French")],
                                default="en",
                                max_length=2,
                                verbose_name="language of the note",
                            ),
                        ),
                        (
                            "note_translated",
                            models.TextField(blank=True, max_length=1000, verbose_name="note in the other language"),
                        ),
                        ("pinned_at", models.DateTimeField(auto_now_add=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_because", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        (
                            "pinned_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pins",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pinned_at", "-pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at", None)),
                                fields=("identity",),
                                name="one_pin_of_one_submission",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                                    models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="withdrawn_by_somebody",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SeriesVintage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("file_name", models.CharField(max_length=150)),
                        ("file_sha256", models.CharField(max_length=64)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("rows", models.PositiveIntegerField()),
                        ("first_year", models.PositiveSmallIntegerField()),
                        ("last_year", models.PositiveSmallIntegerField()),
                        ("regions", models.PositiveIntegerField()),
                        ("covered", models.PositiveIntegerField()),
                        ("levels", models.JSONField(default=list)),
                        ("decimals", models.PositiveSmallIntegerField(default=0)),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="vintages",
                                to="observatory.ownseries",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-number",),
                        "constraints": [
                            models.UniqueConstraint(fields=("series", "number"), name="one_vintage_a_number")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SeriesUpload",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            django_fsm.FSMField(
                                choices=[
                                    ("read", "read, waits to be confirmed"),
                                    ("confirmed", "confirmed"),
                                    ("discarded", "discarded"),
                                    ("expired", "expired"),
                                ],
                                default="read",
                                max_length=50,
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("description", models.JSONField(blank=True, default=dict)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("file_name", models.CharField(max_length=150)),
                        ("file_sha256", models.CharField(max_length=64)),
                        ("report", models.JSONField()),
                        ("lines", models.JSONField(default=list)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("expires_at", models.DateTimeField()),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="series_uploads",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uploads",
                                to="observatory.ownseries",
                            ),
                        ),
                        (
                            "vintage",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="observatory.seriesvintage",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-at", "-pk"),
                        "indexes": [models.Index(fields=["state", "expires_at"], name="observatory_state_675537_idx")],
                    },
                ),
                migrations.CreateModel(
                    name="Observation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("region", models.CharField(max_length=20)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("sector", models.CharField(blank=True, max_length=20)),
                        ("value", models.FloatField(null=True)),
                        ("flag", models.CharField(blank=True, max_length=12)),
                        (
                            "vintage",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="observations",
                                to="observatory.seriesvintage",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("vintage", "region", "year", "sector"), name="one_value_a_vintage"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IndexRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("spec_id", models.CharField(max_length=80)),
                        ("spec_sha256", models.CharField(max_length=64)),
                        ("figures_fingerprint", models.CharField(max_length=64)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("engine_version", models.CharField(max_length=40)),
                        ("result", models.JSONField()),
                        ("result_sha256", models.CharField(max_length=64)),
                        ("started_at", models.DateTimeField()),
                        ("finished_at", models.DateTimeField()),
                        (
                            "run_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("spec_sha256", "figures_fingerprint", "year"),
                                name="one_official_run_of_an_index",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
