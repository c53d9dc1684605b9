"""The tables of this slice."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import beffroi.web.core.migrating


class Migration(migrations.Migration):
    replaces = [
        ("strategy", "0001_initial"),
        ("strategy", "0002_pairs_set_aside"),
        ("strategy", "0003_proofs_named"),
        ("strategy", "0004_titles_when_published"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("chain", "0001_tables"),
    ]

    operations = [
        beffroi.web.core.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name="Plan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=60)),
                        ("name", models.JSONField(default=dict, verbose_name="name")),
                        ("aim", models.JSONField(blank=True, default=dict, verbose_name="aim")),
                        (
                            "first_year",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1945),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="from",
                            ),
                        ),
                        (
                            "last_year",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1945),
                                    django.core.validators.MaxValueValidator(2100),
                                ],
                                verbose_name="to",
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=500, verbose_name="source")),
                        ("position", models.PositiveIntegerField(default=0)),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plans",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "plan",
                        "verbose_name_plural": "plans",
                        "ordering": ("first_year", "position", "pk"),
                        "constraints": [
                            models.UniqueConstraint(fields=("strategy", "code"), name="one_plan_a_code"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("first_year", None),
                                    ("last_year", None),
                                    ("last_year__gte", models.F("first_year")),
                                    _connector="OR",
                                ),
                                name="plan_years",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Instrument",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.JSONField(default=dict, verbose_name="name")),
                        ("run_by", models.CharField(blank=True, max_length=200, verbose_name="run by")),
                        ("for_whom", models.JSONField(blank=True, default=dict, verbose_name="for whom")),
                        ("money", models.JSONField(blank=True, default=dict, verbose_name="money")),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="amount (euro)"
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=500, verbose_name="source")),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="instruments",
                                to="strategy.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "instrument",
                        "verbose_name_plural": "instruments",
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Strategy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("slug", models.SlugField(unique=True)),
                        ("region", models.CharField(max_length=5, verbose_name="region (NUTS)")),
                        ("title", models.JSONField(default=dict, verbose_name="title")),
                        ("starts", models.DateField(verbose_name="from")),
                        ("ends", models.DateField(blank=True, null=True, verbose_name="to")),
                        ("languages", models.JSONField(default=list, verbose_name="languages")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "living",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="chain.space",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "strategy",
                        "verbose_name_plural": "strategies",
                        "ordering": ("-starts", "slug"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends", None), ("ends__gte", models.F("starts")), _connector="OR"),
                                name="strategy_dates",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SetAside",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "about",
                            models.CharField(
                                choices=[("duplicate", "Likely duplicate"), ("pairing", "Pairing")], max_length=10
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                        ("decided_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "one",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="chain.item"
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="chain.item"
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="set_aside",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "pair set aside",
                        "verbose_name_plural": "pairs set aside",
                        "ordering": ("-decided_at", "-pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("strategy", "about", "one", "other"), name="one_pair_set_aside_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("one", models.F("other")), _negated=True),
                                name="two_factors_set_aside",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NamedProof",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "criterion",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(7),
                                ]
                            ),
                        ),
                        (
                            "note",
                            models.JSONField(blank=True, default=dict, verbose_name="why it fulfils the criterion"),
                        ),
                        ("named_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="chain.item"
                            ),
                        ),
                        (
                            "named_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="named_proofs",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "named proof",
                        "verbose_name_plural": "named proofs",
                        "ordering": ("criterion", "named_at", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("strategy", "criterion", "item"), name="one_proof_named_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("criterion__gte", 1), ("criterion__lte", 7)),
                                name="one_of_seven_criteria",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Comment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("fr", "French")], max_length=2, verbose_name="language"
                            ),
                        ),
                        ("text", models.TextField(max_length=4000, verbose_name="text")),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="chain.item"
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "comment",
                        "verbose_name_plural": "comments",
                        "ordering": ("-at", "-pk"),
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ChangeRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("fr", "French")], max_length=2, verbose_name="language"
                            ),
                        ),
                        ("text", models.TextField(max_length=4000, verbose_name="text")),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("proposed", models.JSONField(default=dict, verbose_name="proposed")),
                        ("base_revision", models.PositiveIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Open"),
                                    ("accepted", "Accepted"),
                                    ("declined", "Declined"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="open",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "reason",
                            models.TextField(blank=True, max_length=2000, verbose_name="reason of the decision"),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="chain.item"
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "change request",
                        "verbose_name_plural": "change requests",
                        "ordering": ("-at", "-pk"),
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_by", None), ("state__in", ("open", "withdrawn"))),
                                    models.Q(("decided_by__isnull", False), ("state__in", ("accepted", "declined"))),
                                    _connector="OR",
                                ),
                                name="request_decided_by_somebody",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Version",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="version")),
                        (
                            "status",
                            models.CharField(
                                choices=[("draft", "Draft"), ("published", "In force"), ("superseded", "Superseded")],
                                default="draft",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("note", models.JSONField(blank=True, default=dict, verbose_name="what changed")),
                        ("title", models.JSONField(blank=True, null=True, verbose_name="title when published")),
                        ("starts", models.DateField(blank=True, null=True, verbose_name="from, when published")),
                        ("ends", models.DateField(blank=True, null=True, verbose_name="to, when published")),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "based_on",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="strategy.version",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "space",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="chain.space"
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "version",
                        "verbose_name_plural": "versions",
                        "ordering": ("-number",),
                        "constraints": [
                            models.UniqueConstraint(fields=("strategy", "number"), name="one_version_a_number"),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "draft")),
                                fields=("strategy",),
                                name="one_draft_a_strategy",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "published")),
                                fields=("strategy",),
                                name="one_version_in_force",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("published_at", None), ("status", "draft")),
                                    models.Q(
                                        models.Q(("status", "draft"), _negated=True), ("published_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="published_at_a_time",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
