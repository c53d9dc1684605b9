"""The tables of this slice."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import beffroi.web.core.migrating


class Migration(migrations.Migration):
    replaces = [("chain", "0001_initial")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("observatory", "0001_tables"),
    ]

    operations = [
        beffroi.web.core.migrating.CreateTables(
            tables=[
                migrations.CreateModel(
                    name="Item",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("kind", models.CharField(max_length=40)),
                    ],
                ),
                migrations.CreateModel(
                    name="Space",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("owner_id", models.PositiveBigIntegerField()),
                        ("is_public", models.BooleanField(default=False)),
                        ("frozen_at", models.DateTimeField(blank=True, null=True)),
                        ("changes", models.PositiveIntegerField(default=0)),
                        (
                            "owner_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="contenttypes.contenttype",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Link",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("rationale", models.JSONField(blank=True, default=dict, verbose_name="rationale")),
                        ("details", models.JSONField(blank=True, default=dict, verbose_name="details")),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="leads_to", to="chain.item"
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="follows_from",
                                to="chain.item",
                            ),
                        ),
                        (
                            "space",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="links", to="chain.space"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "link",
                        "verbose_name_plural": "links",
                        "ordering": ("pk",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("space", "kind", "source", "target"), name="one_link_of_a_kind"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", models.F("target")), _negated=True),
                                name="nothing_follows_from_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
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
                                    ("figure", "Figure of the observatory"),
                                    ("document", "Document"),
                                    ("statement", "Statement"),
                                ],
                                max_length=10,
                                verbose_name="kind",
                            ),
                        ),
                        ("source", models.CharField(blank=True, max_length=500, verbose_name="source")),
                        ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                        ("note", models.JSONField(blank=True, default=dict, verbose_name="note")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("unchanged", "unchanged"),
                                    ("revised", "revised since"),
                                    ("unavailable", "no longer available"),
                                ],
                                default="unchanged",
                                max_length=12,
                            ),
                        ),
                        ("seen_digest", models.CharField(blank=True, max_length=64)),
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
                            "pin",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="observatory.pin",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence",
                                to="chain.item",
                            ),
                        ),
                        (
                            "link",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="chain.link",
                            ),
                        ),
                        (
                            "space",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="chain.space"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "evidence",
                        "verbose_name_plural": "evidence",
                        "ordering": ("added_at", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("item__isnull", False), ("link", None)),
                                    models.Q(("item", None), ("link__isnull", False)),
                                    _connector="OR",
                                ),
                                name="evidence_of_an_element_or_a_link",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "figure"), ("pin__isnull", False)),
                                    models.Q(
                                        models.Q(("kind", "figure"), _negated=True),
                                        ("pin", None),
                                        models.Q(("source", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="evidence_has_its_source",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Node",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(blank=True, max_length=20, verbose_name="code")),
                        ("title", models.JSONField(default=dict, verbose_name="title")),
                        ("text", models.JSONField(blank=True, default=dict, verbose_name="text")),
                        ("details", models.JSONField(blank=True, default=dict, verbose_name="details")),
                        ("position", models.PositiveIntegerField(default=0, verbose_name="position")),
                        ("revision", models.PositiveIntegerField(default=1)),
                        (
                            "review_since",
                            models.DateTimeField(blank=True, null=True, verbose_name="to be reviewed since"),
                        ),
                        (
                            "review_because",
                            models.JSONField(blank=True, default=dict, verbose_name="why it is to be reviewed"),
                        ),
                        ("changed_at", models.DateTimeField(auto_now=True)),
                        (
                            "created_by",
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="nodes", to="chain.item"
                            ),
                        ),
                        (
                            "space",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="nodes", to="chain.space"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "element",
                        "verbose_name_plural": "elements",
                        "ordering": ("position", "pk"),
                        "constraints": [
                            models.UniqueConstraint(fields=("space", "item"), name="one_node_an_item_in_a_space"),
                            models.UniqueConstraint(
                                condition=models.Q(("code", ""), _negated=True),
                                fields=("space", "code"),
                                name="one_node_a_code_in_a_space",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
