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
        ("piloting", "0001_initial"),
        ("piloting", "0002_bodies_mandates"),
        ("piloting", "0004_roadmap"),
        ("piloting", "0005_risks"),
        ("piloting", "0006_money"),
        ("piloting", "0008_flows"),
        ("piloting", "0009_agenda_issues"),
        ("piloting", "0011_mitigation_points"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("accounts", "__first__"),
        ("chain", "0001_tables"),
        ("strategy", "0001_tables"),
    ]

    operations = [
        beffroi.web.core.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name="Action",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("under_way", "Under way"),
                                    ("done", "Done"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("start", models.DateField(blank=True, null=True, verbose_name="start")),
                        ("end", models.DateField(blank=True, null=True, verbose_name="end")),
                        ("start_as_stated", models.CharField(blank=True, max_length=10)),
                        ("end_as_stated", models.CharField(blank=True, max_length=10)),
                        ("baseline_start", models.DateField(blank=True, null=True, verbose_name="start at first")),
                        ("baseline_end", models.DateField(blank=True, null=True, verbose_name="end at first")),
                        ("is_milestone", models.BooleanField(default=False, verbose_name="milestone")),
                        ("stated_elsewhere", models.JSONField(blank=True, default=list)),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                        ("reminded_of", models.CharField(blank=True, editable=False, max_length=20)),
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="action", to="chain.item"
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "action",
                        "verbose_name_plural": "actions",
                        "ordering": ("start", "pk"),
                        "indexes": [models.Index(fields=["strategy", "state", "end"], name="actions_by_state_and_end")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "done"), _negated=True),
                                    ("done_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="done_on_a_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Body",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("code", models.SlugField(max_length=20, verbose_name="code")),
                        ("name", models.JSONField(default=dict, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("co_managers", "Co-managers"),
                                    ("steering_group", "Steering Group"),
                                    ("working_group", "Working Group"),
                                    ("m_and_e_unit", "M&E unit"),
                                    ("external_evaluator", "External evaluator"),
                                    ("other", "Other"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "function",
                            models.CharField(
                                choices=[
                                    ("piloting", "Piloting"),
                                    ("monitoring_evaluation", "Monitoring and evaluation"),
                                    ("evaluation", "External evaluation"),
                                ],
                                max_length=25,
                                verbose_name="function",
                            ),
                        ),
                        ("duty", models.JSONField(blank=True, default=dict, verbose_name="duty")),
                        ("leadership", models.JSONField(blank=True, default=dict, verbose_name="leadership")),
                        ("condition", models.JSONField(blank=True, default=dict, verbose_name="condition")),
                        ("host_name", models.JSONField(blank=True, default=dict, verbose_name="host")),
                        (
                            "fte",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="full-time equivalents",
                            ),
                        ),
                        (
                            "cadence_weeks",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(104),
                                ],
                                verbose_name="meets at least every … weeks",
                            ),
                        ),
                        (
                            "quorum",
                            models.PositiveSmallIntegerField(
                                default=50,
                                validators=[django.core.validators.MaxValueValidator(100)],
                                verbose_name="quorum (percent of the voting seats)",
                            ),
                        ),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("started_on", models.DateField(blank=True, null=True, verbose_name="works since")),
                        ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                        ("warned_for", models.DateField(blank=True, editable=False, null=True)),
                        (
                            "host",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bodies",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "body",
                        "verbose_name_plural": "bodies",
                        "ordering": ("position", "pk"),
                        "constraints": [
                            models.UniqueConstraint(fields=("strategy", "code"), name="one_body_a_code"),
                            models.CheckConstraint(
                                condition=models.Q(("quorum__lte", 100)), name="quorum_is_a_percentage"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField(auto_now=True)),
                        (
                            "person",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "calendar address",
                        "verbose_name_plural": "calendar addresses",
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("due", "Due"), ("taken", "Taken"), ("dropped", "Dropped")],
                                default="due",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                        ("taken_on", models.DateField(blank=True, null=True, verbose_name="taken on")),
                        ("reasons", models.JSONField(blank=True, default=dict, verbose_name="reasons")),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="piloting.body",
                            ),
                        ),
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="decision", to="chain.item"
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="strategy.strategy",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="piloting.meeting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "decision",
                        "verbose_name_plural": "decisions",
                        "ordering": ("-taken_on", "due_on", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "taken"), _negated=True),
                                    ("taken_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="taken_on_a_day",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Deliverable",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("title", models.JSONField(default=dict, verbose_name="title")),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                        ("delivered_on", models.DateField(blank=True, null=True, verbose_name="delivered on")),
                        ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                        ("note", models.JSONField(blank=True, default=dict, verbose_name="note")),
                        ("position", models.PositiveIntegerField(default=0)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deliverables",
                                to="piloting.action",
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
                            "delivered_by",
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
                        "verbose_name": "deliverable",
                        "verbose_name_plural": "deliverables",
                        "ordering": ("position", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Flow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("what", models.JSONField(default=dict, verbose_name="what")),
                        ("proof", models.CharField(max_length=30, verbose_name="what shows that it happened")),
                        (
                            "days",
                            models.PositiveSmallIntegerField(
                                default=14,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(365),
                                ],
                                verbose_name="within days",
                            ),
                        ),
                        (
                            "every_weeks",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(104),
                                ],
                                verbose_name="every … weeks",
                            ),
                        ),
                        ("starts", models.DateField(verbose_name="since")),
                        ("ends", models.DateField(blank=True, null=True, verbose_name="until")),
                        (
                            "recipient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="piloting.body",
                                verbose_name="to",
                            ),
                        ),
                        (
                            "sender",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="piloting.body",
                                verbose_name="from",
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="flows",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "flow of information",
                        "verbose_name_plural": "flows of information",
                        "ordering": ("sender", "recipient", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends", None), ("ends__gte", models.F("starts")), _connector="OR"),
                                name="flow_dates",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("sender", models.F("recipient")), _negated=True),
                                name="a_flow_goes_to_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FlowRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="sent on")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "flow",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="records", to="piloting.flow"
                            ),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "record of a flow",
                        "verbose_name_plural": "records of flows",
                        "ordering": ("-on", "-pk"),
                        "constraints": [models.UniqueConstraint(fields=("flow", "on"), name="one_record_a_day")],
                    },
                ),
                migrations.CreateModel(
                    name="FundingSource",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=20, verbose_name="code")),
                        ("name", models.JSONField(default=dict, verbose_name="name")),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="funding_sources",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "funding source",
                        "verbose_name_plural": "funding sources",
                        "ordering": ("code",),
                        "constraints": [
                            models.UniqueConstraint(fields=("strategy", "code"), name="one_funding_source_a_code")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Issue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("opened_on", models.DateField(verbose_name="since")),
                        ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                        ("outcome", models.JSONField(blank=True, default=dict, verbose_name="how it ended")),
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="issue", to="chain.item"
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="issues",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "issue",
                        "verbose_name_plural": "issues",
                        "ordering": ("closed_on", "opened_on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="LedgerEntry",
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
                                choices=[("budget", "Budgeted"), ("committed", "Committed"), ("paid", "Paid")],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="day")),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="amount (euro)")),
                        ("reference", models.CharField(blank=True, max_length=80, verbose_name="reference")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
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
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="chain.item"
                            ),
                        ),
                        (
                            "reverses",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reversed_by",
                                to="piloting.ledgerentry",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries",
                                to="piloting.fundingsource",
                                verbose_name="source",
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ledger",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ledger entry",
                        "verbose_name_plural": "ledger entries",
                        "ordering": ("-on", "-pk"),
                        "indexes": [models.Index(fields=["strategy", "on"], name="ledger_by_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("amount", 0), _negated=True), name="ledger_amount_is_some"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("reference", ""), _negated=True),
                                fields=("strategy", "kind", "reference"),
                                name="one_entry_a_reference",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Mandate",
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
                                    ("fine_tuned", "Fine-tuned"),
                                    ("final", "Final, to be agreed"),
                                    ("agreed", "Agreed"),
                                    ("superseded", "Superseded"),
                                ],
                                default="draft",
                                max_length=50,
                                verbose_name="state",
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("number", models.PositiveIntegerField(verbose_name="version")),
                        ("text", models.JSONField(default=dict, verbose_name="mandate")),
                        ("tasks", models.JSONField(blank=True, default=dict, verbose_name="tasks")),
                        (
                            "based_on",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="piloting.mandate",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="mandates", to="piloting.body"
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mandate",
                        "verbose_name_plural": "mandates",
                        "ordering": ("-number",),
                        "constraints": [
                            models.UniqueConstraint(fields=("body", "number"), name="one_mandate_a_number"),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["draft", "fine_tuned", "final"])),
                                fields=("body",),
                                name="one_open_mandate",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "agreed")), fields=("body",), name="one_agreed_mandate"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("title", models.JSONField(blank=True, default=dict, verbose_name="title")),
                        ("starts_at", models.DateTimeField(verbose_name="begins")),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                        (
                            "link",
                            models.URLField(blank=True, max_length=500, verbose_name="link for taking part from afar"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("invited", "Invited"),
                                    ("held", "Held"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="planned",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("invited_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_because", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        ("sequence", models.PositiveIntegerField(default=0)),
                        ("minutes", models.JSONField(blank=True, default=dict, verbose_name="minutes")),
                        (
                            "minutes_state",
                            models.CharField(
                                choices=[
                                    ("none", "None yet"),
                                    ("draft", "Draft"),
                                    ("circulated", "Circulated"),
                                    ("approved", "Approved"),
                                ],
                                default="none",
                                max_length=10,
                                verbose_name="state of the minutes",
                            ),
                        ),
                        ("circulated_at", models.DateTimeField(blank=True, null=True)),
                        ("approved_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="piloting.body"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "meeting",
                        "verbose_name_plural": "meetings",
                        "ordering": ("-starts_at", "-pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="meeting_times"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "helix",
                            models.CharField(
                                choices=[
                                    ("industry", "Industry"),
                                    ("education_and_research", "Education and research"),
                                    ("government", "Government"),
                                    ("civil_society", "Civil society"),
                                    ("any", "Any side"),
                                ],
                                default="any",
                                max_length=30,
                            ),
                        ),
                        ("is_voting", models.BooleanField(default=True)),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("asked", "Asked"),
                                    ("coming", "Will come"),
                                    ("excused", "Excused"),
                                    ("present", "Present"),
                                    ("absent", "Absent"),
                                ],
                                default="asked",
                                max_length=10,
                                verbose_name="answer",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance",
                                to="piloting.meeting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "attendance",
                        "verbose_name_plural": "attendance",
                        "ordering": ("pk",),
                        "constraints": [
                            models.UniqueConstraint(fields=("meeting", "person"), name="one_attendance_a_person")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField(default=0)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("action", "Open action"),
                                    ("decision", "Decision due"),
                                    ("risk", "Risk"),
                                    ("issue", "Issue"),
                                    ("request", "Change request"),
                                    ("mitigation", "Mitigation"),
                                    ("other", "Other"),
                                ],
                                default="other",
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.JSONField(default=dict, verbose_name="title")),
                        ("minutes", models.JSONField(blank=True, default=dict, verbose_name="minutes")),
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
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="agenda",
                                to="piloting.meeting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "point of the agenda",
                        "verbose_name_plural": "agenda",
                        "ordering": ("position", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Addendum",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.JSONField(default=dict, verbose_name="correction")),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="addenda",
                                to="piloting.meeting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "addendum",
                        "verbose_name_plural": "addenda",
                        "ordering": ("added_at", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Party",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="party")),
                        ("agreed_on", models.DateField(blank=True, null=True, verbose_name="agreed on")),
                        ("signed_by", models.CharField(blank=True, max_length=200, verbose_name="signed by")),
                        (
                            "mandate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parties",
                                to="piloting.mandate",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "party",
                        "verbose_name_plural": "parties",
                        "ordering": ("pk",),
                        "constraints": [models.UniqueConstraint(fields=("mandate", "name"), name="one_party_a_name")],
                    },
                ),
                migrations.CreateModel(
                    name="PeriodClosing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("until", models.DateField(verbose_name="up to and including")),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "closed_by",
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
                                related_name="closings",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "closing of a period",
                        "verbose_name_plural": "closings of periods",
                        "ordering": ("-until",),
                        "constraints": [
                            models.UniqueConstraint(fields=("strategy", "until"), name="one_closing_a_day")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Replanning",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField(max_length=2000, verbose_name="reason")),
                        ("old_start", models.CharField(blank=True, max_length=10)),
                        ("old_end", models.CharField(blank=True, max_length=10)),
                        ("start", models.CharField(blank=True, max_length=10)),
                        ("end", models.CharField(blank=True, max_length=10)),
                        ("asked", models.BooleanField(default=True)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="replannings",
                                to="piloting.action",
                            ),
                        ),
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
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="piloting.decision",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "replanning",
                        "verbose_name_plural": "replannings",
                        "ordering": ("-at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Responsibility",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("R", "Responsible"),
                                    ("A", "Accountable"),
                                    ("C", "Consulted"),
                                    ("I", "Informed"),
                                    ("O", "Optional"),
                                ],
                                max_length=1,
                                verbose_name="part",
                            ),
                        ),
                        ("name", models.JSONField(blank=True, default=dict, verbose_name="name")),
                        ("position", models.PositiveIntegerField(default=0)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="responsibilities",
                                to="piloting.action",
                            ),
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
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "responsibility",
                        "verbose_name_plural": "responsibilities",
                        "ordering": ("position", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("body__isnull", False), ("organisation", None)),
                                    models.Q(("body", None), ("organisation__isnull", False)),
                                    models.Q(
                                        ("body", None), ("organisation", None), models.Q(("name", {}), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_part_is_somebodys",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Risk",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "Open"), ("happened", "Happened"), ("closed", "Closed")],
                                default="open",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "mitigation",
                            models.JSONField(blank=True, default=dict, verbose_name="what is done about it"),
                        ),
                        ("review_on", models.DateField(blank=True, null=True, verbose_name="to be looked at again on")),
                        (
                            "likelihood",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="likelihood",
                            ),
                        ),
                        (
                            "impact",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="impact",
                            ),
                        ),
                        (
                            "likelihood_after",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="likelihood after mitigation",
                            ),
                        ),
                        (
                            "impact_after",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                                verbose_name="impact after mitigation",
                            ),
                        ),
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="risk", to="chain.item"
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="risks",
                                to="piloting.body",
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="risks",
                                to="strategy.strategy",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "risk",
                        "verbose_name_plural": "risks",
                        "ordering": ("pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("impact", None), ("likelihood", None)),
                                    models.Q(("impact__range", (1, 5)), ("likelihood__range", (1, 5))),
                                    _connector="OR",
                                ),
                                name="risk_rated_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("impact_after", None), ("likelihood_after", None)),
                                    models.Q(("impact_after__range", (1, 5)), ("likelihood_after__range", (1, 5))),
                                    _connector="OR",
                                ),
                                name="risk_rated_whole_after",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskRating",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "likelihood",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ]
                            ),
                        ),
                        (
                            "impact",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ]
                            ),
                        ),
                        (
                            "likelihood_after",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                            ),
                        ),
                        (
                            "impact_after",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ],
                            ),
                        ),
                        ("note", models.JSONField(blank=True, default=dict)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "rated_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "risk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="ratings", to="piloting.risk"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rating of a risk",
                        "verbose_name_plural": "ratings of risks",
                        "ordering": ("-at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("label", models.JSONField(blank=True, default=dict, verbose_name="for whom")),
                        (
                            "helix",
                            models.CharField(
                                choices=[
                                    ("industry", "Industry"),
                                    ("education_and_research", "Education and research"),
                                    ("government", "Government"),
                                    ("civil_society", "Civil society"),
                                    ("any", "Any side"),
                                ],
                                default="any",
                                max_length=30,
                                verbose_name="side",
                            ),
                        ),
                        ("is_voting", models.BooleanField(default=True, verbose_name="votes")),
                        ("position", models.PositiveIntegerField(default=0)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="piloting.body"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "seat",
                        "verbose_name_plural": "seats",
                        "ordering": ("position", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Term",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "function",
                            models.CharField(
                                choices=[
                                    ("piloting", "Piloting"),
                                    ("monitoring_evaluation", "Monitoring and evaluation"),
                                    ("evaluation", "External evaluation"),
                                ],
                                editable=False,
                                max_length=25,
                            ),
                        ),
                        ("starts", models.DateField(verbose_name="from")),
                        ("ends", models.DateField(blank=True, null=True, verbose_name="to")),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="terms",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="terms",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="piloting.seat"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "term",
                        "verbose_name_plural": "terms",
                        "ordering": ("starts", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends", None), ("ends__gte", models.F("starts")), _connector="OR"),
                                name="term_dates",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
