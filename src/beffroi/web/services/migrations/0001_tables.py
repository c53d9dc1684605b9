"""The tables of this slice."""

import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_fsm
from django.conf import settings
from django.db import migrations, models

import beffroi.web.core.migrating
import beffroi.web.services.models.pilots


class Migration(migrations.Migration):
    replaces = [
        ("services", "0001_initial"),
        ("services", "0003_pilots"),
        ("services", "0004_appraisals"),
        ("services", "0005_surveys"),
        ("services", "0006_aid"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("accounts", "__first__"),
        ("piloting", "0001_tables"),
        ("strategy", "0001_tables"),
    ]

    operations = [
        beffroi.web.core.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name="Offer",
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
                                choices=[("draft", "Draft"), ("published", "Published"), ("withdrawn", "Withdrawn")],
                                default="draft",
                                max_length=50,
                                verbose_name="state",
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("slug", models.SlugField(max_length=80, unique=True)),
                        ("title", models.JSONField(default=dict, verbose_name="title")),
                        ("summary", models.JSONField(blank=True, default=dict, verbose_name="summary")),
                        ("contents", models.JSONField(blank=True, default=dict, verbose_name="what you get")),
                        ("refund_steps", models.JSONField(blank=True, default=list, verbose_name="refund terms")),
                        ("languages", models.JSONField(blank=True, default=list, verbose_name="languages")),
                        ("access_notes", models.JSONField(blank=True, default=dict, verbose_name="accessibility")),
                        (
                            "is_reviewed",
                            models.BooleanField(default=False, verbose_name="the organiser looks at each booking"),
                        ),
                        (
                            "hold_minutes",
                            models.PositiveSmallIntegerField(
                                default=20,
                                validators=[
                                    django.core.validators.MinValueValidator(5),
                                    django.core.validators.MaxValueValidator(240),
                                ],
                                verbose_name="minutes for which seats are held",
                            ),
                        ),
                        (
                            "offer_hours",
                            models.PositiveSmallIntegerField(
                                default=48,
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(240),
                                ],
                                verbose_name="hours for which a freed seat is offered",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offers",
                                to="services.service",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "offer",
                        "verbose_name_plural": "offers",
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Booking",
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
                                    ("held", "Seats held"),
                                    ("review", "Waits for the organiser"),
                                    ("confirmed", "Confirmed"),
                                    ("expired", "Not confirmed in time"),
                                    ("cancelled", "Cancelled"),
                                    ("rejected", "Not admitted"),
                                ],
                                default="held",
                                max_length=50,
                                verbose_name="state",
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("firm_name", models.CharField(max_length=200, verbose_name="name of the organisation")),
                        ("firm_country", models.CharField(default="BE", max_length=2, verbose_name="country")),
                        ("firm_number", models.CharField(blank=True, max_length=20, verbose_name="enterprise number")),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                        ("language", models.CharField(default="fr", max_length=2)),
                        ("token_digest", models.CharField(blank=True, max_length=64)),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("member", "Member of a cluster that provides it"),
                                    ("other_member", "Member of another cluster"),
                                    ("non_member", "Not a member"),
                                ],
                                max_length=12,
                                verbose_name="audience",
                            ),
                        ),
                        ("seats", models.PositiveSmallIntegerField(verbose_name="seats")),
                        (
                            "may_be_asked",
                            models.BooleanField(default=False, verbose_name="may be asked for the evaluation"),
                        ),
                        ("idempotency_key", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("held_until", models.DateTimeField(blank=True, null=True)),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=500, verbose_name="why it was not admitted"),
                        ),
                        (
                            "booked_by",
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
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "promoted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.cluster",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bookings",
                                to="services.session",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "booking",
                        "verbose_name_plural": "bookings",
                        "ordering": ("made_at", "pk"),
                        "indexes": [models.Index(fields=["state", "held_until"], name="bookings_to_expire")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("seats__gte", 1)), name="a_booking_has_seats"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "held"), _negated=True),
                                    ("held_until__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_hold_ends",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pilot",
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
                        (
                            "started_on",
                            models.DateField(default=django.utils.timezone.localdate, verbose_name="started on"),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pilots",
                                to="strategy.strategy",
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
                    ],
                    options={
                        "verbose_name": "pilot",
                        "verbose_name_plural": "pilots",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ("awareness", "cluster")), ("cluster__isnull", False), _connector="OR"
                                ),
                                name="a_pilot_has_a_cluster",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ("awareness", "cluster", "services")),
                                    ("service__isnull", False),
                                    _connector="OR",
                                ),
                                name="a_pilot_has_a_service",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "decided"),
                                        models.Q(("outcome", ""), _negated=True),
                                        ("decision__isnull", False),
                                    ),
                                    models.Q(
                                        models.Q(("state", "decided"), _negated=True),
                                        ("decision", None),
                                        ("outcome", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="decided_by_a_body",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Appraisal",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="appraisals",
                                to="services.pilot",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "appraisal",
                        "verbose_name_plural": "appraisals",
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="PriceRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="version")),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("member", "Member of a cluster that provides it"),
                                    ("other_member", "Member of another cluster"),
                                    ("non_member", "Not a member"),
                                ],
                                max_length=12,
                                verbose_name="audience",
                            ),
                        ),
                        ("helix", models.CharField(blank=True, max_length=30, verbose_name="only")),
                        (
                            "only_elsewhere",
                            models.BooleanField(default=False, verbose_name="only for organisations of other regions"),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=9,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="price a seat before VAT (euro)",
                            ),
                        ),
                        (
                            "tax",
                            models.CharField(
                                choices=[
                                    ("S", "Taxed at a rate"),
                                    ("Z", "Zero rate"),
                                    ("E", "Exempt"),
                                    ("AE", "Reverse charge"),
                                    ("O", "Outside the scope of the tax"),
                                ],
                                default="S",
                                max_length=2,
                                verbose_name="VAT category",
                            ),
                        ),
                        (
                            "tax_rate",
                            models.DecimalField(
                                decimal_places=2,
                                default="21",
                                max_digits=4,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(30),
                                ],
                                verbose_name="VAT rate (%)",
                            ),
                        ),
                        ("tax_reason", models.JSONField(blank=True, default=dict, verbose_name="why this VAT")),
                        ("rationale", models.JSONField(blank=True, default=dict, verbose_name="why this price")),
                        ("starts", models.DateField(verbose_name="from")),
                        ("ends", models.DateField(blank=True, null=True, verbose_name="to")),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "offer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="prices", to="services.offer"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "price",
                        "verbose_name_plural": "prices",
                        "ordering": ("audience", "-number"),
                        "constraints": [
                            models.UniqueConstraint(fields=("offer", "number"), name="one_price_a_number"),
                            models.CheckConstraint(
                                condition=models.Q(("amount__gte", 0)), name="price_is_not_negative"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends", None), ("ends__gte", models.F("starts")), _connector="OR"),
                                name="price_dates",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("tax", "S"), ("tax_rate__gt", 0)),
                                    models.Q(models.Q(("tax", "S"), _negated=True), ("tax_rate", 0)),
                                    _connector="OR",
                                ),
                                name="rate_fits_tax",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Provider",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "share",
                            models.DecimalField(
                                decimal_places=4,
                                max_digits=5,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(1),
                                ],
                                verbose_name="share of the revenue",
                            ),
                        ),
                        (
                            "cluster",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.cluster"
                            ),
                        ),
                        (
                            "offer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="providers",
                                to="services.offer",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-share", "pk"),
                        "constraints": [
                            models.UniqueConstraint(fields=("offer", "cluster"), name="a_cluster_provides_once"),
                            models.CheckConstraint(
                                condition=models.Q(("share__gte", 0), ("share__lte", 1)), name="share_of_revenue"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Quote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=20, unique=True)),
                        ("seats", models.PositiveSmallIntegerField()),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=9)),
                        (
                            "tax",
                            models.CharField(
                                choices=[
                                    ("S", "Taxed at a rate"),
                                    ("Z", "Zero rate"),
                                    ("E", "Exempt"),
                                    ("AE", "Reverse charge"),
                                    ("O", "Outside the scope of the tax"),
                                ],
                                max_length=2,
                            ),
                        ),
                        ("tax_rate", models.DecimalField(decimal_places=2, max_digits=4)),
                        ("net", models.DecimalField(decimal_places=2, max_digits=11)),
                        ("tax_amount", models.DecimalField(decimal_places=2, max_digits=11)),
                        ("refund_steps", models.JSONField(default=list)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "booking",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="quote", to="services.booking"
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="quotes",
                                to="services.pricerule",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "quote",
                        "verbose_name_plural": "quotes",
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Service",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("name", models.JSONField(default=dict, verbose_name="name")),
                        ("summary", models.JSONField(blank=True, default=dict, verbose_name="summary")),
                        (
                            "is_in_remit",
                            models.BooleanField(default=True, verbose_name="within the remit of the cluster"),
                        ),
                        ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                        (
                            "cluster",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="services",
                                to="accounts.cluster",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "service",
                        "verbose_name_plural": "services",
                        "ordering": ("cluster__name", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Candidate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                            "pilot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="candidates",
                                to="services.pilot",
                            ),
                        ),
                        (
                            "service",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "service compared",
                        "verbose_name_plural": "services compared",
                        "ordering": ("pk",),
                        "constraints": [
                            models.UniqueConstraint(fields=("pilot", "service"), name="a_service_is_compared_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
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
                                    ("planned", "Open, not yet decided"),
                                    ("goes_ahead", "Takes place"),
                                    ("held", "Held"),
                                    ("cancelled", "Called off"),
                                ],
                                default="planned",
                                max_length=50,
                                verbose_name="state",
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("starts_at", models.DateTimeField(verbose_name="begins")),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                        ("closes_at", models.DateTimeField(verbose_name="booking closes")),
                        ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                        ("link", models.URLField(blank=True, verbose_name="link for taking part online")),
                        (
                            "capacity",
                            models.PositiveIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5000),
                                ],
                                verbose_name="seats",
                            ),
                        ),
                        ("taken", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "minimum",
                            models.PositiveIntegerField(default=1, verbose_name="fewest with which it is held"),
                        ),
                        (
                            "decide_on",
                            models.DateField(blank=True, null=True, verbose_name="day on which it is decided"),
                        ),
                        (
                            "cancelled_because",
                            models.CharField(blank=True, max_length=500, verbose_name="why it was called off"),
                        ),
                        (
                            "offer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="services.offer",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "session",
                        "verbose_name_plural": "sessions",
                        "ordering": ("starts_at", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("taken__lte", models.F("capacity"))),
                                name="never_more_than_capacity",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gte", models.F("starts_at"))),
                                name="session_ends_after_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("closes_at__lte", models.F("starts_at"))),
                                name="booking_closes_before_it_begins",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minimum__lte", models.F("capacity"))),
                                name="minimum_within_capacity",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Quota",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("member", "Member of a cluster that provides it"),
                                    ("other_member", "Member of another cluster"),
                                    ("non_member", "Not a member"),
                                ],
                                max_length=12,
                                verbose_name="audience",
                            ),
                        ),
                        (
                            "places",
                            models.PositiveIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5000),
                                ],
                                verbose_name="at most",
                            ),
                        ),
                        ("taken", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="quotas",
                                to="services.session",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("audience",),
                        "constraints": [
                            models.UniqueConstraint(fields=("session", "audience"), name="one_quota_an_audience"),
                            models.CheckConstraint(
                                condition=models.Q(("taken__lte", models.F("places"))), name="never_more_than_the_quota"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SurveyAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                                condition=models.Q(("satisfied__gte", 1), ("satisfied__lte", 5)),
                                name="satisfied_1_to_5",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("recommends__lte", 10)), name="recommends_0_to_10"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SurveyInvitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="services.pilot",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "invitation to a survey",
                        "verbose_name_plural": "invitations to surveys",
                        "ordering": ("pk",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("pilot", "address_digest"), name="asked_once_about_a_pilot"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("has_answered", False), ("email", ""), _connector="OR"),
                                name="no_address_beside_an_answer",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WaitlistEntry",
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
                                    ("waiting", "Waiting"),
                                    ("offered", "Seats offered"),
                                    ("accepted", "Accepted"),
                                    ("lapsed", "Offer not taken in time"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="waiting",
                                max_length=50,
                                verbose_name="state",
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("firm_name", models.CharField(max_length=200, verbose_name="name of the organisation")),
                        ("firm_country", models.CharField(default="BE", max_length=2, verbose_name="country")),
                        ("firm_number", models.CharField(blank=True, max_length=20, verbose_name="enterprise number")),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                        ("language", models.CharField(default="fr", max_length=2)),
                        ("token_digest", models.CharField(blank=True, max_length=64)),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("member", "Member of a cluster that provides it"),
                                    ("other_member", "Member of another cluster"),
                                    ("non_member", "Not a member"),
                                ],
                                max_length=12,
                                verbose_name="audience",
                            ),
                        ),
                        ("seats", models.PositiveSmallIntegerField(verbose_name="seats")),
                        (
                            "may_be_asked",
                            models.BooleanField(default=False, verbose_name="may be asked for the evaluation"),
                        ),
                        ("idempotency_key", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("offered_until", models.DateTimeField(blank=True, null=True)),
                        (
                            "booked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "booking",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="waited",
                                to="services.booking",
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
                            "promoted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.cluster",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="waiting",
                                to="services.session",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "entry of a waiting list",
                        "verbose_name_plural": "waiting list",
                        "ordering": ("pk",),
                        "indexes": [models.Index(fields=["state", "offered_until"], name="seats_on_offer")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("seats__gte", 1)), name="an_entry_has_seats"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "offered"), _negated=True),
                                    ("offered_until__isnull", False),
                                    _connector="OR",
                                ),
                                name="an_offer_ends",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seat", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        ("needs", models.CharField(blank=True, max_length=500, verbose_name="anything we should know")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("expected", "Expected"),
                                    ("attended", "Attended"),
                                    ("no_show", "Did not come"),
                                    ("replaced", "Replaced by somebody else"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="expected",
                                max_length=10,
                            ),
                        ),
                        (
                            "refund",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=9, null=True, verbose_name="given back (euro)"
                            ),
                        ),
                        ("checked_in_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "booking",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendees",
                                to="services.booking",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "attendee",
                        "verbose_name_plural": "attendees",
                        "ordering": ("booking", "seat", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "replaced"), _negated=True),
                                fields=("booking", "seat"),
                                name="one_person_a_seat",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Criterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="criteria",
                                to="services.pilot",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "criterion of a pilot",
                        "verbose_name_plural": "criteria of pilots",
                        "ordering": ("pk",),
                        "constraints": [
                            models.UniqueConstraint(fields=("pilot", "measure"), name="one_criterion_a_measure")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AidGrant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        (
                            "granted_on",
                            models.DateField(default=django.utils.timezone.localdate, verbose_name="granted on"),
                        ),
                        ("register_by", models.DateField(verbose_name="to be registered by")),
                        ("registered_on", models.DateField(blank=True, null=True, verbose_name="registered on")),
                        (
                            "register_number",
                            models.CharField(blank=True, max_length=60, verbose_name="number in the register"),
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
                            "booking",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="aid", to="services.booking"
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
                                        ("registered_on__isnull", False),
                                        models.Q(("register_number", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="registered_under_a_number",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PilotStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                        "constraints": [models.UniqueConstraint(fields=("pilot", "step"), name="one_step_of_a_name")],
                    },
                ),
            ],
        ),
    ]
