"""The tables of this slice."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import beffroi.web.core.migrating


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0001_initial"),
        ("accounts", "0002_names_of_fields"),
        ("accounts", "0003_scope_of_tokens"),
    ]

    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        beffroi.web.core.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail address")),
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("fr", "French")],
                                default="en",
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        ("is_active", models.BooleanField(default=True, verbose_name="account is open")),
                        ("joined_at", models.DateTimeField(auto_now_add=True, verbose_name="joined on")),
                        ("erased_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Cluster",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("slug", models.SlugField(unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("competitiveness", "Competitiveness cluster"),
                                    ("business", "Business cluster"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, unique=True, verbose_name="name")),
                        ("theme", models.JSONField(default=dict, verbose_name="theme")),
                        ("region", models.CharField(blank=True, max_length=5, verbose_name="region (NUTS)")),
                        ("website", models.URLField(blank=True, verbose_name="website")),
                        ("source", models.CharField(blank=True, max_length=200)),
                        (
                            "run_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="clusters_run",
                                to="accounts.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "cluster",
                        "verbose_name_plural": "clusters",
                        "ordering": ("-kind", "name"),
                    },
                ),
                migrations.CreateModel(
                    name="ApiToken",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=60, verbose_name="name")),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    ("read", "Reads what you may see"),
                                    ("report", "Reads, and reports the values that you are asked for"),
                                ],
                                default="read",
                                max_length=6,
                                verbose_name="what it may do",
                            ),
                        ),
                        ("digest", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        ("expires_on", models.DateField(verbose_name="last day")),
                        ("last_used_on", models.DateField(blank=True, null=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tokens",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-made_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="MembershipTier",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        (
                            "yearly_fee",
                            models.DecimalField(
                                decimal_places=2,
                                max_digits=9,
                                validators=[django.core.validators.MinValueValidator(0)],
                                verbose_name="yearly fee (euro)",
                            ),
                        ),
                        ("is_open", models.BooleanField(default=True, verbose_name="open to new members")),
                        (
                            "cluster",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="tiers", to="accounts.cluster"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("yearly_fee", "name"),
                        "constraints": [
                            models.UniqueConstraint(fields=("cluster", "name"), name="one_tier_a_name"),
                            models.CheckConstraint(
                                condition=models.Q(("yearly_fee__gte", 0)), name="fee_is_not_negative"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Organisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("legal_name", models.CharField(max_length=200, verbose_name="legal name")),
                        ("country", models.CharField(default="BE", max_length=2, verbose_name="country")),
                        (
                            "enterprise_number",
                            models.CharField(blank=True, max_length=20, verbose_name="enterprise or VAT number"),
                        ),
                        (
                            "helix",
                            models.CharField(
                                choices=[
                                    ("industry", "Industry"),
                                    ("education_and_research", "Education and research"),
                                    ("government", "Government"),
                                    ("civil_society", "Civil society"),
                                ],
                                max_length=30,
                                verbose_name="kind of organisation",
                            ),
                        ),
                        (
                            "size_class",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("micro", "Micro: fewer than 10 persons"),
                                    ("small", "Small: 10 to 49 persons"),
                                    ("medium", "Medium: 50 to 249 persons"),
                                    ("large", "Large: 250 persons or more"),
                                ],
                                max_length=10,
                                verbose_name="size",
                            ),
                        ),
                        ("nace", models.CharField(blank=True, max_length=5, verbose_name="activity (NACE)")),
                        ("region", models.CharField(blank=True, max_length=5, verbose_name="region (NUTS)")),
                        ("description", models.JSONField(blank=True, default=dict, verbose_name="description")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duplicates",
                                to="accounts.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "organisation",
                        "verbose_name_plural": "organisations",
                        "ordering": ("legal_name", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    models.Q(("enterprise_number", ""), _negated=True), ("merged_into", None)
                                ),
                                fields=("country", "enterprise_number"),
                                name="one_organisation_a_number",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                                name="not_merged_into_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("scope_id", models.CharField(blank=True, max_length=64)),
                        ("starts", models.DateField(verbose_name="from")),
                        ("ends", models.DateField(blank=True, null=True, verbose_name="to")),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                        ("email_digest", models.CharField(db_index=True, max_length=64)),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("fr", "French")],
                                default="en",
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("administrator", "Administrator"),
                                    ("co_manager", "Co-manager"),
                                    ("m_and_e_officer", "M&E officer"),
                                    ("evaluator", "Evaluator"),
                                    ("adviser", "Adviser"),
                                    ("cluster_manager", "Cluster manager"),
                                    ("reader", "Reader"),
                                ],
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        ("invited_at", models.DateTimeField(auto_now_add=True)),
                        ("expires_at", models.DateTimeField()),
                        ("accepted_at", models.DateTimeField(blank=True, null=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "accepted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "invited_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "scope_type",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contenttypes.contenttype",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="accounts.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "invitation",
                        "verbose_name_plural": "invitations",
                        "ordering": ("-invited_at", "-pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends", None), ("ends__gte", models.F("starts")), _connector="OR"),
                                name="invitation_dates",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("scope_id", ""), ("scope_type", None)),
                                    models.Q(("scope_type__isnull", False), models.Q(("scope_id", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="invitation_scope_is_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClusterMembership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("starts", models.DateField(verbose_name="from")),
                        ("ends", models.DateField(blank=True, null=True, verbose_name="to")),
                        (
                            "is_listed",
                            models.BooleanField(default=False, verbose_name="the member agrees to be named in public"),
                        ),
                        ("verified_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "cluster",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="accounts.cluster",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "tier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="accounts.membershiptier",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="accounts.organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "membership of a cluster",
                        "verbose_name_plural": "memberships of clusters",
                        "ordering": ("organisation__legal_name", "starts", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends", None), ("ends__gte", models.F("starts")), _connector="OR"),
                                name="membership_dates",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("verified_at", None), ("verified_by", None)),
                                    models.Q(("verified_at__isnull", False), ("verified_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="verified_by_somebody_at_a_time",
                            ),
                            models.UniqueConstraint(
                                fields=("cluster", "organisation", "starts"), name="one_membership_a_start"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrganisationMerge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("merged_at", models.DateTimeField(auto_now_add=True)),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        ("moved", models.JSONField(default=list)),
                        (
                            "duplicate",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "kept",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merges",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "merged_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-merged_at",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at", None)),
                                fields=("duplicate",),
                                name="a_duplicate_is_merged_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Representation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "mandate",
                            models.CharField(
                                choices=[
                                    ("lead", "Leads: may change its details and confirm others"),
                                    ("delegate", "Delegate: acts in its name"),
                                ],
                                default="delegate",
                                max_length=10,
                                verbose_name="mandate",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("requested", "Requested"),
                                    ("confirmed", "Confirmed"),
                                    ("refused", "Refused"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="requested",
                                max_length=10,
                            ),
                        ),
                        ("starts", models.DateField(verbose_name="from")),
                        ("ends", models.DateField(blank=True, null=True, verbose_name="to")),
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
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="representations",
                                to="accounts.organisation",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="representations",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "representation",
                        "verbose_name_plural": "representations",
                        "ordering": ("-starts", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends", None), ("ends__gte", models.F("starts")), _connector="OR"),
                                name="representation_dates",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "requested")),
                                fields=("person", "organisation"),
                                name="one_open_request",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoleGrant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("administrator", "Administrator"),
                                    ("co_manager", "Co-manager"),
                                    ("m_and_e_officer", "M&E officer"),
                                    ("evaluator", "Evaluator"),
                                    ("adviser", "Adviser"),
                                    ("cluster_manager", "Cluster manager"),
                                    ("reader", "Reader"),
                                ],
                                max_length=20,
                                verbose_name="role",
                            ),
                        ),
                        ("scope_id", models.CharField(blank=True, max_length=64)),
                        ("starts", models.DateField(verbose_name="from")),
                        ("ends", models.DateField(blank=True, null=True, verbose_name="to")),
                        ("granted_at", models.DateTimeField(auto_now_add=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "granted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "scope_type",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contenttypes.contenttype",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("role", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends", None), ("ends__gte", models.F("starts")), _connector="OR"),
                                name="grant_dates",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("scope_id", ""), ("scope_type", None)),
                                    models.Q(("scope_type__isnull", False), models.Q(("scope_id", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="grant_scope_is_whole",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ends", None), ("revoked_at", None), ("scope_type", None)),
                                fields=("person", "role"),
                                name="one_open_grant_for_the_site",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ends", None), ("revoked_at", None), ("scope_type__isnull", False)),
                                fields=("person", "role", "scope_type", "scope_id"),
                                name="one_open_grant_a_scope",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
