"""The tables of this slice."""

import uuid

import django.core.validators
import django.db.models.deletion
import django_fsm
from django.conf import settings
from django.db import migrations, models

import beffroi.web.core.migrating


class Migration(migrations.Migration):
    replaces = [
        ("monitoring", "0001_initial"),
        ("monitoring", "0003_alerts"),
        ("monitoring", "0005_mitigations"),
        ("monitoring", "0007_collecting"),
        ("monitoring", "0009_beneficiaries"),
        ("monitoring", "0011_issued_reports"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("accounts", "__first__"),
        ("chain", "0001_tables"),
        ("piloting", "0001_tables"),
        ("strategy", "0001_tables"),
    ]

    operations = [
        beffroi.web.core.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name="Alert",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "rule",
                            models.CharField(
                                choices=[
                                    ("off_track", "Behind its path"),
                                    ("no_data", "No data"),
                                    ("quality", "Doubtful value"),
                                    ("late_action", "Action late"),
                                    ("assumption", "Assumption broken"),
                                    ("cadence", "Body does not meet"),
                                    ("context", "Context turning"),
                                ],
                                max_length=12,
                                verbose_name="rule",
                            ),
                        ),
                        ("subject", models.CharField(max_length=60)),
                        (
                            "severity",
                            models.CharField(
                                choices=[("high", "Urgent"), ("medium", "Serious"), ("low", "To be watched")],
                                max_length=6,
                                verbose_name="severity",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="opened at")),
                        ("opened_facts", models.JSONField(default=dict, verbose_name="facts that opened it")),
                        ("facts", models.JSONField(default=dict, verbose_name="facts of the last look")),
                        ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                        (
                            "closed_facts",
                            models.JSONField(blank=True, default=dict, verbose_name="facts that closed it"),
                        ),
                        ("snoozed_until", models.DateField(blank=True, null=True, verbose_name="put off until")),
                        (
                            "snoozed_because",
                            models.CharField(blank=True, max_length=500, verbose_name="why it is put off"),
                        ),
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
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="chain.item",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="who looks after it",
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="alerts",
                                to="strategy.strategy",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="alerts",
                                to="monitoring.indicator",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "alert",
                        "verbose_name_plural": "alerts",
                        "ordering": ("-opened_at", "-pk"),
                        "indexes": [
                            models.Index(fields=["strategy", "closed_at", "-opened_at"], name="alerts_in_time")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("closed_at", None)),
                                fields=("strategy", "rule", "subject"),
                                name="one_open_alert",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("body", None), ("indicator__isnull", False), ("item", None)),
                                    models.Q(("body", None), ("indicator", None), ("item__isnull", False)),
                                    models.Q(("body__isnull", False), ("indicator", None), ("item", None)),
                                    _connector="OR",
                                ),
                                name="an_alert_is_about_one_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("snoozed_until", None),
                                    models.Q(("snoozed_because", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="put_off_for_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AssumptionLook",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("said", models.JSONField(default=dict, verbose_name="assumption")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("holds", "It holds"),
                                    ("broken", "It does not hold"),
                                    ("unknown", "It cannot be said"),
                                ],
                                max_length=8,
                                verbose_name="what was found",
                            ),
                        ),
                        ("note", models.CharField(max_length=1000, verbose_name="what shows it")),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "by",
                            models.ForeignKey(
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="strategy.strategy"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "look at an assumption",
                        "verbose_name_plural": "looks at assumptions",
                        "ordering": ("-at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="BeneficiaryFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("name", models.CharField(max_length=200, verbose_name="file")),
                        (
                            "is_complete",
                            models.BooleanField(default=False, verbose_name="it names every row that stands"),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=500, verbose_name="why it changes what stood"),
                        ),
                        ("added", models.PositiveIntegerField(default=0)),
                        ("changed", models.PositiveIntegerField(default=0)),
                        ("withdrawn", models.PositiveIntegerField(default=0)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "imported_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                                verbose_name="organisation that sent it",
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="beneficiary_files",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "file of beneficiaries",
                        "verbose_name_plural": "files of beneficiaries",
                        "ordering": ("-at", "-pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("changed", 0), ("withdrawn", 0)),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_changing_file_has_its_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BeneficiaryRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("reference", models.CharField(max_length=80, verbose_name="reference")),
                        ("number", models.CharField(max_length=20, verbose_name="enterprise number")),
                        ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                        (
                            "support",
                            models.CharField(
                                choices=[
                                    ("grant", "Grant"),
                                    ("instrument", "Financial instrument"),
                                    ("non_financial", "Non-financial support"),
                                ],
                                max_length=14,
                                verbose_name="form of support",
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="amount (euro)")),
                        ("on", models.DateField(verbose_name="day")),
                        ("part", models.CharField(blank=True, max_length=80, verbose_name="part")),
                        ("is_withdrawn", models.BooleanField(default=False)),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rows",
                                to="monitoring.beneficiaryfile",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="chain.item",
                                verbose_name="helped under",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="beneficiary_rows",
                                to="strategy.strategy",
                            ),
                        ),
                        (
                            "supersedes",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="superseded_by",
                                to="monitoring.beneficiaryrow",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "beneficiary row",
                        "verbose_name_plural": "beneficiary rows",
                        "ordering": ("-on", "pk"),
                        "indexes": [models.Index(fields=["strategy", "on"], name="beneficiaries_in_time")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("supersedes", None)),
                                fields=("strategy", "organisation", "reference"),
                                name="a_reference_begins_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0)), name="an_amount_is_not_negative"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("number", ""), _negated=True), models.Q(("reference", ""), _negated=True)
                                ),
                                name="a_row_names_its_enterprise",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DataRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("due_on", models.DateField(verbose_name="due on")),
                        ("link_number", models.PositiveIntegerField(default=1)),
                        ("link_until", models.DateField()),
                        (
                            "delegate_email",
                            models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                        ),
                        ("reminded", models.CharField(blank=True, max_length=8)),
                        ("asked_at", models.DateTimeField(auto_now_add=True)),
                        ("opened_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="piloting.body",
                            ),
                        ),
                        (
                            "delegate",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "period",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="requests",
                                to="monitoring.reportingperiod",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "data request",
                        "verbose_name_plural": "data requests",
                        "ordering": ("due_on", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("body__isnull", False), ("organisation", None)),
                                    models.Q(("body", None), ("organisation__isnull", False)),
                                    _connector="OR",
                                ),
                                name="a_request_has_one_reporter",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("delivery", "Delivery: what is put in, done or delivered lags behind"),
                                    ("theory", "Theory: it was delivered, and the result does not follow"),
                                    ("context", "Context: the peers miss it in the same way"),
                                    ("data", "Data: nothing tells, or the figures are doubtful"),
                                ],
                                max_length=8,
                                verbose_name="kind of source",
                            ),
                        ),
                        ("text", models.JSONField(default=dict, verbose_name="finding")),
                        ("written_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "alert",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="monitoring.alert",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="chain.item",
                                verbose_name="where it begins",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="written by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "finding",
                        "verbose_name_plural": "findings",
                        "ordering": ("written_at", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Indicator",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("value", "Entered value"),
                                    ("common", "EU common indicator"),
                                    ("context", "Figure of the observatory"),
                                    ("platform", "Counted by the platform"),
                                    ("qualitative", "Judged by a rubric"),
                                ],
                                default="value",
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("common_code", models.CharField(blank=True, max_length=8, verbose_name="EU common indicator")),
                        (
                            "series",
                            models.CharField(blank=True, max_length=80, verbose_name="series of the observatory"),
                        ),
                        ("region", models.CharField(blank=True, max_length=200, verbose_name="region")),
                        ("peers", models.JSONField(blank=True, default=list, verbose_name="peer regions")),
                        (
                            "counted",
                            models.CharField(blank=True, max_length=30, verbose_name="what the platform counts"),
                        ),
                        ("texts", models.JSONField(blank=True, default=dict, verbose_name="sheet")),
                        (
                            "polarity",
                            models.CharField(
                                choices=[("up", "High is good"), ("down", "Low is good")],
                                default="up",
                                max_length=4,
                                verbose_name="which way is good",
                            ),
                        ),
                        (
                            "frequency",
                            models.CharField(
                                choices=[
                                    ("month", "every month"),
                                    ("quarter", "every quarter"),
                                    ("half_year", "every half-year"),
                                    ("year", "every year"),
                                ],
                                default="year",
                                max_length=10,
                                verbose_name="frequency",
                            ),
                        ),
                        ("baseline_on", models.DateField(blank=True, null=True, verbose_name="month of the baseline")),
                        (
                            "baseline_value",
                            models.DecimalField(
                                blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="baseline"
                            ),
                        ),
                        ("milestones", models.JSONField(blank=True, default=list, verbose_name="milestones")),
                        ("target_on", models.DateField(blank=True, null=True, verbose_name="month of the target")),
                        (
                            "target_value",
                            models.DecimalField(
                                blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="target"
                            ),
                        ),
                        (
                            "band",
                            models.DecimalField(
                                decimal_places=3,
                                default="0.1",
                                max_digits=4,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(1),
                                ],
                                verbose_name="acceptable band",
                            ),
                        ),
                        (
                            "least",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                max_digits=18,
                                null=True,
                                verbose_name="least possible value",
                            ),
                        ),
                        (
                            "most",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                max_digits=18,
                                null=True,
                                verbose_name="greatest possible value",
                            ),
                        ),
                        (
                            "rule",
                            models.CharField(
                                choices=[
                                    ("sum", "Sum"),
                                    ("weighted_mean", "Weighted mean"),
                                    ("last", "Last value"),
                                    ("distinct", "Distinct beneficiaries, each once"),
                                    ("none", "Not put together"),
                                ],
                                default="last",
                                max_length=14,
                                verbose_name="aggregation",
                            ),
                        ),
                        ("breakdown", models.JSONField(blank=True, default=list, verbose_name="broken down by")),
                        ("rubric", models.JSONField(blank=True, default=list, verbose_name="rubric")),
                        (
                            "rows_of",
                            models.JSONField(blank=True, default=list, verbose_name="counts who was helped under"),
                        ),
                        (
                            "support",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("grant", "Grant"),
                                    ("instrument", "Financial instrument"),
                                    ("non_financial", "Non-financial support"),
                                ],
                                max_length=14,
                                verbose_name="form of support",
                            ),
                        ),
                        (
                            "weight",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                max_digits=18,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="weight in the whole",
                            ),
                        ),
                        (
                            "part_weights",
                            models.JSONField(blank=True, default=dict, verbose_name="weights of the parts"),
                        ),
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="indicator", to="chain.item"
                            ),
                        ),
                        (
                            "part_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="monitoring.indicator",
                                verbose_name="part of",
                            ),
                        ),
                        (
                            "reporter_body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="piloting.body",
                                verbose_name="body that reports",
                            ),
                        ),
                        (
                            "reporter_organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                                verbose_name="organisation that reports",
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="indicators",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "indicator",
                        "verbose_name_plural": "indicators",
                        "ordering": ("item__pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("target_on", None),
                                    ("baseline_on", None),
                                    ("target_on__gt", models.F("baseline_on")),
                                    _connector="OR",
                                ),
                                name="target_after_baseline",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("kind", "context"), _negated=True),
                                        models.Q(("series", ""), _negated=True),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        models.Q(("kind", "platform"), _negated=True),
                                        models.Q(("counted", ""), _negated=True),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        models.Q(("kind", "common"), _negated=True),
                                        models.Q(("common_code", ""), _negated=True),
                                        _connector="OR",
                                    ),
                                ),
                                name="indicator_has_its_origin",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Entry",
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
                                    ("draft", "Draft"),
                                    ("submitted", "Sent, waits to be checked"),
                                    ("returned", "Returned to be corrected"),
                                    ("validated", "Validated, not yet published"),
                                    ("published", "Published"),
                                ],
                                default="draft",
                                max_length=50,
                                verbose_name="state",
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("month", models.DateField(verbose_name="month")),
                        ("values", models.JSONField(blank=True, default=dict, verbose_name="values")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                        ("explanation", models.CharField(blank=True, max_length=500, verbose_name="explanation")),
                        (
                            "nothing",
                            models.CharField(blank=True, max_length=500, verbose_name="why there is nothing to report"),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="why it was corrected")),
                        ("revision", models.PositiveIntegerField(default=1)),
                        ("is_by_link", models.BooleanField(default=False)),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "return_reason",
                            models.CharField(blank=True, max_length=500, verbose_name="why it was returned"),
                        ),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "corrects",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrected_by",
                                to="monitoring.entry",
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
                            "reported_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "request",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="monitoring.datarequest",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="monitoring.indicator",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "value",
                        "verbose_name_plural": "values",
                        "ordering": ("pk",),
                        "indexes": [models.Index(fields=["indicator", "month"], name="entries_in_time")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("corrects", None)),
                                fields=("indicator", "month"),
                                name="one_first_entry_a_month",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("draft", "submitted", "returned", "validated"))),
                                fields=("indicator", "month"),
                                name="one_entry_under_way",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "returned"), _negated=True),
                                    models.Q(("return_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="returned_for_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Commitment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("label", models.CharField(max_length=120, verbose_name="name of the period")),
                        ("baseline_on", models.DateField(verbose_name="month of the baseline")),
                        (
                            "baseline_value",
                            models.DecimalField(decimal_places=4, max_digits=18, verbose_name="baseline"),
                        ),
                        ("milestones", models.JSONField(blank=True, default=list, verbose_name="milestones")),
                        ("target_on", models.DateField(verbose_name="month of the target")),
                        ("target_value", models.DecimalField(decimal_places=4, max_digits=18, verbose_name="target")),
                        ("band", models.DecimalField(decimal_places=3, max_digits=4, verbose_name="acceptable band")),
                        ("until", models.DateField(verbose_name="month of the new baseline")),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="monitoring.indicator",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "earlier commitment",
                        "verbose_name_plural": "earlier commitments",
                        "ordering": ("baseline_on", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("indicator", "until"), name="one_commitment_ends_in_a_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("target_on__gt", models.F("baseline_on")), ("until__gt", models.F("baseline_on"))
                                ),
                                name="a_commitment_has_its_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IssuedReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("number", models.PositiveIntegerField(verbose_name="edition")),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=500, verbose_name="why there is another edition"),
                        ),
                        ("content", models.TextField(editable=False)),
                        ("checksum", models.CharField(editable=False, max_length=64)),
                        ("at", models.DateTimeField(verbose_name="issued at")),
                        (
                            "issued_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="issued by",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="editions",
                                to="monitoring.monitoringreport",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "issued report",
                        "verbose_name_plural": "issued reports",
                        "ordering": ("-at", "-pk"),
                        "constraints": [
                            models.UniqueConstraint(fields=("report", "number"), name="one_edition_a_number"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="another_edition_has_its_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IssuedFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("language", models.CharField(choices=[("en", "English"), ("fr", "French")], max_length=8)),
                        ("form", models.CharField(choices=[("pdf", "PDF"), ("xlsx", "XLSX")], max_length=4)),
                        ("content", models.BinaryField()),
                        ("checksum", models.CharField(editable=False, max_length=64)),
                        (
                            "issued",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="monitoring.issuedreport",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "file of an issued report",
                        "verbose_name_plural": "files of issued reports",
                        "ordering": ("form", "language"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("issued", "language", "form"), name="one_file_a_language_and_form"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Measurement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("period", models.DateField(verbose_name="month")),
                        ("part", models.CharField(blank=True, max_length=80, verbose_name="part")),
                        ("value", models.DecimalField(decimal_places=4, max_digits=18, verbose_name="value")),
                        ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                        ("reason", models.CharField(blank=True, max_length=500, verbose_name="why it was corrected")),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "entered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="measurements",
                                to="monitoring.entry",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="measurements",
                                to="monitoring.indicator",
                            ),
                        ),
                        (
                            "supersedes",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="superseded_by",
                                to="monitoring.measurement",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "measurement",
                        "verbose_name_plural": "measurements",
                        "ordering": ("period", "pk"),
                        "indexes": [models.Index(fields=["indicator", "part", "period"], name="measurements_in_time")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("supersedes", None)),
                                fields=("indicator", "period", "part"),
                                name="one_first_measurement",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("supersedes", None), models.Q(("reason", ""), _negated=True), _connector="OR"
                                ),
                                name="a_correction_has_its_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mitigation",
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
                                    ("proposed", "Awaiting decision"),
                                    ("withdrawn", "Withdrawn"),
                                    ("accepted", "Accepted"),
                                    ("rejected", "Rejected"),
                                ],
                                default="proposed",
                                max_length=50,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "expected_value",
                            models.DecimalField(decimal_places=4, max_digits=18, verbose_name="value expected"),
                        ),
                        ("expected_on", models.DateField(verbose_name="by which month")),
                        (
                            "value_before",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                max_digits=18,
                                null=True,
                                verbose_name="value when proposed",
                            ),
                        ),
                        (
                            "cost_low",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=14,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="cost, low",
                            ),
                        ),
                        (
                            "cost_high",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=14,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="cost, high",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(auto_now_add=True)),
                        ("reasons", models.JSONField(blank=True, default=dict, verbose_name="reasons")),
                        (
                            "effect",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("reached", "The expected effect is there"),
                                    ("partly", "A part of the expected effect is there"),
                                    ("none", "The expected effect is not there"),
                                    ("worse", "It moved the other way"),
                                    ("unknown", "It cannot be said: nothing was measured since"),
                                ],
                                max_length=8,
                                verbose_name="effect",
                            ),
                        ),
                        (
                            "effect_value",
                            models.DecimalField(
                                blank=True, decimal_places=4, max_digits=18, null=True, verbose_name="value then"
                            ),
                        ),
                        ("effect_month", models.DateField(blank=True, null=True, verbose_name="month of that value")),
                        (
                            "effect_note",
                            models.CharField(blank=True, max_length=1000, verbose_name="what follows from it"),
                        ),
                        ("effect_at", models.DateTimeField(blank=True, null=True, verbose_name="effect looked at")),
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
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
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
                            "effect_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="effect looked at by",
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mitigations",
                                to="monitoring.finding",
                            ),
                        ),
                        (
                            "indicator",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="monitoring.indicator",
                                verbose_name="indicator that it moves",
                            ),
                        ),
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="mitigation", to="chain.item"
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="proposed by",
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mitigations",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mitigation",
                        "verbose_name_plural": "mitigations",
                        "ordering": ("-proposed_at", "-pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("cost_low__gte", 0), ("cost_high__gte", models.F("cost_low"))),
                                name="mitigation_costs_low_to_high",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "accepted"), _negated=True),
                                    models.Q(("action__isnull", False), ("decision__isnull", False)),
                                    _connector="OR",
                                ),
                                name="accepted_by_a_decision_with_an_action",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "rejected"), _negated=True),
                                    models.Q(("action", None), ("decision__isnull", False)),
                                    _connector="OR",
                                ),
                                name="rejected_by_a_decision",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("effect", ""),
                                    models.Q(
                                        ("effect_at__isnull", False),
                                        ("state", "accepted"),
                                        models.Q(("effect_note", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="effect_of_what_was_accepted",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MonitoringReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("starts", models.DateField(verbose_name="first month")),
                        ("ends", models.DateField(verbose_name="last month")),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("fr", "French")],
                                max_length=8,
                                verbose_name="language of the texts",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("introduction", models.TextField(blank=True, max_length=10000, verbose_name="introduction")),
                        ("comments", models.JSONField(blank=True, default=dict, verbose_name="comments")),
                        (
                            "prepared_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="prepared by",
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="monitoring_reports",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "monitoring report",
                        "verbose_name_plural": "monitoring reports",
                        "ordering": ("-ends", "-starts", "-pk"),
                        "constraints": [
                            models.UniqueConstraint(fields=("strategy", "starts", "ends"), name="one_report_a_period"),
                            models.CheckConstraint(
                                condition=models.Q(("ends__gte", models.F("starts"))), name="report_period_in_order"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportingPeriod",
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
                                choices=[("open", "Open"), ("closed", "Closed"), ("locked", "Locked")],
                                default="open",
                                max_length=50,
                                verbose_name="state",
                            ),
                        ),
                        ("starts", models.DateField(verbose_name="first month")),
                        ("ends", models.DateField(verbose_name="last month")),
                        ("due_on", models.DateField(verbose_name="answers due on")),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reporting_periods",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reporting period",
                        "verbose_name_plural": "reporting periods",
                        "ordering": ("-ends", "-pk"),
                        "constraints": [
                            models.UniqueConstraint(fields=("strategy", "ends"), name="one_period_a_month"),
                            models.CheckConstraint(
                                condition=models.Q(("ends__gte", models.F("starts"))), name="period_in_order"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ValueRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("formula", models.CharField(max_length=200, verbose_name="rule")),
                        ("why", models.CharField(blank=True, max_length=300, verbose_name="why it holds")),
                        (
                            "weight",
                            models.CharField(
                                choices=[
                                    ("wrong", "they cannot be right, and are refused"),
                                    ("unlikely", "they are unlikely, and have to be explained"),
                                ],
                                default="unlikely",
                                max_length=8,
                                verbose_name="values that break it",
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="value_rules",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rule between indicators",
                        "verbose_name_plural": "rules between indicators",
                        "ordering": ("pk",),
                        "constraints": [
                            models.UniqueConstraint(fields=("strategy", "formula"), name="one_rule_a_formula")
                        ],
                    },
                ),
            ],
        ),
    ]
