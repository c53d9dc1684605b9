"""The tables of this slice."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import beffroi.web.core.migrating


class Migration(migrations.Migration):
    replaces = [("billing", "0001_initial")]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("accounts", "__first__"),
    ]

    operations = [
        beffroi.web.core.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name="BankFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120)),
                        ("digest", models.CharField(max_length=64)),
                        ("movements", models.PositiveIntegerField(default=0)),
                        ("read_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "read_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "seller",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bank_files",
                                to="billing.seller",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                        "constraints": [
                            models.UniqueConstraint(fields=("seller", "digest"), name="a_bank_file_is_read_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BankLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("digest", models.CharField(max_length=64)),
                        ("booked_on", models.DateField(verbose_name="day")),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=13, verbose_name="amount")),
                        ("counterparty", models.CharField(blank=True, max_length=140, verbose_name="from or to")),
                        ("counterparty_account", models.CharField(blank=True, max_length=40)),
                        ("communication", models.CharField(blank=True, max_length=12)),
                        ("words", models.CharField(blank=True, max_length=500)),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="billing.bankfile"
                            ),
                        ),
                        (
                            "seller",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bank_lines",
                                to="billing.seller",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "movement at the bank",
                        "verbose_name_plural": "movements at the bank",
                        "ordering": ("-booked_on", "-pk"),
                        "constraints": [
                            models.UniqueConstraint(fields=("seller", "digest"), name="a_movement_is_read_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invoice",
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
                                choices=[("invoice", "Invoice"), ("credit_note", "Credit note")], max_length=11
                            ),
                        ),
                        ("series", models.CharField(max_length=8)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("sequence", models.PositiveIntegerField()),
                        ("number", models.CharField(max_length=24, unique=True, verbose_name="number")),
                        ("issued_on", models.DateField(verbose_name="issued on")),
                        ("due_on", models.DateField(verbose_name="to pay by")),
                        ("supplied_on", models.DateField(verbose_name="day of the supply")),
                        ("language", models.CharField(default="fr", max_length=2)),
                        ("sold_by", models.JSONField()),
                        ("buyer", models.JSONField()),
                        ("lines", models.JSONField()),
                        ("net", models.DecimalField(decimal_places=2, max_digits=13)),
                        ("tax", models.DecimalField(decimal_places=2, max_digits=13)),
                        ("gross", models.DecimalField(decimal_places=2, max_digits=13)),
                        ("communication", models.CharField(blank=True, max_length=12)),
                        ("buyer_reference", models.CharField(max_length=60)),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="why")),
                        ("about", models.UUIDField(blank=True, db_index=True, null=True)),
                        ("idempotency_key", models.CharField(max_length=100, unique=True)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="credit_notes",
                                to="billing.invoice",
                            ),
                        ),
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
                            "seller",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invoices",
                                to="billing.seller",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "invoice",
                        "verbose_name_plural": "invoices",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("seller", "series", "year", "sequence"), name="a_number_is_given_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("communication", ""), _negated=True),
                                fields=("communication",),
                                name="a_communication_is_given_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("net__gte", 0), ("tax__gte", 0)), name="an_invoice_is_not_negative"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("corrects", None), ("kind", "invoice")),
                                    models.Q(("corrects__isnull", False), ("kind", "credit_note")),
                                    _connector="OR",
                                ),
                                name="a_credit_note_corrects",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seller",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("legal_name", models.CharField(max_length=150, verbose_name="legal name")),
                        ("enterprise_number", models.CharField(max_length=10, verbose_name="enterprise number")),
                        ("street", models.CharField(max_length=150, verbose_name="street and number")),
                        ("postcode", models.CharField(max_length=12, verbose_name="postcode")),
                        ("city", models.CharField(max_length=80, verbose_name="municipality")),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail for invoices")),
                        (
                            "regime",
                            models.CharField(
                                choices=[
                                    ("normal", "Charges VAT"),
                                    ("small", "Small enterprise: exempt by its turnover"),
                                    ("exempt", "Exempt by what it does"),
                                ],
                                default="normal",
                                max_length=8,
                                verbose_name="VAT regime",
                            ),
                        ),
                        ("exemption", models.JSONField(blank=True, default=dict, verbose_name="why no VAT is charged")),
                        ("iban", models.CharField(max_length=34, verbose_name="account (IBAN)")),
                        ("bic", models.CharField(blank=True, max_length=11, verbose_name="BIC")),
                        (
                            "series",
                            models.CharField(
                                max_length=8,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[A-Z][A-Z0-9]{0,7}\\Z",
                                        "Use one to eight capital letters and digits, a letter first.",
                                    )
                                ],
                                verbose_name="series of its invoices",
                            ),
                        ),
                        ("peppol", models.CharField(max_length=10, verbose_name="Peppol identifier (0208)")),
                        (
                            "payment_days",
                            models.PositiveSmallIntegerField(
                                default=30,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(90),
                                ],
                                verbose_name="days to pay",
                            ),
                        ),
                        ("online_key", models.CharField(blank=True, max_length=500)),
                        ("is_illustrative", models.BooleanField(default=False, verbose_name="illustrative")),
                        (
                            "cluster",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seller",
                                to="accounts.cluster",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "seller",
                        "verbose_name_plural": "sellers",
                        "ordering": ("legal_name", "pk"),
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("payment_days__lte", 90)), name="days_to_pay")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Posting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("booked_on", models.DateField(verbose_name="day")),
                        (
                            "debit",
                            models.CharField(
                                choices=[
                                    ("customers", "Customers"),
                                    ("revenue", "Revenue"),
                                    ("vat", "VAT due"),
                                    ("bank", "Bank"),
                                    ("online", "Payments online"),
                                    ("unassigned", "Bank, not assigned"),
                                    ("other", "Other, outside of services"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "credit",
                            models.CharField(
                                choices=[
                                    ("customers", "Customers"),
                                    ("revenue", "Revenue"),
                                    ("vat", "VAT due"),
                                    ("bank", "Bank"),
                                    ("online", "Payments online"),
                                    ("unassigned", "Bank, not assigned"),
                                    ("other", "Other, outside of services"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=13)),
                        ("words", models.CharField(blank=True, max_length=200)),
                        ("idempotency_key", models.CharField(max_length=120, unique=True)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "document",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="billing.invoice",
                            ),
                        ),
                        (
                            "invoice",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="billing.invoice",
                            ),
                        ),
                        (
                            "line",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="billing.bankline",
                            ),
                        ),
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
                            "seller",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="postings",
                                to="billing.seller",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "posting",
                        "verbose_name_plural": "postings",
                        "ordering": ("pk",),
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="an_amount_moves"),
                            models.CheckConstraint(
                                condition=models.Q(("debit", models.F("credit")), _negated=True),
                                name="from_one_account_to_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("invoice__isnull", False),
                                    models.Q(
                                        models.Q(("debit", "customers"), _negated=True),
                                        models.Q(("credit", "customers"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="customers_owe_by_invoice",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OnlinePayment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("provider_id", models.CharField(blank=True, max_length=40, null=True, unique=True)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=13)),
                        ("status", models.CharField(default="new", max_length=20)),
                        ("checkout", models.URLField(blank=True, max_length=500)),
                        ("paid", models.DecimalField(decimal_places=2, default=0, max_digits=13)),
                        ("asked_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "invoice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="online_payments",
                                to="billing.invoice",
                            ),
                        ),
                        (
                            "seller",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="online_payments",
                                to="billing.seller",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "payment online",
                        "verbose_name_plural": "payments online",
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Series",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=8)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("last", models.PositiveIntegerField(default=0)),
                        (
                            "seller",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="numbered",
                                to="billing.seller",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("seller", "code", "year"),
                        "constraints": [
                            models.UniqueConstraint(fields=("seller", "code", "year"), name="one_series_a_year")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Transmission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("channel", models.CharField(max_length=12)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "Waits to be sent"),
                                    ("in_flight", "Handed over"),
                                    ("delivered", "Delivered"),
                                    ("failed", "Not delivered"),
                                ],
                                default="pending",
                                max_length=9,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("receipt", models.CharField(blank=True, max_length=200)),
                        ("reason", models.CharField(blank=True, max_length=300)),
                        ("asked_at", models.DateTimeField(auto_now_add=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "invoice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="transmissions",
                                to="billing.invoice",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "transmission",
                        "verbose_name_plural": "transmissions",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "failed"), _negated=True),
                                fields=("invoice",),
                                name="an_invoice_is_sent_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OnlineRefund",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("provider_id", models.CharField(blank=True, max_length=40, null=True, unique=True)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=13)),
                        ("idempotency_key", models.CharField(max_length=100, unique=True)),
                        ("asked_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "payment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="refunds",
                                to="billing.onlinepayment",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "refund online",
                        "verbose_name_plural": "refunds online",
                        "ordering": ("-pk",),
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="a_refund_moves_money")
                        ],
                    },
                ),
            ],
        ),
    ]
